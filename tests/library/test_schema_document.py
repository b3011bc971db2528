"""docs/schema.md is the schema: a table or column without words in it fails here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_document_of_the_schema_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "describe_schema.py"), "--check"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
