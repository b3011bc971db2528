"""How much an archive may hold before it is refused: the one place where these numbers stand.

Real exports reach 12 MB a part (Spotify), 100 MB (YouTube) and 393 MB (Apple Music); deflate packs real
histories 5 to 40 times and never more than 1,032 times. The numbers leave room above the first and stay
far below the second; they were chosen by feel between the two.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    entries: int = 100_000  # files in one folder or archive
    entry_bytes: int = 4 << 30  # one file, unpacked
    total_bytes: int = 16 << 30  # all files of one archive, unpacked
    ratio: int = 200  # unpacked to packed ...
    ratio_from_bytes: int = 16 << 20  # ... asked only above this size: 2,000 equal lines are no bomb
    nested_bytes: int = 64 << 20  # an archive inside an archive; a zip is held in memory, never written out
    copied_bytes: int = 4 << 30  # what may be histories in a tar is copied before it is read
    window_bytes: int = 256 << 20  # of memory, that an xz file may ask for; xz -9 asks for 65 MB
    workbook_bytes: int = 256 << 20  # a workbook, unpacked; its tables are held in memory ...
    workbook_cells: int = 5_000_000  # ... and so is every cell of a sheet's rectangle, also the empty ones
    database_bytes: int = 2 << 30  # a database is copied before it is read
    database_cell_bytes: int = 16 << 20  # one cell, also one that a view puts together
    line_chars: int = 1 << 20  # one line of text; a longer one is cut
    record_lines: int = 2_000  # lines of one CSV row; more means a quote that is never closed
    json_chars: int = 1 << 20  # one JSON object
    json_depth: int = 2_000  # lists in lists of a JSON file, with some room for brackets in texts
    item_bytes: int = 64 << 20  # an object or element with an inside; LibraryThing's file is one of 20 MB


LIMITS = Limits()
