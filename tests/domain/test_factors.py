"""Factors in two parts have the products of one wide matrix with columns for each world."""

import numpy as np
import pytest

from recdesk.domain.factors import Factors

RNG = np.random.default_rng(3)
WORLD = np.array([2, 0, 0, 3, 2, 0, 3, 3], np.int8)
FACTORS = Factors(RNG.standard_normal((8, 5)), RNG.standard_normal((8, 4)), WORLD)
WIDE = np.zeros((8, 5 + 4 * 4))
WIDE[:, :5] = FACTORS.shared
for row, world in enumerate(WORLD):
    WIDE[row, 5 + 4 * world : 9 + 4 * world] = FACTORS.own[row]


def test_two_works_are_as_alike_as_in_one_wide_matrix() -> None:
    np.testing.assert_allclose(FACTORS.likeness(FACTORS[2:5]), WIDE @ WIDE[2:5].T)
    np.testing.assert_allclose(FACTORS.squares(), np.square(WIDE).sum(1))
    wide = FACTORS.wide()
    np.testing.assert_allclose(wide @ wide.T, WIDE @ WIDE.T)
    assert wide.shape == (8, 5 + 3 * 4)  # no work is of the world 1


def test_a_sum_of_works_pulls_on_all_works_as_in_one_wide_matrix() -> None:
    weights = RNG.standard_normal((8, 2))
    taste = FACTORS.summed(weights)
    np.testing.assert_allclose(FACTORS.along(taste), WIDE @ (WIDE.T @ weights))
    np.testing.assert_allclose(taste.squares, np.square(WIDE.T @ weights).sum(0))


@pytest.mark.parametrize("some", [[1, 2], [3], [0, 7]])
def test_a_sum_of_works_of_some_worlds_pulls_on_works_of_all(some: list[int]) -> None:
    weights = RNG.standard_normal((len(some), 1))
    np.testing.assert_allclose(FACTORS.along(FACTORS[some].summed(weights)), WIDE @ (WIDE[some].T @ weights))


def test_single_precision_is_added_up_in_double() -> None:
    single = Factors(FACTORS.shared.astype(np.float32), FACTORS.own.astype(np.float32), WORLD)
    pulled = single.along(single.summed(np.ones((8, 1))))
    again = single.doubled()
    np.testing.assert_allclose(pulled, again.along(again.summed(np.ones((8, 1)))), rtol=1e-14)


def test_nothing_pulls_nowhere() -> None:
    none = FACTORS[:0]
    assert FACTORS.along(none.summed(np.zeros((0, 2)))).tolist() == np.zeros((8, 2)).tolist()
    assert none.likeness(FACTORS).shape == (0, 8) and none.wide().shape == (0, 5)
    assert len(none.and_also(FACTORS)) == 8
