"""One module per history format: reads files, yields events, skipped and bad rows. No Qt.

SQL is spoken by `databases` alone, to copies of other programs' files, never to ours.
"""

from recdesk.importers.bundle import Ignored
from recdesk.importers.finding import Found, History, find_histories, glance
from recdesk.importers.generic_csv import GenericCsv
from recdesk.importers.importer import SourceInfo
from recdesk.importers.registry import sources
from recdesk.importers.trial import Effect, TrialTable, open_table

__all__ = [
    "Effect",
    "Found",
    "History",
    "Ignored",
    "SourceInfo",
    "TrialTable",
    "find_histories",
    "glance",
    "open_table",
    "sources",
    "table_name",
]

table_name = GenericCsv.info.name
