"""Import reports in the fields that the command line and the worker's protocol promise."""

from __future__ import annotations

from typing import Any

from recdesk.domain.history import Batch, RowState
from recdesk.jobs.importing import ImportReport
from recdesk.jobs.previewing import Preview


def batch_account(batch: Batch, preview: Preview | None = None) -> dict[str, Any]:
    """A batch as JSON: rows = new + duplicate + skipped + review + unreadable. Its status is never "done"
    where no row of it was of use. Of a dry run it also says what the rows hold."""
    return {
        "id": batch.id,
        "source": batch.source,
        "path": batch.path,
        "status": batch.outcome,
        "rows": batch.rows,
        **{state.value: batch.counts[state] for state in RowState},
        "seconds": round(batch.seconds, 3),
        "reasons": dict(batch.reasons),
        "message": batch.message,
        "started": batch.started.isoformat() if batch.started else None,
        **({"preview": preview.account()} if preview else {}),
    }


def import_account(report: ImportReport) -> dict[str, Any]:
    """What became of everything that was given."""
    return {
        "batches": [batch_account(batch, report.previews.get(batch.id)) for batch in report.batches],
        "ignored": [
            {
                "path": path,
                "why": why,
                "sources": list(report.doubts.get(path, ())),
                "columns": list(report.unread.get(path, ())),
                "failed": path in report.failed,
            }
            for path, why in report.ignored
        ],
        "faults": [{"say": fault.say, "do_next": fault.do_next} for fault in report.faults],
        "people": {str(batch): people for batch, people in report.people.items()},
        "asked": [str(path) for path in report.asked],
        "cancelled": report.cancelled,
    }
