"""In which stage of a circular which act is possible."""

from aggregates.circular import events as e
from aggregates.circular.state import ISSUED
from aggregates.stages import NOTHING_YET, Stages

NAMES = {ISSUED: ("已印发", "issued")}
STAGES: Stages = {e.Issued: (NOTHING_YET,)}
