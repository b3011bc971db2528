"""Files that look like a history and are none of ours: recognised, so that the answer is a reason."""

from __future__ import annotations

from recdesk.importers.look import Form, Look

_RATERS = "it holds the ratings of many people (MovieLens): a pack for the catalogue, not a history"
_GAMES = "it is a list of games (Steam); RecDesk knows films, series, books, music and podcasts"
_BOUGHT = "it is a list of orders, which says what was bought and not what was watched, heard or read"
_ORDER = frozenset({"order id", "orderid", "order date", "orderdate"})
_ORDERED = frozenset(
    {"unit price", "our price", "ourprice", "quantity", "originalquantity", "item total", "total owed"}
)


def near_miss(look: Look) -> str:
    """Why this file, which nobody claims, brings nothing; "" if it is not known either."""
    if look.sheet("app id", "name", "playtime (hours)"):
        return _GAMES
    if look.form is Form.JSON and look.keys >= {"appid", "playtime_forever"}:
        return _GAMES
    if look.sheet("userid", "movieid", "rating", "timestamp"):
        return _RATERS
    if look.sheet_where(lambda header: bool(header & _ORDER) and bool(header & _ORDERED)):
        return _BOUGHT
    return ""
