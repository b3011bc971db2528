from __future__ import annotations

import pytest

from recdesk.domain.progress import never_stop, say_nothing
from recdesk.domain.taste import TasteInput
from recdesk.learning import Ground, LearnConfig, prepare
from tests.learning.starter import part_of, starter_input


@pytest.fixture(scope="session")
def starter() -> TasteInput:
    """The whole starter catalogue, nobody's history."""
    return starter_input()


@pytest.fixture(scope="session")
def ground(starter: TasteInput) -> Ground:
    """Prepared once: about two seconds."""
    return prepare(starter, LearnConfig(), 0, say_nothing, never_stop)


@pytest.fixture(scope="session")
def small(starter: TasteInput) -> TasteInput:
    """A twentieth of the starter catalogue, for tests that learn from the start."""
    return part_of(starter, 20)
