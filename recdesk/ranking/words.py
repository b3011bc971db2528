"""Every sentence this room can say, in one table, so that a face can have it translated.

What crosses rooms is a key and parameters; `say` puts them into English, or into whatever the table handed to
it says. Lists are joined here, because "A, B and C" is a matter of language too.

Knows words. Knows nothing of where the facts come from.
"""

from __future__ import annotations

from collections.abc import Mapping

from recdesk.domain.taste import Measures

Value = str | int | tuple[str, ...]

TEMPLATES: Mapping[str, str] = {
    "list.pair": "{first} and {last}",
    "list.comma": "{first}, {last}",
    "joined": "{first} — {then}",
    "because.rated_high": "Because you rated {titles} highly",
    "because.liked": "Because you liked {titles}",
    "because.listened_often": "Because you often listened to {titles}",
    "because.watched": "Because you watched {titles}",
    "because.listened": "Because you listened to {titles}",
    "because.read": "Because you read {titles}",
    "because.rated": "Because of your rating of {titles}",
    "because.saved": "Because you saved {titles}",
    "because.more_like": "Because you asked for more like {titles}",
    "because.plain": "Because of {titles}",
    "people.liked": "People who like {titles} tend to like this too",
    "people.lead": "Other people's likes lead from {titles} to this",
    "people.foretold": "People who like {titles} tend to like works such as this",
    "shared": "in common: {names}",
    "also_by": "also by {names}",
    "creator.watched": "By {name}: you watched {count} of their works",
    "creator.listened": "By {name}: you listened to {count} of their works",
    "creator.read": "By {name}: you read {count} of their works",
    "prior.known": "Widely known: reach {reach} of 5",
    "dial.novelty": "Further from what you know, as you asked",
    "dial.hidden": "Little known, as you asked: reach {reach} of 5",
    "dial.known": "Widely known, as you asked: reach {reach} of 5",
    "meaning": "Close to what you typed",
    "meagre": "Your history says little about this one yet",
    "bar.evidence": "{title}",
    "bar.people": "{title}, by other people's likes",
    "bar.rest": "{count} more works of your history",
    "bar.baseline": "Starting point",
    "bar.kinship": "Loved by the same people, says the catalogue",
    "bar.prior": "How many people know it",
    "bar.novelty": "Novelty slider",
    "bar.popularity": "Popularity slider",
    "bar.meaning": "Closeness to what you typed",
    "effect.none": "no change",
    "effect.outside": "{count} of {size} outside your usual genres",
    "effect.further": "{percent} % further from what you know",
    "effect.nearer": "{percent} % nearer to what you know",
    "effect.reach": "median reach {reach} of 5",
    "effect.varied": "{percent} % more varied",
    "effect.alike": "{percent} % more alike",
    "effect.proportion": "{percent} % in your own proportions",
    "effect.recent": "leans {percent} % towards your recent taste",
    "shelf.top": "Top picks",
    "shelf.because": "Because of {title}",
    "shelf.lately": "Lately",
    "shelf.gems": "Hidden gems",
    "shelf.outside": "Outside your usual",
    "shelf.backlog": "From your backlog",
    "shelf.film": "Films",
    "shelf.series": "Series",
    "shelf.book": "Books",
    "shelf.artist": "Artists",
    "shelf.album": "Albums",
    "shelf.podcast": "Podcasts",
    "shelf.channel": "Channels",
}


def say(key: str, params: Mapping[str, Value], templates: Mapping[str, str] = TEMPLATES) -> str:
    """The sentence of a key with its parameters. `templates` may be a translated table with the same keys."""
    said = {
        name: _listed(value, templates) if isinstance(value, tuple) else value
        for name, value in params.items()
    }
    return templates[key].format(**said)


def _listed(names: tuple[str, ...], templates: Mapping[str, str]) -> str:
    """A; A and B; A, B and C."""
    if len(names) < 2:
        return "".join(names)
    start = names[0]
    for name in names[1:-1]:
        start = templates["list.comma"].format(first=start, last=name)
    return templates["list.pair"].format(first=start, last=names[-1])


def effect_words(before: Measures, after: Measures, dial: str) -> tuple[str, dict[str, Value]]:
    """What a slider changed, as a key and parameters: its own measure in words a person uses. `before` is the
    list with that slider at rest. `dial` is the name of a field of `Dials`."""
    if before == after:
        return "effect.none", {}
    if dial == "popularity":
        reach = after.median_reach
        return "effect.reach", {"reach": int(reach) if reach == int(reach) else f"{reach:.1f}"}
    if dial == "in_proportion":
        return "effect.proportion", {"percent": round(100 * after.proportion)}
    if dial == "lately":
        return "effect.recent", {"percent": round(100 * after.recent_share)}
    if dial == "diversity":
        return _change(before.diversity, after.diversity, "effect.varied", "effect.alike")
    if after.outside_usual or before.outside_usual:
        return "effect.outside", {"count": after.outside_usual, "size": after.size}
    return _change(before.novelty, after.novelty, "effect.further", "effect.nearer")


def _change(before: float, after: float, more: str, less: str) -> tuple[str, dict[str, Value]]:
    percent = round(100 * (after / before - 1.0)) if before > 0.0 else 0
    if percent == 0:
        return "effect.none", {}
    return (more if percent > 0 else less), {"percent": abs(percent)}
