"""What people wrote of works: read for liking where the text model can tell, and silent where it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from recdesk.domain.taste import TasteInput
from recdesk.learning import LearnConfig
from recdesk.learning.phrases import DISLIKED, LIKED
from recdesk.learning.sentiment import TELLS, Sentiment, language_of, right_pairs, sentences
from recdesk.learning.weights import preferences
from recdesk.ranking import QueryEncoder, find_model_dir
from tests.learning.reviews import REVIEWS
from tests.learning.starter import did


@pytest.fixture(scope="module")
def minilm() -> Sentiment:
    encoder = QueryEncoder(find_model_dir())
    return Sentiment(lambda texts: np.stack([encoder.encode(text) for text in texts]))


def knows_german(texts: Sequence[str]) -> NDArray[np.float32]:
    """A model that tells liked from disliked in German and hears nothing else."""
    liked = [text in LIKED["de"] or "schön" in text for text in texts]
    disliked = [text in DISLIKED["de"] for text in texts]
    return np.array([liked, disliked, [True] * len(texts)], np.float32).T


@pytest.mark.slow
def test_english_reviews_are_told_apart_and_what_is_told_is_mostly_right(minilm: Sentiment) -> None:
    rating = np.array([rating for rating, _ in REVIEWS])
    said = np.array(minilm.of([text for _, text in REVIEWS]))
    assert right_pairs(said[rating > 0.5], said[rating < 0.5]) > 0.7
    spoke = said != 0.0
    assert np.mean(np.sign(said[spoke]) == np.sign(rating[spoke] - 0.5)) > 0.8


@pytest.mark.slow
def test_a_language_that_the_text_model_does_not_know_says_nothing(minilm: Sentiment) -> None:
    assert minilm.right["en"] >= TELLS > max(minilm.right["zh"], minilm.right["de"])
    assert (
        minilm.of(["太难看了，浪费时间。", "Ich habe jede Minute davon gehasst.", "", "👍👍", "12345"])
        == [0.0] * 5
    )


def test_a_text_model_that_knows_a_language_reads_it() -> None:
    german = Sentiment(knows_german)
    assert german.right["de"] == 1.0 and german.right["en"] == 0.5
    liked, other = german.of(["Das war schön und ich mag es sehr.", "I loved it and it was great."])
    assert liked == 1.0 and other == 0.0


def test_languages_are_told_by_their_small_words() -> None:
    said = {
        "I did not care for it, but the end was good": "en",
        "Lovely.": "en",
        "Das war nicht sehr gut und viel zu lang": "de",
        "C'est un film que je ne veux pas revoir, dans le genre": "fr",
        "No me gustó, es muy largo y la historia es mala": "es",
        "很好看": "zh",
        "とても良かった": "",
        "Очень хорошо": "",
        "": "",
    }
    assert {text: language_of(text) for text in said} == said


def test_of_a_long_review_the_beginning_and_the_end_are_read() -> None:
    text = " ".join(f"Sentence number {name}." for name in "abcdefghij")
    assert [part[-2] for part in sentences(text)] == ["a", "b", "c", "h", "i", "j"]


def test_a_review_counts_only_where_no_rating_says_it(small: TasteInput) -> None:
    plain = did(1, small.works[0])
    weight = {
        value: preferences([replace(plain, sentiment=value)], (), LearnConfig().weights)[0].weight
        for value in (-0.9, 0.0, 0.9)
    }
    assert 0.0 < weight[-0.9] < weight[0.0] < weight[0.9]
    rated = replace(plain, rating=0.9)
    loud, quiet = (
        preferences([replace(rated, sentiment=value)], (), LearnConfig().weights)[0] for value in (-1.0, 0.0)
    )
    assert loud.weight == quiet.weight
