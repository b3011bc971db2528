"""Opening a library that is up to date is on the way to the first paint: it loads nothing big."""

import subprocess
import sys
from pathlib import Path

from recdesk.library import Library, _file, _schema


def test_the_schema_number_said_twice_is_the_same() -> None:
    assert len(_schema.NAMES) == _file.SCHEMA


def test_opening_an_up_to_date_library_loads_neither_sqlite_utils_nor_numpy(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    look = (
        "import sys; from pathlib import Path; from recdesk.library import Library; "
        f"Library.open(Path({str(tmp_path)!r})).close(); "
        "assert not {'sqlite_utils', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", look], check=True)
