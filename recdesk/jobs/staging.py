"""A place inside the profile for copies of a library: readable by its owner alone, and swept if it is left.

A copy in the system's temporary folder stays there when its maker is killed, outside of what is erased.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time

from recdesk.domain.faults import UserFault
from recdesk.domain.profile import STAGING

_STALE_SECONDS = 3600.0  # a folder this old was left by a process that was killed


@contextmanager
def staging(profile: Path) -> Iterator[Path]:
    """A folder inside the profile that is gone afterwards. What a killed run left is swept first."""
    for left in profile.glob(f"{STAGING}*"):
        if left.stat().st_mtime < time() - _STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    try:
        stage = Path(tempfile.mkdtemp(prefix=STAGING, dir=profile))
    except OSError as error:
        raise UserFault(
            f"Nothing can be written to {profile}: {error.strerror or error}.",
            "Make room there or allow writing, then try again; nothing was changed.",
        ) from error
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)
