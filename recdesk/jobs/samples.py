"""The sample library: an invented person's exports, made by us, that ship with the program."""

from __future__ import annotations

from recdesk.domain.progress import Say, Stop
from recdesk.domain.resources import resource
from recdesk.jobs.catalogue import prepare
from recdesk.jobs.importing import ImportReport, import_history
from recdesk.library import Library


def import_samples(library: Library, say: Say, stop: Stop) -> ImportReport:
    """Import the sample histories into (what should be a throw-away) library."""
    prepare(library, say, stop)
    return import_history(library, [resource("samples")], say, stop)
