"""What every pack format must keep, asked of each with a small pack of its shape (see pack_samples)."""

from __future__ import annotations

import gzip
import io
import random
import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from recdesk.catalogue import advice
from recdesk.catalogue.files import PackFiles
from recdesk.catalogue.format import Entry, RatedFormat, Tally, Wish
from recdesk.catalogue.packs import pack_formats, recognise
from recdesk.domain.faults import UserFault
from recdesk.jobs.packs import keep
from tests.catalogue.pack_samples import SAMPLES


def lay_out(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def kept(path: Path) -> tuple[list[Entry], Tally]:
    """The entries that a person who wishes nothing would get."""
    files, tally = PackFiles(path), Tally()
    form = recognise(files)
    return list(keep(form.entries(files, Wish(), tally), form, Wish(), tally)), tally


@pytest.fixture(params=SAMPLES, ids=str)
def form_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(form_id: str, tmp_path: Path) -> Path:
    return lay_out(tmp_path / "pack", SAMPLES[form_id].files)


def test_every_format_has_a_sample_and_says_where_it_is_from_and_under_which_terms() -> None:
    for info in pack_formats():
        assert info.id in SAMPLES, f"no sample of {info.id}"
        assert info.licence.endswith(".") and info.origin.endswith("."), info.id
        assert info.kinds


def test_the_packs_that_are_advised_are_packs_that_can_be_read() -> None:
    known = {info.id for info in pack_formats()}
    for kind, helpers in advice.HELPFUL.items():
        for form, _ in helpers:
            assert form in known, form
            assert any(info.id == form and kind in info.kinds for info in pack_formats()), (form, kind)


def test_a_pack_is_recognised_by_what_is_in_it_and_not_by_its_names(form_id: str, tmp_path: Path) -> None:
    renamed = {f"{n}.data": content for n, content in enumerate(SAMPLES[form_id].files.values())}
    assert recognise(PackFiles(lay_out(tmp_path / "pack", renamed))).info.id == form_id


def test_a_pack_gives_its_works_and_counts_what_it_does_not_give(form_id: str, folder: Path) -> None:
    sample = SAMPLES[form_id]
    entries, tally = kept(folder)
    assert tuple(entry.work.title for entry in entries) == sample.titles
    assert sum(tally.left_out.values()) == sample.left_out, tally.left_out
    assert sum(tally.broken.values()) == sample.unreadable, tally.broken
    assert len(tally.examples) == sample.unreadable
    assert len({entry.key for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.work.uid.startswith(f"{entry.work.kind.value}:")


def test_a_pack_gives_the_same_works_however_it_is_wrapped(
    form_id: str, folder: Path, tmp_path: Path
) -> None:
    expected = kept(folder)[0]
    for wrapped in wrappings(folder, tmp_path):
        assert kept(wrapped)[0] == expected, wrapped.name


def test_a_glance_at_a_pack_gives_the_same_titles(form_id: str, folder: Path) -> None:
    files = PackFiles(folder)
    titles = [entry.work.title for entry in recognise(files).entries(files, Wish(glance=True), Tally())]
    whole = [entry.work.title for entry in recognise(files).entries(files, Wish(), Tally())]
    assert titles == whole


def test_ratings_are_those_of_the_works_that_came_out(form_id: str, folder: Path) -> None:
    files = PackFiles(folder)
    form = recognise(files)
    entries, _ = kept(folder)
    assert bool(SAMPLES[form_id].ratings) == isinstance(form, RatedFormat)
    if isinstance(form, RatedFormat):
        table = form.ratings(files, {entry.key: n for n, entry in enumerate(entries)}, Tally())
        assert table is not None
        assert len(table.item) == SAMPLES[form_id].ratings
        assert table.items == len(entries)
        assert list(table.person) == sorted(table.person)


def test_a_pack_cut_off_in_its_packing_is_one_sentence(form_id: str, folder: Path, tmp_path: Path) -> None:
    archive = next(path for path in wrappings(folder, tmp_path) if path.suffix == ".gz")
    packed = archive.read_bytes()
    (cut := tmp_path / "cut.tar.gz").write_bytes(packed[: len(packed) // 2])
    with pytest.raises(UserFault) as caught:
        kept(cut)
    assert "Error" not in str(caught.value)


def test_a_spoilt_pack_gives_fewer_works_or_one_sentence_and_nothing_else(
    form_id: str, tmp_path: Path
) -> None:
    chance = random.Random(form_id)
    for number in range(40):
        spoilt = {name: spoil(content, chance) for name, content in SAMPLES[form_id].files.items()}
        try:
            entries, _ = kept(lay_out(tmp_path / str(number), spoilt))
        except UserFault:
            continue
        for entry in entries:
            assert all((entry.work.title, *entry.work.creators, *entry.work.tags))


def spoil(content: str | bytes, chance: random.Random) -> bytes:
    """Bytes overwritten, taken out or put in, the end cut off, values of JSON replaced by others."""
    body = bytearray(content if isinstance(content, bytes) else content.encode())
    for _ in range(chance.choice((1, 3, 12))):
        place = chance.randrange(len(body) or 1)
        match chance.randrange(5):
            case 0:
                body[place : place + 1] = bytes([chance.randrange(256)])
            case 1:
                del body[place : place + chance.randint(1, 30)]
            case 2:
                body[place:place] = bytes(chance.choice(b'",\t\n{}[]<>&;:0|\x00') for _ in range(3))
            case 3 if chance.random() < 0.2:
                del body[place:]
            case _:
                values = list(re.finditer(rb':\s*("[^"]*"|\d+|\[[^\[\]]*\])', bytes(body)))
                if values:
                    start, end = chance.choice(values).span(1)
                    body[start:end] = chance.choice((b"5", b"null", b"{}", b"[]", b'""', b"-1", b"[1,[2]]"))
    return bytes(body)


def wrappings(folder: Path, into: Path) -> Iterator[Path]:
    """A folder of gzipped files, a zip, a tar.gz and a tar.xz."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    gzipped = into / "gzipped"
    for path in files:
        (packed := gzipped / f"{path.relative_to(folder)}.gz").parent.mkdir(parents=True, exist_ok=True)
        packed.write_bytes(gzip.compress(path.read_bytes()))
    yield gzipped
    with zipfile.ZipFile(into / "pack.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            archive.write(path, path.relative_to(folder))
    yield into / "pack.zip"
    for ending in ("gz", "xz"):
        with tarfile.open(into / f"pack.tar.{ending}", f"w:{ending}") as tar:  # type: ignore[call-overload]
            for path in files:
                info = tarfile.TarInfo(path.relative_to(folder).as_posix())
                info.size = path.stat().st_size
                tar.addfile(info, io.BytesIO(path.read_bytes()))
        yield into / f"pack.tar.{ending}"
