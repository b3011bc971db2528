"""Packs and coverage as JSON: what the command line prints and the worker reports, in the same words."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from recdesk.catalogue.advice import helpful
from recdesk.catalogue.format import Tally
from recdesk.domain.works import CatalogueWork
from recdesk.jobs.pack_preview import PackPreview
from recdesk.jobs.packs import PackReport
from recdesk.library import Library, Pack

_REASONS = 6


def pack_account(library: Library, pack: Pack) -> dict[str, Any]:
    """One pack as listed. `added` is null for the one that the program brings."""
    facts = library.pack_figures.facts(pack.name)
    return {
        "name": pack.name,
        "items": pack.items,
        "with_text": pack.with_text,
        "licence": pack.licence,
        "kinds": facts.get("kinds") or library.pack_figures.kinds(pack.name),
        "format": facts.get("format", ""),
        "ratings": facts.get("ratings", 0),
        "people": facts.get("people", 0),
        "version": pack.version,
        "source": pack.source,
        "filters": pack.filters,
        "state": pack.state,
        "added": datetime.fromtimestamp(pack.added, UTC).isoformat() if pack.source else None,
    }


def preview_account(view: PackPreview) -> dict[str, Any]:
    """A look at a pack; `estimated` says that its numbers were reckoned from a part of it."""
    return {
        "name": view.name,
        "path": view.path,
        "format": view.info.id,
        "format_name": view.info.name,
        "licence": view.info.licence,
        "filters": view.filters,
        "min_votes": view.info.min_votes,
        "works": view.works,
        "known": view.known,
        "estimated": not view.whole,
        "kinds": dict(view.kinds.most_common()),
        "languages": dict(view.languages.most_common(12)),
        "years": [view.first_year, view.last_year] if view.first_year is not None else None,
        "with_text": view.with_text,
        "has_ratings": view.has_ratings,
        "is_there": view.is_there,
        "size_bytes": view.size_bytes,
        "sample": [_work_account(work) for work in view.sample],
        **_tally_account(view.tally),
    }


def report_account(report: PackReport) -> dict[str, Any]:
    """What adding did; `added`, `merged`, `updated` and `skipped` sum to the works that were wanted."""
    return {
        "name": report.name,
        "format": report.format,
        "licence": report.licence,
        **{key: value for key, value in asdict(report.summary).items() if key != "seconds"},
        "seconds": round(report.summary.seconds, 2),
        "kinds": dict(report.kinds.most_common()),
        "ratings": report.ratings,
        "people": report.people,
        **_tally_account(report.tally),
    }


def coverage_account(library: Library) -> dict[str, Any]:
    """How much of the history is recognised, by kind, and which packs would help with what is not."""
    there = {pack.version.partition(" ")[0] for pack in library.packs.all()}
    kinds = [
        {
            **asdict(one),
            "kind": one.kind.value,
            "unknown": list(one.unknown),
            "helpful": list(helpful(one.kind, there)),
        }
        for one in library.coverage.by_kind()
    ]
    return {
        "plays": sum(one["plays"] for one in kinds),
        "known_plays": sum(one["known_plays"] for one in kinds),
        "kinds": kinds,
    }


def _work_account(work: CatalogueWork) -> dict[str, Any]:
    return {
        "kind": work.kind.value,
        "title": work.title,
        "year": work.year,
        "creators": list(work.creators[:3]),
        "description": work.description[:200],
    }


def _tally_account(tally: Tally) -> dict[str, Any]:
    return {
        "left_out": dict(tally.left_out.most_common(_REASONS)),
        "unreadable": sum(tally.broken.values()),
        "broken": dict(tally.broken.most_common(_REASONS)),
        "examples": tally.examples,
    }
