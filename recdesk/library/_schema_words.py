"""What each table and column of a library means, in words: for docs/schema.md and for who reads an export.

Data only. A table or column without words here fails the tests.
"""

from __future__ import annotations

from collections.abc import Mapping

_TIME = "whole seconds since 1970 in UTC"
_UNDONE = f"when it was taken back, {_TIME}; empty while it stands"
_ENTRY = "number of the entry in the journal; all journal tables share one numbering"
_LIST = "JSON array of texts"

TABLES: Mapping[str, str] = {
    # -- what the person did
    "batches": "One import of one history file. Its five counts sum to its rows.",
    "raw_rows": "Every row of every imported file, with the state it ended in.",
    "mentions": "How rows name a work; equal names lead to one work. What the person answered is kept here.",
    "mention_guests": "Further artists of a mention that joins several; its events count for them, too.",
    "events": "One thing the person did with a work at a time. The view `live_events` has those that count.",
    "tellings": "What each row says of an event of which not all rows say the same; the event is their sum.",
    "covered_keys": "Keys of weaker rows that an event's row says better.",
    "event_keys": "The large index of events by their key.",
    "fresh_keys": "The small index of events by their key; what is in it moves to the large one by and by.",
    # -- what the person said
    "feedback": "Verdicts on works. An entry is never removed, only undone.",
    "blocks": "What is never to be shown: a creator, a series, a tag or a word.",
    "blocked_works": "Works that a block hides, worked out from it.",
    "ignorings": "Events the person does not want to be learned from.",
    "leanings": "More or less of an interest.",
    "leaning_works": "The works of the interest when that was said.",
    "restings": "The person's word on works that were shown often and never opened.",
    "answers": "What the person said of doubtful or wrong matches, with the way back.",
    "joined_names": 'What the person said of names such as "A & B": one band, or several artists.',
    # -- what there is to recommend
    "packs": 'Catalogues. "history" is no file: it holds the works that only the person\'s own rows know.',
    "works": "Films, series, books, artists, albums, podcasts and channels.",
    "pack_works": "Which pack has which work, and what it says of works that another pack brought.",
    "aliases": "Further titles of works.",
    "external_ids": "Numbers of works elsewhere (IMDb, ISBN, MusicBrainz ...).",
    "kinship": "Works that a catalogue calls akin.",
    # -- derived, and made anew when need be
    "names": "Every form of every name by checksum, for matching.",
    "spellings": "Near spellings by checksum, for matching.",
    "name_words": "Words that names of a pack have, by checksum.",
    "titles": "All names of a work, for the search box (FTS5; its shadow tables begin with titles_).",
    "unnamed": "Works whose names are not in the tables above yet; triggers keep it.",
    "vectors": "What a text model makes of a work's words: int8 codes times one scale.",
    "model_runs": "Trainings; the last one is what lists are made of. Their arrays lie in files.",
    # -- the program's own
    "impressions": "What was shown and opened on which day, so that nothing is shown for ever.",
    "settings": "Choices and small memories of the program, as JSON.",
    "_sqlite_migrations": "Which steps of the schema were applied, and when.",
}

_PACK_FIELDS: Mapping[str, str] = {
    "kind": "film, series, book, artist, album, podcast or channel",
    "title": "its title",
    "year": "of its first appearance, of an artist the first active one; negative is BC",
    "creators": f"who made it: {_LIST}",
    "genres": _LIST,
    "tags": _LIST,
    "countries": f"two-letter codes: {_LIST}",
    "languages": f"language tags: {_LIST}",
    "reach": "how widely known, 1 (cult) to 5 (household name)",
    "audience": "log10 of the people who rated or follow it",
    "description": "a few sentences",
}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "batches": {
        "id": "number of the import", "source": "format, as `recdesk sources` lists them",
        "path": "where the file lay", "digest": "checksum of its content",
        "status": "running, done, cancelled, interrupted, failed or undone", "message": "why it failed",
        "started_at": _TIME, "seconds": "how long it took",
        "counts": "JSON: rows by state", "reasons": "JSON: rows by reason",
    },
    "raw_rows": {
        "batch_id": "import", "n": "number of the row in its file, from 1",
        "place": "where it stands, in words", "raw": "the row as JSON, only the columns that are read",
        "state": "new, duplicate, skipped, review or unreadable", "reason": "why, where it is not new",
        "event_id": "the event it tells of",
    },
    "mentions": {
        "id": "number", "key": "checksum of what is said", "body": "JSON: titles, kind, makers, year, ids",
        "work_id": "the work it leads to", "state": "accepted, created, review or settled (by the person)",
        "method": "how it was found", "confidence": "0..1",
        "candidates": "JSON: [work, probability] of a doubtful one",
    },
    "mention_guests": {"mention_id": "mention", "work_id": "artist"},
    "events": {
        "id": "number of the event", "source": "format of the file", "key": "what it is known by there",
        "batch_id": "import that brought it", "mention_id": "which work it is about, as the file names it",
        "also_mention_id": "the larger thing it belongs to (the album of a track)",
        "action": "watched, listened, read, rated, liked, disliked, saved, abandoned or skipped",
        "at": f"when, {_TIME}; a day without a time stands at noon",
        "precision": "how exact that is: second, minute, day, month, year or none",
        "time_kind": "consumed, logged, bulk (a mark that says neither) or unknown",
        "rating": "0..1", "rating_text": "the rating as the file had it",
        "liked": "1 where the file says so", "repeat": "1 where it was not the first time",
        "seconds": "how long it took", "fraction": "part of the whole, 0..1", "count": "how many times",
        "detail": "episode, track or video", "profile": "person of the household",
        "shelf": "shelf or list", "tags": _LIST, "review": "what the person wrote",
        "ignored": "1: not to be learned from", "told": "1: see tellings",
        "superseded_by": "the event of a fuller row that says the same",
    },
    "tellings": {
        "event_id": "event", "batch_id": "import", "n": "row of that import", "mention_id": "as in events",
        "also_mention_id": "as in events", "body": "JSON: the columns of events as this row says them",
    },
    "covered_keys": {"source": "format", "key": "of the weaker row", "event_id": "that covers it"},
    "event_keys": {"name": "12 bytes of BLAKE2b of source and key", "event_id": "event"},
    "fresh_keys": {"name": "as in event_keys", "event_id": "event"},
    "feedback": {
        "id": _ENTRY, "work_id": "work",
        "verdict": "like, seen-liked, seen-neutral, seen-disliked, not-interested or later",
        "at": _TIME, "undone_at": _UNDONE,
    },
    "blocks": {
        "journal_id": _ENTRY, "what": "creator, series, tag or word", "value": "which", "at": _TIME,
        "basis": "which works were looked at", "undone_at": _UNDONE,
    },
    "blocked_works": {"journal_id": "block", "work_id": "work it hides"},
    "ignorings": {
        "journal_id": _ENTRY, "at": _TIME, "undone_at": _UNDONE,
        "event_id": "event; null while its import is taken back", "source": "format of the event",
        "key": "of the event", "said": "what was done", "subject": "title of the work",
    },
    "leanings": {
        "journal_id": _ENTRY, "lean": "more, less or never", "name": "of the interest", "at": _TIME,
        "undone_at": _UNDONE,
    },
    "leaning_works": {"journal_id": "leaning", "work_id": "work"},
    "restings": {
        "journal_id": _ENTRY, "work_id": "work", "rest": "show-again or never-again", "at": _TIME,
        "undone_at": _UNDONE,
    },
    "answers": {
        "id": "number", "at": _TIME, "what": "kind of answer", "title": "what it was about",
        "work_id": "work it led to", "before": "JSON: what it changed, as it was", "undone_at": _UNDONE,
    },
    "joined_names": {
        "name": "the joined name in the form that is compared", "place": "0 for the first artist, 1 ...",
        "work_id": "artist",
    },
    "packs": {
        "name": "what it is called", "version": "its version or checksum", "licence": "its terms",
        "added_at": _TIME, "source": "where its files lay; empty for what the program brings",
        "filters": "which works of it were wanted", "state": "ready, or what was cut short",
        "items": "works", "with_text": "works with a description",
    },
    "works": {
        "id": "number", "uid": "name that is the same in every library", **_PACK_FIELDS,
        "origin": "pack that brought it", "merged_into": "the work it turned out to be",
    },
    "pack_works": {
        "work_id": "work", "pack": "pack", "ref": "the pack's own name for it",
        "body": "JSON: what it says of a work that another pack brought",
    },
    "aliases": {"work_id": "work", "title": "further title", "language": "language tag, or empty"},
    "external_ids": {"scheme": "whose number", "value": "number", "work_id": "work"},
    "kinship": {"work_id": "work", "kin_id": "akin to it", "rank": "0 is nearest"},
    "names": {
        "key": "checksum of a form", "work_id": "work", "n": "which form", "form": "checksum",
        "plain": "checksum", "normal": "checksum",
    },
    "spellings": {"mark": "checksum", "key": "checksum", "text": "spelling"},
    "name_words": {"word": "checksum", "pack": "number of the pack"},
    "titles": {"names": "all titles, one a line"},
    "unnamed": {"work_id": "work"},
    "vectors": {
        "work_id": "work", "embedder": "text model", "text_hash": "of the text that was read",
        "scale": "vector = code * scale", "code": "int8 values",
    },
    "model_runs": {
        "id": "number", "started_at": _TIME, "seconds": "how long it took", "seed": "of its randomness",
        "embedder": "text model", "events": "learned from", "works": "in it",
        "folder": "where its file lies, within the profile", "basis": "checksum of all it depends on",
        "learned_feedback": "last entry of the journal that it knows", "facts": "JSON: what was measured",
    },
    "impressions": {
        "work_id": "work", "day": "days since 1970", "shelf": "where", "shown": "times", "opened": "times",
    },
    "settings": {"key": "name", "value": "JSON"},
    "_sqlite_migrations": {
        "id": "number", "migration_set": "always recdesk", "name": "step", "applied_at": "when, as text",
    },
}  # fmt: skip
