"""How a library is told to name its works, and when a work of one pack is a work of another."""

from __future__ import annotations

from collections.abc import Sequence

from recdesk.domain.forms import KnownWork, Likeness, NameForm, WorkForms
from recdesk.domain.works import CatalogueWork, Kind
from recdesk.matching.entries import external_pair
from recdesk.matching.likeness import likeness
from recdesk.matching.names import forms_of

# Goes up whenever a rule of titles.py, pieces.py, _words.py or names.py changes a form: libraries then form
# the names of all their works anew. A test compares the forms of the starter catalogue with this version's.
FORMS_VERSION = 2


class CatalogueNaming:
    """The `Naming` of this program."""

    version = FORMS_VERSION

    def forms(self, kind: Kind, title: str, aliases: Sequence[str]) -> WorkForms:
        return forms_of(kind, title, aliases)

    def external_id(self, scheme: str, value: str) -> tuple[str, str] | None:
        return external_pair(scheme, value)

    def likeness(self, work: CatalogueWork, known: KnownWork, name: NameForm, met: NameForm) -> Likeness:
        return likeness(work, known, name, met)
