"""Numbers as typed: a wrong one is answered with what is right, whatever the command."""

from __future__ import annotations

import pytest

from recdesk.cli.asking import read_mix
from recdesk.cli.door import main, parser
from recdesk.cli.numbers import is_number
from recdesk.domain.faults import UserFault


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("catalogue add x.zip --min-votes -3", "--min-votes: -3 is too small; the least is 0"),
        ("recommend -n -5", "-n: -5 is too small; the least is 1"),
        ("recommend -n 0", "-n: 0 is too small"),
        ("recommend --seed -1", "--seed: -1 is too small"),
        ("history -n -2", "-n: -2 is too small"),
        ("stats -n ten", "-n: ten is not a whole number"),
        ("undo -4", "id: -4 is too small"),
        ("undo 99999999999999999999", "id: 99999999999999999999 is too large"),
        ("imports show -1", "id: -1 is too small"),
        ("ignore 0", "event: 0 is too small"),
        ("journal undo -1", "id: -1 is too small"),
        ("taste more -1", "N: -1 is too small"),
        ("recommend --novelty much", "--novelty: much is not a number; it must lie between 0 and 1"),
        ("recommend --lately nan", "--lately: nan must lie between 0 and 1"),
        ("review create 1 --year soon", "--year: soon is not a whole number"),
        ("pick -n 0", "-n: 0 is too small"),
        ("evaluate --people -1", "--people: -1 is too small"),
    ],
)
def test_a_number_that_cannot_be_meant_is_refused_in_one_sentence(
    line: str, sign: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line.split()) == 2
    said = capsys.readouterr().err
    assert sign in said and said.count("\n") == 1


@pytest.mark.parametrize("mix", ["film=-1", "film=nan", "film=0,book=0", "film=1e400"])
def test_a_mix_that_shares_nothing_out_is_refused(mix: str) -> None:
    with pytest.raises(UserFault, match="shares nothing out"):
        read_mix(mix)


def test_a_title_of_figures_is_a_number_only_where_one_can_be_meant() -> None:
    assert is_number("1984") and is_number("٣")
    assert not any(map(is_number, ("²", "9" * 20, "-5", "", "1984a")))


def test_a_count_that_may_be_none_may_be_none() -> None:
    assert parser().parse_args(["catalogue", "add", "x", "--min-votes", "0"]).min_votes == 0
