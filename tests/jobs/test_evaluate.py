"""Text vectors of measured packs are kept, and only save time: nothing fails where they cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import numpy as np
import pytest

from recdesk import learning
from recdesk.domain.progress import never_stop, say_nothing
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.jobs.evaluate import _embedded

WORKS = [CatalogueWork(f"w:{n}", Kind.FILM, f"Film {n}", 2000, ()) for n in range(3)]


class Reader:
    """Counts how often it is asked; its vectors are made up."""

    asked = 0

    @classmethod
    def load(cls) -> Reader:
        return cls()

    def encode(self, texts: list[str], *_: object) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        Reader.asked += 1
        return np.full((len(texts), 384), 0.5, np.float32)


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "Embedder", Reader, raising=False)
    monkeypatch.setattr(Reader, "asked", 0)


def read(folder: Path) -> int:
    """Have the works read, and say how often the text model was asked so far."""
    assert _embedded(WORKS, folder, say_nothing, never_stop).shape == (3, 384)
    return Reader.asked


def test_the_same_texts_are_read_once(tmp_path: Path) -> None:
    assert [read(tmp_path / "kept"), read(tmp_path / "kept")] == [1, 1]


def test_a_kept_file_that_is_cut_short_is_read_anew(tmp_path: Path) -> None:
    read(tmp_path)
    (kept,) = tmp_path.glob("*.npy")
    kept.write_bytes(kept.read_bytes()[:200])
    assert [read(tmp_path), read(tmp_path)] == [2, 2]


def test_where_nothing_can_be_kept_they_are_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    assert read(tmp_path / "file" / "kept") == 1

    def full(file: BinaryIO, *_: object, **__: object) -> None:
        file.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    assert read(tmp_path / "kept") == 2
    assert list((tmp_path / "kept").iterdir()) == []
