import inspect
import pickle

from ledger import errors


def test_every_error_stands_in_the_drawing_of_the_module() -> None:
    drawing = errors.__doc__ or ""
    classes = [name for name, value in vars(errors).items() if inspect.isclass(value)]
    assert [name for name in classes if name not in drawing] == []
    assert all(
        issubclass(getattr(errors, name), errors.LedgerError) for name in classes
    )


def test_a_conflict_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(errors.ConflictError("person/a", 3, 4)))
    assert (error.id, error.expected, error.found) == ("person/a", 3, 4)
    assert str(error) == "version of person/a: expected 3, got 4"


def test_a_fork_keeps_its_evidence_between_processes() -> None:
    fork = errors.ForkError("two heads of size 4", (b"one", b"two"))
    error = pickle.loads(pickle.dumps(fork))
    assert error.evidence == (b"one", b"two")
    assert str(error) == "two heads of size 4"
