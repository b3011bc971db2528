"""Every number of the one-person model that could have been another, with its reason.

"validated": chosen on validation people of the open packs, alone and on the starter catalogue, who are never
among the people that figures are reported for (bench_one_person.py --validation --set NAME=VALUE).
"by feel": no data at hand decides it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from recdesk.domain.feedback import Verdict
from recdesk.domain.history import Action
from recdesk.domain.works import Kind

MODEL_VERSION = "one-person/10"
"""Goes up when the arithmetic or a number below changes: runs are learned anew."""

_ACTIONS = {Action.LIKED: 0.6, Action.DISLIKED: -1.2, Action.ABANDONED: -0.6, Action.SAVED: 0.2}
_VERDICTS = {
    Verdict.LIKE: 1.2,
    Verdict.SEEN_LIKED: 1.2,
    Verdict.SEEN_NEUTRAL: 0.0,  # known from now on, and no other work's score moves
    Verdict.SEEN_DISLIKED: -1.2,
    Verdict.NOT_INTERESTED: -0.1,  # "not this one": its relatives hardly feel it
    Verdict.LATER: 0.2,  # the same wish as a saved work
}


@dataclass(frozen=True, slots=True)
class WeightConfig:
    """What an event is worth. The unit is free: only ratios within a kind matter."""

    view: float = 0.5  # one consumption: they chose it, no more is known; by feel against `rating`
    repeat_power: float = (
        0.5  # of log2(1 + plays): plays are heavy-tailed; validated on artists: 0 to 1 are alike
    )
    skip: float = 0.15  # a quick skip speaks against, softly: it may have been the mood; by feel
    rating: float = 0.4  # for each standard deviation above the person's own mean; by feel
    rating_reach: float = 2.0  # standard deviations that count at most
    rating_mean: float = 0.7  # where ratings usually lie (0..1), while the person has given few
    rating_spread: float = 0.18  # and how far they usually spread
    rating_pull: float = 5.0  # how many of the person's own ratings weigh as much as those two
    good_rating: float = 0.8  # from here up a rating never counts against
    bad_rating: float = 0.4  # and from here down never for
    review: float = 0.5  # a review that reads as liked, where no rating says it; one that reads as disliked
    # cancels the view: of 24 reviews the sign was right in ten of the eleven that spoke; by feel
    play_seconds: float = 30.0  # a shorter play is a skip: what the music services count, too
    short_kinds: frozenset[Kind] = frozenset({Kind.ARTIST, Kind.ALBUM})  # where plays last minutes
    sampled_fraction: float = 0.1  # who left before this had only looked in; by feel
    whole_fraction: float = 0.7  # from here on it counts as whole: credits, last chapters; by feel
    actions: Mapping[Action, float] = field(default_factory=lambda: MappingProxyType(_ACTIONS))
    verdicts: Mapping[Verdict, float] = field(default_factory=lambda: MappingProxyType(_VERDICTS))


@dataclass(frozen=True, slots=True)
class FeatureConfig:
    """How a work becomes factors. Block weights are the length of a work's row within that block; those
    marked validated lie on a plateau: half or twice as much costs 1 to 4 % of accuracy."""

    text: float = 1.0  # the description's vector; validated
    text_bare: float = 0.7  # of works without a description, whose text repeats their tags; validated: gains
    # 2 % on artists, which have tags alone
    tags: float = 1.25  # exact tags and genres, by rarity; validated: 1 costs 3 % on artists, elsewhere none
    tag_fade: float = 0.2  # a tag counts 1 / (1 + this * its place): catalogues name what most say first;
    # validated: 0 costs 4 % on artists and 1 on the starter catalogue, 0.5 costs 3 % on artists and films
    words: float = 0.5  # the words of the tags, so that near tags meet; validated: neutral from 0 to 0.7
    creators: float = 0.5  # validated: neutral from 0 to 1, kept for works of which little else is known
    era: float = 0.6  # decades, overlapping, films apart from books; validated: 0 costs 7 %
    place: float = 0.25  # countries and languages; validated: neutral from 0 to 0.6, kept for small languages
    kin: float = 1.0  # the kinship graph's own directions, where all kinds meet; validated: 0 costs 2 % on
    # films, 8 % on artists. bench_persona.py: at 1.5 a theme loved in films stands out in music by .63 of the
    # pairs, now by .67
    kin_own: float = 1.5  # and within one world; validated: 1 to 2 are alike, 3 costs 1 % on artists
    kin_steps: int = 3  # how far kinship reaches; validated: 2 to 4 are alike
    kin_decay: float = 0.7  # what is left of it at each step; validated: 0.5 to 0.9 are alike
    sparse_dims: int = 256  # directions kept of the sparse columns; validated: 384 adds nothing
    kin_dims: int = 192  # and of the graph; validated: 384 adds nothing
    dims: int = 320  # factors of each world (seen, read, heard, podcasts); validated: 144 costs 4 % on the
    # starter catalogue (films and artists), gains 1 on films with text and tags alone; 512 is within chance
    shared_dims: int = 160  # factors in which all worlds meet; validated: 80 costs 2 %, 256 gains 0 to 1.
    # bench_persona.py: at 256 a theme loved in films stands out in podcasts by .76 of the pairs, now by .82
    shared: float = 0.5  # their share of a likeness; validated: 0.15 to 1 are alike within a world. Between
    # worlds it is all there is: at 0.2 six heist films lift no book, at 1 400 artists drown six films
    shrink: float = 5.0  # ridge penalty, in units of the mean eigenvalue; validated: 3 and 5 are alike, 1.5
    # costs 3 % on films
    crowd: float = 0.5  # power of the audience (e to this for each spread) with which works count in the mean
    # of their kind: what everyone turns to says nothing of a taste. Validated: 0 costs 2 % on the starter
    # catalogue and 1 % of NDCG@100 on artists, 1 costs 4 % on films; histories of books of which only title,
    # author and year are known stood behind the audience alone at 0 (.033 to .048), now level with it
    kind_pull: float = 20.0  # works of a kind that weigh as much as all kinds together in its mean; by feel
    svd_rounds: int = 3  # power iterations: fewer blur the weak directions, more change nothing
    threads: int = 1  # a float sum depends on their number, and two wait for each other on a busy machine


@dataclass(frozen=True, slots=True)
class LearnConfig:
    """The one-person model."""

    features: FeatureConfig = field(default_factory=FeatureConfig)
    weights: WeightConfig = field(default_factory=WeightConfig)
    prior: float = 1.0  # score for each standard deviation of log audience within the kind: the unit
    strength: float = 1.0  # score for each spread of likeness to the profile, at an evidence of 1; validated:
    # 1 to 1.3 are alike, 1.5 costs 2 %
    breadth: float = 0.75  # power of the evidence that divides: 1 makes it a mean, in which a broad taste
    # (500 artists) fades against the audience, 0 a sum, in which it drowns it; validated: 0.5 to 1 are alike
    common: float = 0.15  # how much less a work says for each spread of audience above its kind's mean: who
    # likes what everyone likes has said little; validated: gains 2 % on artists, nothing elsewhere
    bare: float = 0.3  # what a work says of which only a title is known: its factors are half chance. At 1,
    # eight such memoirs of a Goodreads history were the first reason of every thriller; by feel
    alike: float = 0.02  # how far works that say the same share one voice (a squared length is 11);
    # validated: 0 costs 4 % on artists and nothing elsewhere, 0.1 costs 1 and 4
    coherent: float = 0.14  # mean likeness of two liked works from which a history speaks at full strength.
    # Of 100 validation people each it was .36 on films, .93 on artists and .03 on books of which only title,
    # author and year are known: there NDCG@10 fell to .033 where the audience alone has .048
    chance: float = 0.03  # mean likeness that says nothing: makers and years alone give as much
    doubtful_pairs: float = 150.0  # pairs (each counted twice) that weigh as much as taking it to be so
    fame_pull: float = 12.0  # evidence that weighs as much as what is usual; validated: 0.5 to 12 are alike.
    # With a little-known reason gone the audience counts for more: at 4, taking its first reason away raised
    # a film in 7 % of the cases, now in 3
    fame_range: tuple[float, float] = (0.4, 1.6)  # of how much the audience counts; validated: gains 2 to 3 %
    doubt: float = 1.5  # evidence (in weights) too little to go by; validated: 0.5 to 10 are alike
    strange: float = 0.0  # share of the prior that counts in a kind in which the person has done nothing
    # while there is much of others: there its audience says what others like, and a theme loved elsewhere
    # should weigh more. bench_persona.py: at 0.5 a theme loved in films stood out in music by no more than
    # chance (.55 of the pairs), now by .69
    lately_half: float = 0.1  # share of a kind's evidence after which a work counts half in the current
    # taste, a third after twice that. Validated on what came next for 350 people who liked films, at "lately"
    # 0.7 (NDCG@100 and @10 to the lasting taste): .05 gains 6 and 5 %, .1 6 and 5, .2 4 and 1, .4 3 and 1.
    # Halving again and again gains 0 (.15) to 4 % (.4), and by days 2 to 200 loses. Chosen for each person
    # from .1 to 1 by a backtest of their own history it lost 2 %: too few steps
    usual_share: float = 0.1  # of the liked works of a kind that a genre must have to be usual; by feel
