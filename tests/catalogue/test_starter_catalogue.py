"""What ships: the compiled starter catalogue as the program reads it."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import recdesk.catalogue.starter as starter_module
from recdesk.catalogue import StarterPack, load_starter, load_starter_vectors, starter_version
from recdesk.domain.faults import UserFault
from recdesk.domain.resources import resource
from recdesk.domain.works import Kind, embedding_text, text_hash


def test_it_holds_thousands_of_works_of_every_kind_but_channels(starter: StarterPack) -> None:
    counts = Counter(work.kind for work in starter.works)
    assert len(starter.works) >= 13_000
    assert counts[Kind.FILM] >= 3_500
    assert counts[Kind.BOOK] >= 3_700
    assert counts[Kind.ARTIST] >= 3_200
    assert counts[Kind.SERIES] >= 1_900
    assert counts[Kind.ALBUM] >= 300
    assert counts[Kind.PODCAST] >= 200
    assert Kind.CHANNEL not in counts


def test_no_work_is_in_it_twice(starter: StarterPack) -> None:
    def plain(text: str) -> str:
        letters = unicodedata.normalize("NFKD", text).casefold()
        return "".join(letter for letter in letters if letter.isalnum()) or text

    seen = Counter(
        (work.kind, plain(work.title), work.year, *(plain(name) for name in work.creators[:1]))
        for work in starter.works
    )
    assert [key for key, count in seen.items() if count > 1] == []
    assert len({work.uid for work in starter.works}) == len(starter.works)


def test_works_that_share_a_title_are_kept_apart(starter: StarterPack) -> None:
    years = {work.year for work in starter.works if work.kind == Kind.SERIES and work.title == "Dark Matter"}
    assert years == {2015, 2024}
    makers = {work.creators for work in starter.works if work.kind == Kind.BOOK and work.title == "Leviathan"}
    assert makers == {("Thomas Hobbes",), ("Scott Westerfeld",)}


def test_every_kindred_is_another_work_of_the_catalogue(starter: StarterPack) -> None:
    uids = {work.uid for work in starter.works}
    for work in starter.works:
        assert uids.issuperset(work.kindred), work.uid
        assert work.uid not in work.kindred
        assert len(set(work.kindred)) == len(work.kindred)
    assert sum(len(work.kindred) for work in starter.works) >= 59_000


def test_years_genres_and_figures_are_sane(starter: StarterPack) -> None:
    allowed = {}
    genre_lists = resource("catalogue", "sources", "genres.md").read_text(encoding="utf-8")
    for kinds, names in re.findall(r"^- \*\*(.+?)\*\*: (.+)$", genre_lists, re.MULTILINE):
        allowed.update({kind: set(names.split(", ")) for kind in kinds.split(", ")})
    for work in starter.works:
        assert work.year is not None
        assert -1300 <= work.year <= 2027
        assert work.kind in (Kind.BOOK, Kind.ARTIST) or work.year >= 1890
        assert work.genres
        assert allowed[work.kind].issuperset(work.genres), work.uid
        assert work.reach in range(1, 6)
        assert work.audience is not None
        assert 0 < work.audience < 9
        assert work.description.strip()
        assert work.title == work.title.strip() != ""


def test_titles_in_other_languages_keep_their_language(starter: StarterPack) -> None:
    goodfellas = next(work for work in starter.works if work.uid == "film:goodfellas:1990")
    titles = {(alias.language, alias.title) for alias in goodfellas.aliases}
    assert ("fr", "Les Affranchis") in titles
    assert ("pt-BR", "Os Bons Companheiros") in titles
    assert ("ja", "グッドフェローズ") in titles


def test_a_work_without_words_says_so_instead_of_nothing(starter: StarterPack) -> None:
    moon = next(work for work in starter.works if work.title == "A Trip to the Moon")
    assert moon.languages == ("zxx",)


def test_the_version_is_told_without_reading_the_works(starter: StarterPack) -> None:
    assert starter.version == starter_version()
    assert len(starter.version) == 12
    assert starter.licence


def test_the_vectors_are_those_of_the_works_in_their_order(starter: StarterPack) -> None:
    vectors = load_starter_vectors()
    assert vectors.text_hashes == [text_hash(embedding_text(work)) for work in starter.works]
    assert vectors.codes.shape == (len(starter.works), 384)
    units = vectors.decode()
    assert units.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(units, axis=1), 1.0, atol=1e-5)
    # The stored scale gives the same vector back: codes alone fix the direction, the scale the length.
    np.testing.assert_allclose(
        np.linalg.norm(vectors.codes * vectors.scales[:, None].astype(np.float64), axis=1), 1.0, atol=2e-3
    )


def test_neighbours_in_meaning_share_their_kind_of_story(starter: StarterPack) -> None:
    rows = {work.uid: row for row, work in enumerate(starter.works)}
    units = load_starter_vectors().decode()
    units -= units.mean(axis=0)
    units /= np.linalg.norm(units, axis=1, keepdims=True)
    dune = rows["film:dune:2021"]
    nearest = np.argsort(-(units @ units[dune]))[1:6]
    assert any("Dune" in starter.works[row].title for row in nearest)


def test_looking_at_the_version_loads_no_numpy() -> None:
    script = (
        "import sys; from recdesk import catalogue; catalogue.starter_version(); catalogue.load_starter();"
        "assert 'numpy' not in sys.modules and 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=120)


def test_a_missing_catalogue_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _lay(monkeypatch, tmp_path)
    for ask in (load_starter, starter_version, load_starter_vectors):
        with pytest.raises(UserFault, match="missing") as fault:
            ask()
        assert "Install RecDesk again" in fault.value.do_next


@pytest.mark.parametrize("damage", ["cut", "text", "other"])
def test_a_damaged_catalogue_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: str
) -> None:
    whole = resource("catalogue", "starter.jsonl.gz").read_bytes()
    works = {"cut": whole[: len(whole) // 2], "text": b"no gzip", "other": gzip.compress(b'{"format":"x"}\n')}
    _lay(monkeypatch, tmp_path, works=works[damage], vectors=b"PK\x03\x04 no zip")
    for ask in (load_starter, load_starter_vectors):
        with pytest.raises(UserFault, match="damaged"):
            ask()


def test_a_catalogue_cut_after_a_whole_line_is_still_found_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines = gzip.decompress(resource("catalogue", "starter.jsonl.gz").read_bytes()).split(b"\n")
    _lay(monkeypatch, tmp_path, works=gzip.compress(b"\n".join(lines[:100])))
    with pytest.raises(UserFault, match="damaged"):
        load_starter()


@pytest.mark.slow
def test_int8_loses_nothing_that_matters(starter: StarterPack) -> None:
    from recdesk.learning.encoder import Embedder

    rows = list(range(0, len(starter.works), len(starter.works) // 50))
    fresh = Embedder("cpu").encode([embedding_text(starter.works[row]) for row in rows])
    stored = load_starter_vectors().decode(rows)
    assert (fresh * stored).sum(axis=1).min() >= 0.999


def _lay(
    monkeypatch: pytest.MonkeyPatch, folder: Path, works: bytes | None = None, vectors: bytes | None = None
) -> None:
    """A resources folder with these files, or without them."""
    if works is not None:
        (folder / "starter.jsonl.gz").write_bytes(works)
    if vectors is not None:
        (folder / "starter-vectors.npz").write_bytes(vectors)
    monkeypatch.setattr(starter_module, "resource", lambda *parts: folder / parts[-1])
