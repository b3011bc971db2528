"""Import reports in the fields that the command line and the worker's protocol promise."""

from __future__ import annotations

from typing import Any

from recdesk.domain.history import Batch, RowState
from recdesk.jobs.importing import ImportReport


def batch_account(batch: Batch) -> dict[str, Any]:
    """A batch as JSON: rows = new + duplicate + skipped + review + unreadable."""
    return {
        "id": batch.id,
        "source": batch.source,
        "path": batch.path,
        "status": batch.status.value,
        "rows": batch.rows,
        **{state.value: batch.counts[state] for state in RowState},
        "seconds": round(batch.seconds, 3),
        "reasons": dict(batch.reasons),
        "message": batch.message,
        "started": batch.started.isoformat() if batch.started else None,
    }


def import_account(report: ImportReport) -> dict[str, Any]:
    """What became of everything that was given."""
    return {
        "batches": [batch_account(batch) for batch in report.batches],
        "ignored": [{"path": path, "why": why} for path, why in report.ignored],
        "faults": [{"say": fault.say, "do_next": fault.do_next} for fault in report.faults],
        "cancelled": report.cancelled,
    }
