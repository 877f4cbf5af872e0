"""A title's acts are possible in certain stages only."""

from aggregates.stages import possible_in
from aggregates.title.stage import NAMES, STAGES

possible_now = possible_in(__name__, STAGES, NAMES)
