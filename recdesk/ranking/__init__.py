"""Choosing and explaining: lists from a training run, reasons from the same numbers. numpy only.

The window sets OPENBLAS_NUM_THREADS=1 before numpy is imported: a product that takes 0.5 ms took 8 ms with
two threads while the worker was computing.
"""

from recdesk.ranking.ranker import Ranker
from recdesk.ranking.runfile import load_run, save_run

__all__ = ["Ranker", "load_run", "save_run"]
