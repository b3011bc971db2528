from __future__ import annotations

import mmap
from pathlib import Path

import numpy as np

from recdesk.ranking.mapped import give_back


def resident_kib(path: Path) -> int:
    """How much of a mapped file this process holds, as Linux counts it."""
    found, kib = False, 0
    for line in Path("/proc/self/smaps").read_text("utf-8").splitlines():
        if "-" in line.split(" ", 1)[0]:
            found = line.endswith(str(path))
        elif found and line.startswith("Rss:"):
            kib += int(line.split()[1])
    return kib


def test_pages_of_a_mapped_array_are_let_go_and_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "numbers"
    numbers = np.arange(1 << 20, dtype=np.int64)
    path.write_bytes(numbers.tobytes())
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    array = np.frombuffer(mapped, np.int64)[4:].reshape(-1, 4)
    assert array.sum() == numbers[4:].sum()
    assert resident_kib(path) > 8_000
    give_back(array)
    assert resident_kib(path) < 100
    assert array.sum() == numbers[4:].sum()


def test_an_array_in_ordinary_memory_is_left_alone() -> None:
    array = np.ones(4)
    give_back(array)
    assert array.sum() == 4
