from bench.syncs import Counting, Syncs, count_in

TRACE = """\
41 fsync(3)                          = 0
41 getpriority(PRIO_PROCESS, 0)      = 20
41 fsync(5)                          = 0
42 fdatasync(7 <unfinished ...>
41 fdatasync(9)                      = 0
42 <... fdatasync resumed>)          = 0
41 getpriority(PRIO_PROCESS, 0)      = 20
41 fsync(5)                          = 0
41 getpriority(PRIO_PROCESS, 0)      = 20
41 fsync(5)                          = 0
41 fsync(5)                          = 0
41 fsync(5)                          = 0
41 +++ exited with 0 +++
"""


def test_syncs_between_marks_are_counted_by_who_waits_for_them() -> None:
    """What comes before the first mark is warming up, after the last it is closing."""
    counted = count_in(TRACE.splitlines())
    assert counted == Syncs(appends=2, most=2, aside=1, how="counted by strace")


def test_named_effects_that_sync_are_counted() -> None:
    medium = Counting()
    for name in ("database.insert", "database.commit", "head.write", "head.sync"):
        assert medium.do(name, lambda: 7) == 7
    assert medium.counts == [2]
