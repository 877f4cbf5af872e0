"""An act is possible in the stages of an inspection that allow it."""

from aggregates.inspection.stage import NAMES, STAGES
from aggregates.stages import possible_in

possible_now = possible_in(__name__, STAGES, NAMES)
