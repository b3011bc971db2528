"""Write the sample library: the exports of an invented person, in the real shapes of five services.

    python packaging/build_samples.py            writes resources/samples
    python packaging/build_samples.py --check    says whether they are as this script would write them

The person loves thoughtful science fiction, cold-weather crime and slow electronic music, reads popular
science, and has lately discovered Korean films and jazz. Nothing here is anybody's real history.
"""

from __future__ import annotations

import csv
import io
import json
import random
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "samples"
LAST_DAY = datetime(2026, 10, 30, 20, 0, tzinfo=UTC)
LATELY_DAYS = 60

# title, seasons seen, episodes a season, lately
SERIES = (
    ("Dark", 3, 8, False), ("Black Mirror", 4, 4, False), ("Stranger Things", 3, 8, False),
    ("Mindhunter", 2, 9, False), ("The Crown", 2, 10, False), ("Russian Doll", 2, 7, False),
    ("Borgen", 2, 10, False), ("Trapped", 2, 10, False), ("The Expanse", 4, 10, False),
    ("Kingdom", 2, 6, True), ("Squid Game", 1, 9, True), ("My Mister", 1, 16, True),
)  # fmt: skip
NETFLIX_FILMS = (
    "Annihilation", "I Lost My Body", "The Irishman", "Roma", "Okja", "Ex Machina", "Snowpiercer",
    "The Social Dilemma", "My Octopus Teacher", "Blade Runner 2049", "The Platform", "Extinction",
)  # fmt: skip
# title, year, rating of 5 (0 none), liked, lately
FILMS = (
    ("Arrival", 2016, 5, True, False), ("Blade Runner", 1982, 5, True, False),
    ("Solaris", 1972, 4.5, True, False), ("Stalker", 1979, 5, True, False),
    ("Interstellar", 2014, 4, False, False), ("Her", 2013, 4.5, True, False),
    ("Moon", 2009, 4.5, False, False), ("Ex Machina", 2014, 4, False, False),
    ("2001: A Space Odyssey", 1968, 5, True, False), ("Contact", 1997, 4, False, False),
    ("Children of Men", 2006, 4.5, False, False), ("Under the Skin", 2013, 4, False, False),
    ("Eternal Sunshine of the Spotless Mind", 2004, 4.5, True, False),
    ("Insomnia", 1997, 3.5, False, False), ("Let the Right One In", 2008, 4.5, True, False),
    ("The Girl with the Dragon Tattoo", 2009, 3.5, False, False), ("The Hunt", 2012, 4, False, False),
    ("Another Round", 2020, 4, False, False), ("Zodiac", 2007, 4, False, False),
    ("Prisoners", 2013, 4, False, False), ("Gravity", 2013, 3, False, False),
    ("Transformers", 2007, 1.5, False, False), ("Bad Boys II", 2003, 1, False, False),
    ("Love Actually", 2003, 2, False, False), ("Coherence", 2013, 4, False, False),
    ("Primer", 2004, 3.5, False, False), ("Upstream Color", 2013, 4, False, False),
    ("Aftersun", 2022, 4.5, True, False), ("Spirited Away", 2001, 4.5, True, False),
    ("Parasite", 2019, 5, True, True), ("Burning", 2018, 4.5, True, True),
    ("Memories of Murder", 2003, 5, True, True), ("The Handmaiden", 2016, 4.5, True, True),
    ("Decision to Leave", 2022, 4.5, False, True), ("Mother", 2009, 4, False, True),
)  # fmt: skip
WATCHLIST = (
    ("Poetry", 2010), ("Oldboy", 2003), ("Ikarie XB 1", 1963), ("Fantastic Planet", 1973),
    ("Sunshine", 2007), ("Paprika", 2006),
)  # fmt: skip
# artist, album, tracks, plays, lately
MUSIC = (
    (
        "Boards of Canada",
        "Music Has the Right to Children",
        ("Roygbiv", "Telephasic Workshop", "Aquarius"),
        70,
        False,
    ),
    ("Brian Eno", "Ambient 1: Music for Airports", ("1/1", "2/1"), 40, False),
    ("Aphex Twin", "Selected Ambient Works 85-92", ("Xtal", "Tha", "Ageispolis"), 55, False),
    ("Sigur Rós", "Ágætis byrjun", ("Svefn-g-englar", "Starálfur"), 45, False),
    ("Radiohead", "Kid A", ("Everything in Its Right Place", "Idioteque", "The National Anthem"), 65, False),
    ("Portishead", "Dummy", ("Roads", "Glory Box"), 35, False),
    ("Massive Attack", "Mezzanine", ("Teardrop", "Angel"), 38, False),
    ("Burial", "Untrue", ("Archangel", "Near Dark"), 30, False),
    ("Björk", "Homogenic", ("Jóga", "Bachelorette"), 28, False),
    ("Nils Frahm", "Spaces", ("Says", "Hammers"), 26, False),
    ("Godspeed You! Black Emperor", "Lift Your Skinny Fists", ("Storm", "Sleep"), 14, False),
    ("Four Tet", "Rounds", ("Hands", "As Serious as Your Life"), 22, False),
    ("Miles Davis", "Kind of Blue", ("So What", "Blue in Green", "All Blues"), 60, True),
    ("John Coltrane", "A Love Supreme", ("Acknowledgement", "Resolution"), 42, True),
    ("Bill Evans", "Waltz for Debby", ("My Foolish Heart", "Waltz for Debby"), 36, True),
    ("Alice Coltrane", "Journey in Satchidananda", ("Journey in Satchidananda",), 24, True),
)
PODCASTS = (
    ("Radiolab", ("Colors", "Space", "Bit Flip"), 18),
    ("99% Invisible", ("Structural Integrity", "The Gruen Effect"), 16),
    ("Hardcore History", ("Blueprint for Armageddon I",), 8),
    ("Serial", ("The Alibi", "The Breakup"), 10),
)
# title, author, year, rating of 5, shelf, lately
BOOKS = (
    ("Solaris", "Stanisław Lem", 1961, 5, "read", False),
    ("The Left Hand of Darkness (Hainish Cycle, #4)", "Ursula K. Le Guin", 1969, 5, "read", False),
    ("The Dispossessed (Hainish Cycle, #6)", "Ursula K. Le Guin", 1974, 5, "read", False),
    ("Roadside Picnic", "Arkady Strugatsky", 1972, 5, "read", False),
    ("Annihilation (Southern Reach, #1)", "Jeff VanderMeer", 2014, 4, "read", False),
    ("Never Let Me Go", "Kazuo Ishiguro", 2005, 5, "read", False),
    ("Station Eleven", "Emily St. John Mandel", 2014, 4, "read", False),
    ("The Three-Body Problem (Remembrance of Earth's Past, #1)", "Liu Cixin", 2008, 4, "read", False),
    ("Smilla's Sense of Snow", "Peter Høeg", 1992, 4, "read", False),
    ("The Girl with the Dragon Tattoo (Millennium, #1)", "Stieg Larsson", 2005, 3, "read", False),
    ("Faceless Killers (Wallander, #1)", "Henning Mankell", 1991, 4, "read", False),
    ("A Short History of Nearly Everything", "Bill Bryson", 2003, 4, "read", False),
    ("Sapiens: A Brief History of Humankind", "Yuval Noah Harari", 2011, 3, "read", False),
    ("The Selfish Gene", "Richard Dawkins", 1976, 4, "read", False),
    ("Gödel, Escher, Bach: An Eternal Golden Braid", "Douglas R. Hofstadter", 1979, 5, "read", False),
    ("Cosmos", "Carl Sagan", 1980, 5, "read", False),
    ("Fifty Shades of Grey (Fifty Shades, #1)", "E.L. James", 2011, 1, "did-not-finish", False),
    ("The Vegetarian", "Han Kang", 2007, 5, "read", True),
    ("Human Acts", "Han Kang", 2014, 5, "read", True),
    ("Pachinko", "Min Jin Lee", 2017, 4, "read", True),
    ("Kindred", "Octavia E. Butler", 1979, 0, "to-read", False),
    ("Piranesi", "Susanna Clarke", 2020, 0, "to-read", False),
    ("The Emperor of All Maladies", "Siddhartha Mukherjee", 2010, 0, "to-read", False),
)  # fmt: skip
CHANNELS = (
    (
        "Deep Field Notes",
        ("What a neutron star sounds like", "The quietest place in the universe", "Why nothing is empty"),
    ),
    (
        "Tape Loop Workshop",
        ("Building a tape delay", "Ten minutes of one chord", "Granular synthesis by hand"),
    ),
    ("Small Kitchen Seoul", ("Kimchi stew in twenty minutes", "Knife-cut noodles")),
)


def netflix(rng: random.Random) -> bytes:
    rows: list[tuple[datetime, str]] = []
    for title, seasons, episodes, lately in SERIES:
        start = _some_day(rng, lately)
        for season in range(1, seasons + 1):
            for episode in range(1, episodes + 1):
                start += timedelta(days=rng.choice((0, 1, 1, 2)))
                rows.append((min(start, LAST_DAY), f"{title}: Season {season}: Episode {episode}"))
    rows += [(_some_day(rng, False), title) for title in NETFLIX_FILMS]
    rows.sort(key=lambda row: (row[0], row[1]), reverse=True)
    table = [["Title", "Date"]] + [[t, f"{d.month}/{d.day}/{d:%y}"] for d, t in rows]
    return _csv(table, csv.QUOTE_ALL)


def letterboxd(rng: random.Random) -> bytes:
    diary, ratings, likes, watched = [], [], [], []
    for number, (title, year, rating, liked, lately) in enumerate(FILMS):
        day = _some_day(rng, lately).strftime("%Y-%m-%d")
        film, entry = f"https://boxd.it/f{number:03}", f"https://boxd.it/e{number:03}"
        diary.append([day, title, year, entry, rating or "", "", "", day])
        watched.append([day, title, year, film])
        if rating:
            ratings.append([day, title, year, film, rating])
        if liked:
            likes.append([day, title, year, film])
    listed = [
        ["2026-09-20", title, year, f"https://boxd.it/w{i:03}"] for i, (title, year) in enumerate(WATCHLIST)
    ]
    plain = ["Date", "Name", "Year", "Letterboxd URI"]
    members = {
        "diary.csv": [[*plain, "Rating", "Rewatch", "Tags", "Watched Date"], *diary],
        "ratings.csv": [[*plain, "Rating"], *ratings],
        "watched.csv": [plain, *watched],
        "watchlist.csv": [plain, *listed],
        "likes/films.csv": [plain, *likes],
    }
    return _zip({name: _csv(table) for name, table in members.items()})


def spotify(rng: random.Random) -> bytes:
    rows = []
    for artist, album, tracks, plays, lately in MUSIC:
        for _ in range(plays):
            track = rng.choice(tracks)
            rows.append(_play(rng, lately, track=track, artist=artist, album=album))
    for show, episodes, plays in PODCASTS:
        rows += [_play(rng, False, episode=rng.choice(episodes), show=show) for _ in range(plays)]
    rows.sort(key=lambda row: str(row["ts"]))
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def _play(rng: random.Random, lately: bool, **what: str) -> dict[str, object]:
    done = rng.random() < 0.85
    milliseconds = rng.randrange(150_000, 420_000) if done else rng.randrange(2_000, 90_000)
    day = _some_day(rng, lately) + timedelta(seconds=rng.randrange(86_400))
    return {
        "ts": f"{day:%Y-%m-%dT%H:%M:%SZ}",
        "ms_played": milliseconds,
        "master_metadata_track_name": what.get("track"),
        "master_metadata_album_artist_name": what.get("artist"),
        "master_metadata_album_album_name": what.get("album"),
        "spotify_track_uri": None,
        "episode_name": what.get("episode"),
        "episode_show_name": what.get("show"),
        "spotify_episode_uri": None,
        "reason_start": "trackdone" if done else "clickrow",
        "reason_end": "trackdone" if done else "fwdbtn",
        "shuffle": False,
        "skipped": not done,
        "offline": False,
        "incognito_mode": False,
    }


def goodreads(rng: random.Random) -> bytes:
    header = (
        "Book Id,Title,Author,Author l-f,Additional Authors,ISBN,ISBN13,My Rating,Average Rating,Publisher,"
        "Binding,Number of Pages,Year Published,Original Publication Year,Date Read,Date Added,Bookshelves,"
        "Bookshelves with positions,Exclusive Shelf,My Review,Spoiler,Private Notes,Read Count,Owned Copies"
    ).split(",")
    table = [header]
    for number, (title, author, year, rating, shelf, lately) in enumerate(BOOKS, start=1):
        day = f"{_some_day(rng, lately):%Y/%m/%d}"
        row = dict.fromkeys(header, "")
        row |= {
            "Book Id": str(9_000_000 + number), "Title": title, "Author": author, "ISBN": '=""',
            "ISBN13": '=""', "My Rating": str(rating), "Original Publication Year": str(year),
            "Date Read": day if shelf == "read" else "", "Date Added": day, "Exclusive Shelf": shelf,
            "Bookshelves": "" if shelf == "read" else shelf, "Read Count": str(int(shelf == "read")),
        }  # fmt: skip
        table.append([row[name] for name in header])
    return _csv(table)


def youtube(rng: random.Random) -> bytes:
    rows: list[dict[str, object]] = []
    for channel, videos in CHANNELS:
        for video in videos:
            name = f"{rng.getrandbits(60):015x}"[:11]
            rows.append(_video(rng, f"Watched {video}", name, channel))
    rows.append(
        _video(rng, "Watched The new phone is here", "advert00001", "")
        | {"details": [{"name": "From Google Ads"}]}
    )
    rows.sort(key=lambda row: str(row["time"]), reverse=True)
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def _video(rng: random.Random, title: str, name: str, channel: str) -> dict[str, object]:
    row: dict[str, object] = {
        "header": "YouTube",
        "title": title,
        "titleUrl": f"https://www.youtube.com/watch?v={name}",
        "time": f"{_some_day(rng, True) + timedelta(seconds=rng.randrange(86_400)):%Y-%m-%dT%H:%M:%S.000Z}",
        "products": ["YouTube"],
        "activityControls": ["YouTube watch history"],
    }
    if channel:
        link = "https://www.youtube.com/channel/UC" + channel.replace(" ", "")
        row["subtitles"] = [{"name": channel, "url": link}]
    return row


def _some_day(rng: random.Random, lately: bool) -> datetime:
    back = rng.randrange(LATELY_DAYS) if lately else rng.randrange(LATELY_DAYS * 3, 1_500)
    return LAST_DAY - timedelta(days=back)


def _csv(table: list[list[object]] | list[list[str]], quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=quoting, lineterminator="\n").writerows(table)  # type: ignore[arg-type]
    return text.getvalue().encode()


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # A fixed time: the same sources give the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 31, 0, 0, 0)), content)
    return buffer.getvalue()


FILES = {
    "NetflixViewingHistory.csv": netflix,
    "letterboxd-sample.zip": letterboxd,
    "Streaming_History_Audio_2022-2026_0.json": spotify,
    "goodreads_library_export.csv": goodreads,
    "watch-history.json": youtube,
}


def main() -> int:
    wanted = {name: make(random.Random(name)) for name, make in FILES.items()}
    if "--check" in sys.argv:
        stale = [name for name, content in wanted.items() if (TARGET / name).read_bytes() != content]
        print("\n".join(f"{name} is not what this script writes" for name in stale))
        return 1 if stale else 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, content in wanted.items():
        (TARGET / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
