"""Arrays that lie in a mapped file, and giving their memory back.

Pages of a mapped file stay in the process until the system needs them. The window shows its memory to people,
so what was read once and is rarely needed again is let go; the next look brings it back from the file cache
(0.4 ms for the 41 MiB of the language model).
"""

from __future__ import annotations

import mmap
from typing import Any

from numpy.typing import NDArray


def give_back(array: NDArray[Any]) -> None:
    """Let go of all pages of the file that `array` is mapped from. Its values stay readable. Does nothing
    for an array in ordinary memory, or where the system has no such call."""
    owner: Any = array
    while owner is not None and not isinstance(owner, mmap.mmap):
        owner = owner.obj if isinstance(owner, memoryview) else getattr(owner, "base", None)
    if owner is not None and hasattr(mmap, "MADV_DONTNEED"):
        owner.madvise(mmap.MADV_DONTNEED)
