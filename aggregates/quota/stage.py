"""In which stage of a form which act is possible."""

from aggregates.quota import events as e
from aggregates.quota import state as s
from aggregates.stages import NOTHING_YET, Stages

NAMES = {
    s.EXCEPTED: ("已核准例外、待填报", "excepted, not filled in"),
    s.FILLED: ("已填报、待审核", "filled in, no opinion yet"),
    s.DEPARTMENT_AGREED: ("主管部门已同意", "agreed by the department"),
    s.APPROVED: ("已核定", "approved"),
    s.DISAGREED: ("审核不同意、待调整", "not agreed to, to be amended"),
    s.PLAN_REQUESTED: ("待报送使用计划表", "plan asked for"),
    s.PLAN_DELIVERED: ("已报送使用计划表", "plan delivered"),
}
WITH_A_FORM = (s.FILLED, s.DEPARTMENT_AGREED, s.APPROVED, s.DISAGREED)

STAGES: Stages = {
    e.FormFilled: (NOTHING_YET, s.EXCEPTED),
    e.Amended: WITH_A_FORM,
    e.DepartmentOpinionGiven: (s.FILLED,),
    e.PersonnelOpinionGiven: (s.FILLED, s.DEPARTMENT_AGREED),
    e.ExceptionGranted: (NOTHING_YET, s.EXCEPTED, *WITH_A_FORM),
    e.PlanRequested: (NOTHING_YET,),
    e.PlanDelivered: (s.PLAN_REQUESTED,),
}
