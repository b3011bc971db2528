"""What can be asked of RecDesk, as plain functions: (library, ..., say, stop) in, a summary out.

Used by the worker and the command line, never by the window. Torch is loaded inside the functions that
need it, so importing a file or undoing one costs no torch.
"""

from __future__ import annotations

from recdesk.jobs.catalogue import prepare
from recdesk.jobs.embedding import EmbedSummary, embed, embed_missing
from recdesk.jobs.health import MOST_WORKS, device_name, unembedded
from recdesk.jobs.importing import ImportReport, import_history, preview
from recdesk.jobs.joining import JoinedName, joined_names, say_joined
from recdesk.jobs.learn import LearnSummary, learn
from recdesk.jobs.rematch import RematchReport, rematch
from recdesk.jobs.samples import import_samples
from recdesk.jobs.text_model import choose_model
from recdesk.jobs.watching import watch_once

__all__ = [
    "MOST_WORKS",
    "EmbedSummary",
    "ImportReport",
    "JoinedName",
    "LearnSummary",
    "RematchReport",
    "choose_model",
    "device_name",
    "embed",
    "embed_missing",
    "import_history",
    "import_samples",
    "joined_names",
    "learn",
    "prepare",
    "preview",
    "rematch",
    "say_joined",
    "unembedded",
    "watch_once",
]
