"""Where a profile lies. Everything RecDesk keeps of a person is in this one folder."""

from __future__ import annotations

import os
from pathlib import Path

from recdesk.domain.faults import UserFault


def profile_folder(given: str | None) -> Path:
    """--profile, else RECDESK_PROFILE, else the platform's data folder."""
    named = given or os.environ.get("RECDESK_PROFILE")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("recdesk", appauthor=False)


def make_profile_folder(profile: Path) -> None:
    """The folder, for its owner alone, if it is not there. UserFault where it cannot be made."""
    try:
        profile.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserFault(
            f"The profile folder {profile} cannot be made: {error.strerror or error}.",
            "Choose another folder with --profile.",
        ) from error


# Folders of a profile that more than one room knows.
KEPT_FOLDER = "backups"  # what a restore found there
STAGING = ".recdesk-staging-"  # begins the name of a folder in which something is made ready
