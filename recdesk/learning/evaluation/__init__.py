"""Does it know what it does? Protocols, measures and the models that every model is measured beside."""

from __future__ import annotations

from recdesk.learning.evaluation.measuring import LEAST, MODELS, measure
from recdesk.learning.evaluation.own import backtest
from recdesk.learning.evaluation.protocol import Protocol

__all__ = ["LEAST", "MODELS", "Protocol", "backtest", "measure"]
