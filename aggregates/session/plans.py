"""What is on file about a review before it is held: plan, deployment, opening form."""

from datetime import date

import msgspec


class Plan(msgspec.Struct, frozen=True):
    """The plan as last submitted, and whether it was consented to.

    ``settled`` tells whether a draw like its own was consented to, in it or in the plan
    that it replaces: the seed is no longer open then, whatever else is.
    """

    parts: tuple[str, ...]
    opening_on: date
    members: int
    stand_ins: int
    ceiling: tuple[int, int]
    standard: str
    seed_at: int
    seed_commitment: bytes
    seed_form: str
    seed_sources: tuple[str, str]
    consented: bool = False
    settled: bool = False

    @property
    def draw(self) -> tuple[object, ...]:
        """Everything on which the result of the draw depends."""
        seed = (self.seed_at, self.seed_commitment, self.seed_form, self.seed_sources)
        return (self.members, self.stand_ins, *seed)


class Deployment(msgspec.Struct, frozen=True):
    """What the deployment document publishes."""

    materials: tuple[str, ...]
    conditions: tuple[str, ...]
    directed_evaluation: bool


class OpeningForm(msgspec.Struct, frozen=True):
    """The form by which the opening was announced, with the papers beside it."""

    opening_on: date
    documents: tuple[str, ...]
