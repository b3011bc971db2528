"""REPORT.md: what is in the catalogue, every line a rule touched, and what it should grow by.

The same sources give the same bytes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from catalogue_build.assemble import Assembly
from catalogue_build.sources import KINDS

_GROWTH_SHOWN = 300


def write_report(assembly: Assembly) -> str:
    """The whole report as Markdown."""
    parts = (_counts(assembly), _touches(assembly), _kindred(assembly), _growth(assembly))
    return "\n".join(line for part in parts for line in part) + "\n"


def _counts(assembly: Assembly) -> Iterator[str]:
    works, sources = assembly.works, assembly.sources
    yield "# The starter catalogue, as built"
    yield ""
    yield "Written by `packaging/build_catalogue.py`; do not edit."
    yield ""
    yield f"{len(sources.works)} work lines, {len(sources.kinship)} kinship lines and "
    yield f"{len(sources.titles)} title lines gave {len(works)} works."
    yield ""
    yield "| kind | works | aliases | kindred edges | works without kindred | years |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for kind in KINDS:
        own = [work for work in works if work.kind == kind]
        years = [work.year for work in own if work.year is not None]
        aliases = sum(len(work.aliases) for work in own)
        edges = sum(len(work.kindred) for work in own)
        alone = sum(not work.kindred for work in own)
        span = f"{min(years)} to {max(years)}" if years else ""
        yield f"| {kind} | {len(own)} | {aliases} | {edges} | {alone} | {span} |"
    yield ""
    tagged = Counter(alias.language for work in works for alias in work.aliases)
    shares = ", ".join(f"{tag or 'not known'} {n}" for tag, n in sorted(tagged.items(), key=_by_count))
    yield f"Aliases by language: {shares}."
    yield ""


def _touches(assembly: Assembly) -> Iterator[str]:
    by_rule = defaultdict(list)
    for touch in assembly.touches:
        by_rule[touch.rule].append(touch)
    yield "## What rules of the build touched"
    for rule, touches in sorted(by_rule.items()):
        yield ""
        yield f"### {rule} ({len(touches)})"
        yield ""
        for touch in touches:
            yield f"- {touch.place}: {touch.what}"
    yield ""


def _kindred(assembly: Assembly) -> Iterator[str]:
    kinship = assembly.kinship
    resolved = kinship.ways.total()
    share = resolved / kinship.named if kinship.named else 0.0
    yield "## Kindred"
    yield ""
    yield f"{resolved} of {kinship.named} kindred titles ({share:.1%}) are works of the catalogue:"
    ways = sorted(kinship.ways.items(), key=_by_count)
    yield f"{', '.join(f'{count} by {way}' for way, count in ways)}."
    for heading, lines in (
        ("Found by a looser spelling", kinship.bent),
        ("One of several works with the title", kinship.choices),
    ):
        yield ""
        yield f"### {heading} ({len(lines)})"
        yield ""
        yield from (f"- {line}" for line in lines)
    yield ""


def _growth(assembly: Assembly) -> Iterator[str]:
    missing = assembly.kinship.missing
    by_kind = Counter(kind for kind, _ in missing.elements())
    yield "## Growth list"
    yield ""
    yield f"{missing.total()} mentions name {len(missing)} titles that are no works yet"
    yield f"({', '.join(f'{kind} {by_kind[kind]}' for kind in KINDS)} mentions)."
    yield f"The {_GROWTH_SHOWN} named most often:"
    yield ""
    for (kind, title), count in sorted(missing.items(), key=_by_count)[:_GROWTH_SHOWN]:
        yield f"- {count} x {kind} | {title}"


def _by_count(entry: tuple[object, int]) -> tuple[int, str]:
    return -entry[1], str(entry[0])
