"""What a book leaves on the disk when its writer is killed."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from recdesk.learning.book import write_arrays


def test_what_a_killed_writer_left_is_swept_by_the_next_one(tmp_path: Path) -> None:
    left, at_work, other = (tmp_path / f"{name}.part" for name in ("a.book.1", "a.book.2", "b.book.1"))
    for partial in (left, at_work, other):
        partial.write_bytes(b"half")
    for partial in (left, other):
        os.utime(partial, (0, 0))
    write_arrays(tmp_path / "a.book", {"x": np.zeros(1)})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.book", "a.book.2.part", "b.book.1.part"]
