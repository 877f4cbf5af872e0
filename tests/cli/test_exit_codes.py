"""Every failure has one exit code, from one table."""

from importlib import import_module

import click
import pytest

from aggregates.decider import Refused
from cli.exit_codes import OUTCOMES, Exit, outcome_of
from ledger import errors
from ledger.attempts import DamagedAttemptsError


@pytest.mark.parametrize("name", OUTCOMES)
def test_every_class_in_the_table_exists(name: str) -> None:
    module, _, attribute = name.rpartition(".")

    assert issubclass(getattr(import_module(module), attribute), BaseException)


KNOWN = [
    (Refused(()), Exit.REFUSED),
    (errors.RoleError(), Exit.REFUSED),
    (errors.UnknownKeyError(), Exit.KEY),
    (errors.UnusableKeyError(), Exit.KEY),
    (errors.ConflictError("a/b", 1, 2), Exit.CONFLICT),
    (errors.VerificationError(), Exit.FALSE),
    (errors.SignatureError(), Exit.FALSE),
    (errors.ChainError(), Exit.FALSE),
    (errors.ProofError(), Exit.FALSE),
    (errors.ForkError(""), Exit.FALSE),
    (errors.TimeError(), Exit.STORAGE),
    (errors.StoreError(), Exit.STORAGE),
    (DamagedAttemptsError(), Exit.STORAGE),
    (errors.MalformedError(), Exit.USAGE),
    (click.UsageError(""), Exit.USAGE),
    (click.BadParameter(""), Exit.USAGE),
    (click.Abort(), Exit.INTERRUPTED),
    (KeyboardInterrupt(), Exit.INTERRUPTED),
    (OSError(), Exit.STORAGE),
    (ValueError(), Exit.BUG),
    (errors.LedgerError(), Exit.BUG),
]


@pytest.mark.parametrize(
    ("error", "code"), KNOWN, ids=[type(error).__name__ for error, _ in KNOWN]
)
def test_the_nearest_class_in_the_table_counts(error: Exception, code: Exit) -> None:
    assert outcome_of(error).exit is code


def test_every_error_of_the_ledger_is_listed_here() -> None:
    classes = {
        value
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, errors.LedgerError)
    }

    assert classes <= {type(error) for error, _ in KNOWN}


def test_the_codes_are_those_of_the_documents() -> None:
    assert sorted(Exit) == [0, 1, 2, 3, 4, 5, 6, 7, 130]
