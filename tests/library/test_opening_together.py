"""Two processes that open one library at the same moment: one brings it up to date, the other waits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.library.older import library_before

_ROUNDS = 3
_CHILD = """
import sys
from pathlib import Path
import sqlite_utils
from recdesk.library import Library, _schema
print("ready", flush=True)
for line in sys.stdin:
    try:
        with Library.open(Path(line.strip())) as library:
            print(library.check(), flush=True)
    except Exception as error:
        print(repr(error), flush=True)
"""


@pytest.mark.parametrize("made_by_an_older_program", [False, True])
def test_two_processes_that_open_one_library_at_once_both_get_it(
    tmp_path: Path, made_by_an_older_program: bool
) -> None:
    profiles = [tmp_path / str(n) for n in range(_ROUNDS)]
    if made_by_an_older_program:
        for profile in profiles:
            library_before("m006_journal", profile).close()
    said: list[str] = []
    with _child() as one, _child() as other:
        for told in [None, *profiles]:
            for child in (one, other):
                assert child.stdin and child.stdout
                if told:
                    print(told, file=child.stdin, flush=True)
            said += [child.stdout.readline() for child in (one, other) if child.stdout]
        one.communicate(), other.communicate()
    assert said == ["ready\n"] * 2 + ["[]\n"] * 2 * _ROUNDS
    kept = [profile / "library-schema-1.sqlite" for profile in profiles]
    assert all(file.exists() is made_by_an_older_program for file in kept)


def _child() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
