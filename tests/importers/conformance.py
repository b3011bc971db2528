"""What every importer must keep, whatever its format: one class, inherited by the test class of each.

The samples of a source are the folders under `samples/<source>/`; beside each folder stands `<case>.jsonl`,
one line per row as it must be read. After a wanted change: `RECDESK_WRITE_EXPECTED=1 pytest tests/importers`
and read the diff.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recdesk.domain.faults import UserFault
from recdesk.domain.history import BadRow, Mention, Reading, Row, SkippedRow
from recdesk.importers import Found, find_histories, sources
from recdesk.importers.text import decode_head

SAMPLES = Path(__file__).parent / "samples"
SECRETS = ("secret", "10.9.8.7")  # every cell of the samples that must never be copied holds one of these


def cases(source: str) -> list[Path]:
    return sorted(path for path in (SAMPLES / source).iterdir() if path.is_dir())


def read(path: Path, source: str | None = None) -> tuple[Found, list[Row]]:
    found = find_histories(path, source=source)
    return found, [row for history in found.histories for row in history.rows()]


def ledger(rows: list[Row]) -> list[Reading]:
    """The events that a library keeps of these rows: no key twice, and nothing that an earlier row covers."""
    kept: list[Reading] = []
    known: set[str] = set()
    for row in rows:
        if isinstance(row, Reading) and row.key not in known:
            kept.append(row)
            known |= {row.key, *row.covers}
    return kept


def as_json(row: Row) -> dict[str, Any]:
    """A row as it stands in the expected files; what says nothing is left out."""
    if isinstance(row, SkippedRow):
        return {"place": row.place, "skipped": row.rule, "raw": row.raw}
    if isinstance(row, BadRow):
        return {"place": row.place, "bad": row.why, "raw": row.raw}
    shown: dict[str, Any] = {
        "place": row.place,
        "action": str(row.action),
        "means": _mention(row.mention),
        "when": f"{row.when.isoformat()} {row.precision} {row.time_kind}" if row.when else "",
        "rating": [row.rating, row.rating_text] if row.rating is not None else None,
        "also": _mention(row.also) if row.also else None,
        "key": row.key,
        "covers": list(row.covers),
    }
    for name in ("detail", "seconds", "fraction", "liked", "repeat", "shelf", "review"):
        shown[name] = getattr(row, name)
    shown["count"] = row.count if row.count != 1 else None
    shown["tags"] = list(row.tags)
    shown["raw"] = row.raw
    return {name: value for name, value in shown.items() if value not in (None, "", [], False)}


def _mention(mention: Mention) -> str:
    named = " or ".join(f"{g.kind} {g.title!r}" for g in mention.guesses)
    year = str(mention.year or "")
    more = [
        ", ".join(mention.creators),
        year,
        *(f"{s}={v}" for s, v in mention.external_ids),
    ]
    return "; ".join([named, *(m for m in more if m)])


def rows_in(file: Path) -> int:
    """How many rows a sample holds, counted by other means than the importer's."""
    text = decode_head(file.read_bytes())
    if text.lstrip().startswith("["):
        return len(json.loads(text))
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    return sum(1 for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row)) - 1


# Each importer's class inherits the test: hypothesis calls that "differing executors". What differs is drawn.
SUPPRESSED = [HealthCheck.too_slow, HealthCheck.differing_executors]


class Conformance:
    """Inherit and name the `source`. `repeats`: equal rows of one file are events of their own, as in a
    play log, and have keys of their own."""

    source: ClassVar[str]
    repeats: ClassVar[bool] = False

    def rows(self) -> Iterator[tuple[Path, list[Row]]]:
        for case in cases(self.source):
            yield case, read(case)[1]

    def held(self, file: Path) -> int:
        """How many rows a sample holds; where rows are not lines or entries of one array, say it anew."""
        return rows_in(file)

    def readings(self) -> Iterator[Reading]:
        for _, rows in self.rows():
            yield from (row for row in rows if isinstance(row, Reading))

    def test_reads_its_samples_as_expected(self) -> None:
        for case, rows in self.rows():
            lines = [json.dumps(as_json(row), ensure_ascii=False) for row in rows]
            expected = case.with_suffix(".jsonl")
            if os.environ.get("RECDESK_WRITE_EXPECTED"):
                expected.write_text("\n".join(lines) + "\n", "utf-8")
            assert lines == expected.read_text("utf-8").splitlines(), case.name

    def test_is_recognised_by_content_under_any_name(self) -> None:
        for case in cases(self.source):
            assert {history.source for history in find_histories(case).histories} == {self.source}

    def test_every_row_of_every_member_comes_out_once(self) -> None:
        for case in cases(self.source):
            for history in find_histories(case).histories:
                held = sum(self.held(case / member) for member in history.members)
                assert len(list(history.rows())) == held, case.name

    def test_places_name_each_row_once(self) -> None:
        for case, rows in self.rows():
            assert max(Counter(row.place for row in rows).values()) == 1, case.name

    def test_reading_twice_gives_the_same_rows_and_keys(self) -> None:
        for case in cases(self.source):
            first, second = find_histories(case), find_histories(case)
            for one, other in zip(first.histories, second.histories, strict=True):
                assert one.digest == other.digest
                assert list(one.rows()) == list(one.rows()) == list(other.rows())

    def test_keys_are_unique_where_the_source_can_repeat(self) -> None:
        for case, rows in self.rows():
            keys = Counter(row.key for row in rows if isinstance(row, Reading))
            if self.repeats:
                assert max(keys.values()) == 1, case.name

    def test_times_are_aware_and_utc_and_numbers_are_in_range(self) -> None:
        for row in self.readings():
            assert row.when is None or row.when.utcoffset() == timedelta(0)
            assert row.rating is None or 0 < row.rating <= 1
            assert row.fraction is None or 0 <= row.fraction <= 1
            assert row.seconds is None or row.seconds > 0
            assert row.count >= 1
            assert all(guess.title.strip() for guess in row.mention.guesses)

    def test_kinds_are_those_the_source_promises(self) -> None:
        info = next(info for info in sources() if info.id == self.source)
        for row in self.readings():
            mentions = [row.mention, *([row.also] if row.also else [])]
            assert {guess.kind for mention in mentions for guess in mention.guesses} <= set(info.kinds) | {
                *(guess.kind for guess in row.mention.guesses[1:])
            }

    def test_raw_rows_are_json_and_no_secret_is_copied(self) -> None:
        for case, rows in self.rows():
            for row in rows:
                assert not [s for s in SECRETS if s in repr(row).casefold()], f"{case.name}: {row.place}"
                if isinstance(row, Reading | SkippedRow):
                    assert isinstance(json.loads(row.raw), dict)

    def test_a_zip_of_the_folder_is_the_same_history(self, tmp_path: Path) -> None:
        for case in cases(self.source):
            archive = tmp_path / "download"
            with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
                for file in sorted(case.rglob("*")):
                    out.write(file, file.relative_to(case))
            packed, plain = find_histories(archive), find_histories(case)
            assert [h.digest for h in packed.histories] == [h.digest for h in plain.histories]
            for one, other in zip(packed.histories, plain.histories, strict=True):
                assert list(one.rows()) == list(other.rows())

    def test_a_file_that_goes_away_is_a_plain_fault(self, tmp_path: Path) -> None:
        case = shutil.copytree(cases(self.source)[0], tmp_path / "copy")
        history = find_histories(case).histories[0]
        shutil.rmtree(case)
        with pytest.raises(UserFault, match="is not there"):
            list(history.rows())

    @settings(max_examples=40, deadline=None, suppress_health_check=SUPPRESSED)
    @given(data=st.data())
    def test_a_damaged_file_never_crashes_it(self, data: st.DataObject) -> None:
        case = data.draw(st.sampled_from(cases(self.source)))
        with tempfile.TemporaryDirectory() as folder:
            copy = shutil.copytree(case, Path(folder) / "copy")
            file = data.draw(st.sampled_from(sorted(p for p in copy.rglob("*") if p.is_file())))
            file.write_bytes(_damaged(file.read_bytes(), data))
            try:
                _, rows = read(copy)
            except UserFault:
                return
            assert all(isinstance(row, Reading | SkippedRow | BadRow) for row in rows)
            for row in rows:
                assert not isinstance(row, BadRow) or row.why


def _damaged(content: bytes, data: st.DataObject) -> bytes:
    """The content with some bytes changed, put in, taken out, doubled, or with its end cut off."""
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 60))
        new = data.draw(
            st.binary(max_size=8) | st.sampled_from([b'"', b"\n", b",", b"{", b"}", b"]", b"\x00", b"\xff"])
        )
        match data.draw(st.sampled_from(["change", "insert", "remove", "double", "cut"])):
            case "change":
                content = content[:at] + new + content[at + len(new) :]
            case "insert":
                content = content[:at] + new + content[at:]
            case "remove":
                content = content[:at] + content[at + length :]
            case "double":
                content = content[: at + length] + content[at:]
            case _:
                content = content[:at]
    return content
