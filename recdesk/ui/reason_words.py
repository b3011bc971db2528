"""The sentences of reasons and bars, in the person's language.

The ranking room says what is true by key and parameters; these are its English templates, each as a literal
of its own so that translators find it. A test holds the keys and the English to the ranking room's table.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def templates() -> Mapping[str, str]:
    """Key to template, as `ranking.say` wants them."""
    return {
        "list.pair": translate("reasons", "{first} and {last}"),
        "list.comma": translate("reasons", "{first}, {last}"),
        "joined": translate("reasons", "{first} — {then}"),
        "because.rated_high": translate("reasons", "Because you rated {titles} highly"),
        "because.liked": translate("reasons", "Because you liked {titles}"),
        "because.listened_often": translate("reasons", "Because you often listened to {titles}"),
        "because.watched": translate("reasons", "Because you watched {titles}"),
        "because.listened": translate("reasons", "Because you listened to {titles}"),
        "because.read": translate("reasons", "Because you read {titles}"),
        "because.rated": translate("reasons", "Because of your rating of {titles}"),
        "because.saved": translate("reasons", "Because you saved {titles}"),
        "because.more_like": translate("reasons", "Because you asked for more like {titles}"),
        "because.plain": translate("reasons", "Because of {titles}"),
        "people.liked": translate("reasons", "People who like {titles} tend to like this too"),
        "people.lead": translate("reasons", "Other people's likes lead from {titles} to this"),
        "people.foretold": translate("reasons", "People who like {titles} tend to like works such as this"),
        "shared": translate("reasons", "in common: {names}"),
        "also_by": translate("reasons", "also by {names}"),
        "creator.watched": translate("reasons", "By {name}: you watched {count} of their works"),
        "creator.listened": translate("reasons", "By {name}: you listened to {count} of their works"),
        "creator.read": translate("reasons", "By {name}: you read {count} of their works"),
        "prior.known": translate("reasons", "Widely known: reach {reach} of 5"),
        "dial.novelty": translate("reasons", "Further from what you know, as you asked"),
        "dial.hidden": translate("reasons", "Little known, as you asked: reach {reach} of 5"),
        "dial.known": translate("reasons", "Widely known, as you asked: reach {reach} of 5"),
        "meaning": translate("reasons", "Close to what you typed"),
        "meagre": translate("reasons", "Your history says little about this one yet"),
        "bar.evidence": translate("reasons", "{title}"),
        "bar.people": translate("reasons", "{title}, by other people's likes"),
        "bar.rest": translate("reasons", "{count} more works of your history"),
        "bar.baseline": translate("reasons", "Starting point"),
        "bar.kinship": translate("reasons", "Loved by the same people, says the catalogue"),
        "bar.prior": translate("reasons", "How many people know it"),
        "bar.novelty": translate("reasons", "Novelty slider"),
        "bar.popularity": translate("reasons", "Popularity slider"),
        "bar.meaning": translate("reasons", "Closeness to what you typed"),
    }
