"""In which stage of a 倒查 which act is possible."""

from aggregates.stages import NOTHING_YET, Stages
from aggregates.trace import events as e
from aggregates.trace import state as s

NAMES = {
    s.EXCEPTED: ("已核准例外", "an exception is granted"),
    s.OPENED: ("已启动", "opened"),
    s.SCOPED: ("已定范围", "with its scope"),
    s.ATTRIBUTED: ("已认定责任", "with responsibilities"),
    s.MEASURES: ("处理中", "with measures"),
    s.CONCLUDED: ("已结论", "concluded"),
}
WITH_A_SCOPE = (s.SCOPED, s.ATTRIBUTED, s.MEASURES)
STAGES: Stages = {
    e.ExceptionGranted: (NOTHING_YET, s.EXCEPTED),
    e.Opened: (NOTHING_YET, s.EXCEPTED),
    e.ScopeSet: (s.OPENED, *WITH_A_SCOPE),
    e.ResponsibilityAttributed: WITH_A_SCOPE,
    e.SanctionProposed: (s.ATTRIBUTED, s.MEASURES),
    e.SanctionApplied: (s.ATTRIBUTED, s.MEASURES),
    e.Concluded: WITH_A_SCOPE,
}
