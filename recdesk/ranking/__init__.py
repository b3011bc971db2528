"""Choosing and explaining: lists from a training run, reasons from the same numbers. numpy only.

The window sets OPENBLAS_NUM_THREADS=1 before numpy is imported: a product that takes 0.5 ms took 8 ms with
two threads while the worker was computing.
"""

from recdesk.ranking.interests import Interest, interests, places
from recdesk.ranking.kinship import with_kinship
from recdesk.ranking.mixing import own_mix
from recdesk.ranking.picker import questions
from recdesk.ranking.query import QueryEncoder, find_model_dir
from recdesk.ranking.ranker import Counterfactual, Ranker
from recdesk.ranking.reasons import Bar, Clause, Reason, Teller, say_reason
from recdesk.ranking.runfile import RunFault, load_run, save_run
from recdesk.ranking.search import TitleIndex, Wish
from recdesk.ranking.shelves import Shelf, because_of, shelves
from recdesk.ranking.standing import Gate
from recdesk.ranking.trying import Sureness, how_sure
from recdesk.ranking.whynot import Remedy, Rule, Step, Stop, how_picked, why_not
from recdesk.ranking.words import TEMPLATES, effect_words, say

__all__ = [
    "TEMPLATES",
    "Bar",
    "Clause",
    "Counterfactual",
    "Gate",
    "Interest",
    "QueryEncoder",
    "Ranker",
    "Reason",
    "Remedy",
    "Rule",
    "RunFault",
    "Shelf",
    "Step",
    "Stop",
    "Sureness",
    "Teller",
    "TitleIndex",
    "Wish",
    "because_of",
    "effect_words",
    "find_model_dir",
    "how_picked",
    "how_sure",
    "interests",
    "load_run",
    "own_mix",
    "places",
    "questions",
    "save_run",
    "say",
    "say_reason",
    "shelves",
    "why_not",
    "with_kinship",
]
