"""Lines of the catalogue's sources, for tests that try the rules of the build."""

from __future__ import annotations


def work_line(
    title: str,
    year: int,
    kind: str = "film",
    creators: str = "A. Maker",
    genres: str = "Drama",
    tags: str = "quiet",
    languages: str = "en",
    aka: str = "",
    reach: int = 3,
) -> str:
    fields = (
        kind,
        title,
        str(year),
        creators,
        genres,
        tags,
        "GB",
        languages,
        str(reach),
        aka,
        "Somebody leaves and comes back.",
    )
    return " | ".join(fields)
