"""Word lists of the normaliser: articles, numbers, part words, edition words. Data only, no logic.

The lists are closed on purpose: a word earns its place by being noise in titles that people's exports really
hold, and by not being the only thing that tells two works apart.
"""

from __future__ import annotations

import re

# Leading articles of English, French, Spanish, Italian, German, Dutch, Portuguese, Danish/Norwegian and
# Swedish. Italian "i" is left out: "I, Robot" and "I Care a Lot" begin with an English word.
ARTICLES = frozenset(
    """the a an le la les un une el los las una lo il gli uno der die das ein eine de het een
    o os as um uma den det en ett""".split()
)

FOREIGN_ARTICLES = ARTICLES - {"the", "a", "an", "o", "as", "de", "den", "die"}  # not English words too

# Letters that Unicode does not decompose, folded as catalogues usually romanise them.
LATIN_LETTERS = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h",
        "ŋ": "n", "ŧ": "t", "ß": "ss", "ẞ": "ss", "ə": "e", "ɛ": "e",
    }
)  # fmt: skip

# Words that only announce a number: "Part 2", "Vol. 2", "Teil 2" and a bare "2" name the same sequel.
PART_WORDS = (
    "part|pt|parts|volume|vol|chapter|ch|book|episode|ep|teil|kapitel|band|folge|parte|partie|tome|volet|"
    "capitulo|capitolo|chapitre|volumen|deel|hoofdstuk|czesc|tom|bolum|kisim|del|osa"
)

NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split()
    )
}
ROMAN = {
    numeral: str(number)
    for number, numeral in enumerate(
        "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(), start=1
    )
}

_EDITION_WORD = (
    "(?:super |ultra )?deluxe|expanded|extended|remaster(?:ed|izado|ise|isiert)?|mastered|explicit|clean|"
    "mono|stereo|bonus tracks?|bonus|re-?issue|unrated|uncut|theatrical|uncensored|censored|director'?s cut|"
    "(?:the )?final cut|unabridged|abridged|paperback|hardcover|hardback|e-?book|kindle|illustrated|"
    "annotated|imax|3d|4k|uhd|blu-?ray|dvd|hd|dubbed|subtitled|subbed|dub|sub|restored|"
    "redux version|anniversary"
)
# An edition is named by its last word; "(Taylor's Version)" and "(Live ...)" are other recordings: they stay.
EDITION = re.compile(
    rf"(?:the )?(?:\d{{4}} )?(?:{_EDITION_WORD})"
    rf"(?: (?:\d{{4}}|{_EDITION_WORD}|edition|version|cut|mix|and|&|/))*"
    r"|(?!.*\b(?:taylor|live|acoustic|demo|instrumental)).*\b(?:edition|editions|edicion|edicao|edizione"
    r"|ausgabe|uitgave|wydanie|anniversary)\b.*"
    r"|(?:deluxe|expanded|extended|explicit|mono|stereo|original|international|us|uk|remastered|new|standard"
    r"|full|complete|special|album|single|theatrical|special extended) (?:album )?version"
    r"|.*\bremaster(?:ed)?\b.*"
    r"|single|ep|radio edit|album"
    r"|c?\d{4}(?:\s*[-–/]\s*(?:\d{2,4})?)?"  # a year or a span of years
)
# In brackets a medium is a remark; after a colon ("Cowboy Bebop: The Movie") it is another work.
MEDIUM = re.compile(
    r"(?:the )?(?:original )?(?:tv|netflix)? ?(?:mini[- ]?)?(?:series|show|serie|film|movie|novel|book)"
    r"|tv|netflix"
)
# ": A Novel" says what the book is, not which one it is.
BLURB = re.compile(
    r"(?!.*\bgraphic\b)(?:an?|the|a true|the official|ein|eine|un|une|una)? ?(?:\w+ ){0,2}"
    r"(?:novel|novella|memoir|thriller|roman|autobiography|biography)"
    r"|(?:an? )?(?:\w+ )?(?:stor(?:y|ies)|tales) and other (?:stories|tales)"
)
FEATURING = re.compile(r"\b(?:feat|ft|featuring|avec la participation de)\b\.?\s")
FEATURING_IN_BRACKETS = re.compile(r"(?:feat|ft|featuring|with|w/|avec|con|mit|prod|prod by)\b\.?\s.*")
# "(Dune, #1)" and "(The Belgariad, Book 1)" place a book in a series; "(Vol. 2)" alone is part of its name.
SERIES_NUMBER = re.compile(
    r".*#\s?\d.*|(?:.+[,:] ?)?(?:book|bk)\b\.? ?\d+(?:\.\d+)?|.+, ?vol(?:ume)?\.? ?\d+"
)
# A title with one of these is a work about, after or beside the one it names.
DERIVED = re.compile(
    r"\b(?:adapt\w+|screenplay|script|play|manga|graphic|comics?|piano|vocal|soundtrack|study|guide|"
    r"notes|sparknotes|cliffsnotes|summary|workbook|quiz|trivia|unofficial|parody|analysis|companion|making|"
    r"behind|journal|colou?ring|cookbook|encyclop\w+|art of|calendar|"
    r"live|tour|concert|remix\w*|karaoke|tribute|covers?|instrumental|version|demos?)\b"
)
OWNERS = ("marvels ", "marvel studios ", "disneys ", "walt disneys ", "dcs ", "national lampoons ")
