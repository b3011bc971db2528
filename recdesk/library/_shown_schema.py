"""What migration m008_restings makes: the person's word on works that tire.

Data only. A resting stands in the journal and shares its numbers (see _feedback.py); it teaches nothing.
"""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    # Without CASCADE: a work of which something was said stays when its pack goes, and so does the word.
    """CREATE TABLE restings(
        journal_id INTEGER PRIMARY KEY, work_id INTEGER NOT NULL REFERENCES works(id), rest TEXT NOT NULL,
        at INTEGER NOT NULL, undone_at INTEGER
    ) STRICT""",
    "CREATE INDEX restings_by_work ON restings(work_id)",
)
