"""The ledger of an import as a CSV file that spreadsheets open.

Knows the columns. Gets its rows from the history, however many they are, a page at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from recdesk.domain.faults import UserFault

if TYPE_CHECKING:
    from recdesk.library._history import LedgerRow

COLUMNS = ("row", "where", "state", "reason", "raw")


def write_ledger(rows: Iterable[LedgerRow], file: Path) -> int:
    """Write rows beside `file` and swap them in; returns how many. UTF-8 with a mark at the beginning,
    without which spreadsheets take it for the old encoding of the country. Raises `UserFault` where the file
    cannot be written."""
    import csv  # 5 ms that the first frame need not wait for

    beside = file.with_name(f".{file.name}.part")
    count = 0
    try:
        with beside.open("w", encoding="utf-8-sig", newline="") as stream:
            table = csv.writer(stream)
            table.writerow(COLUMNS)
            for row in rows:
                table.writerow((row.n, row.place, row.state.value, row.reason, row.raw))
                count += 1
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UserFault(
            f"{file} could not be written: {error.strerror or error}.", "Choose another folder."
        ) from error
    return count
