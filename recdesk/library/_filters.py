"""Which works pass a filter: by year, genre, language, country, without some tags, from elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from recdesk.domain.taste import Filter
from recdesk.library._base import Section

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Filters(Section):
    """See the module. One pass over the works: 20 ms for 13,000 of them."""

    def passing(self, wanted: Filter) -> NDArray[np.int64]:
        """Ids of the works that a filter lets through, ascending."""
        import numpy as np

        tests: list[str] = ["1"]
        values: list[object] = []
        for compare, year in ((">=", wanted.since), ("<=", wanted.until)):
            if year is not None:
                tests.append(f"year {compare} ?")
                values.append(year)
        for column, names in (
            ("genres", wanted.genres),
            ("languages", wanted.languages),
            ("countries", wanted.countries),
        ):
            if names:
                tests.append(_HOLDS.format(column=column))
                values.append(json.dumps(sorted(names)))
        if wanted.abroad:
            tests.append(f"countries != '[]' AND NOT {_HOLDS.format(column='countries')}")
            values.append(json.dumps(sorted(wanted.abroad)))
        for column in ("tags", "genres"):
            if wanted.without:
                tests.append(f"NOT {_HOLDS.format(column=column)}")
                values.append(json.dumps(sorted(wanted.without)))
        rows = self.query(f"SELECT id FROM works WHERE {' AND '.join(tests)} ORDER BY id", values)
        return np.fromiter((work_id for (work_id,) in rows), np.int64, len(rows))

    def choices(self) -> dict[str, list[str]]:
        """The genres, languages and countries that works have, the most frequent first."""
        return {
            column: [
                name
                for (name,) in self.query(
                    f"SELECT v.value FROM works, json_each({column}) v GROUP BY 1 ORDER BY count(*) DESC, 1"
                )
            ]
            for column in ("genres", "languages", "countries")
        }


_HOLDS = "EXISTS (SELECT 1 FROM json_each({column}) v, json_each(?) w WHERE v.value = w.value COLLATE NOCASE)"
