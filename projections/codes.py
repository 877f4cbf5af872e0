"""The coded values of bodies, in words: levels, outcomes, kinds of things."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from projections.label import Words

YES: Final = Words("是", "yes")
NO: Final = Words("否", "no")

CODES: Final = {
    # Levels of titles.
    "JUNIOR": Words("初级", "junior"),
    "INTERMEDIATE": Words("中级", "intermediate"),
    "ASSOCIATE_SENIOR": Words("副高级", "associate senior"),
    "FULL_SENIOR": Words("正高级", "full senior"),
    # Material.
    "EDUCATION": Words("学历", "education"),
    "TITLE": Words("职称", "title"),
    "EXAMINATION": Words("考试", "examination"),
    "AWARD": Words("奖励", "award"),
    "PAPER": Words("论文", "paper"),
    "ACHIEVEMENT": Words("业绩", "achievement"),
    "OTHER": Words("其他", "other"),
    # Facts of eligibility.
    "IDENTITY_NATURE": Words("身份性质", "nature of employment"),
    "RETIREMENT": Words("退休", "retirement"),
    "SANCTIONS": Words("处分", "sanctions"),
    "INVESTIGATION": Words("立案审查", "investigation"),
    "LEVEL_TEST": Words("水平能力测试", "level test"),
    "EMPLOYMENT": Words("劳动关系", "employment"),
    # Defects found later.
    "CIVIL_SERVANT": Words("公务员", "civil servant"),
    "RETIRED": Words("已退休", "retired"),
    "SANCTION": Words("处分期内", "under a sanction"),
    "BLACKLISTED": Words("在失信黑名单", "blacklisted"),
    "SAME_YEAR": Words("同年重复申报", "declared twice in the year"),
    "CONDITIONS": Words("不符合条件", "conditions not met"),
    # Publicity, returns, reports.
    "RECOMMENDATION": Words("推荐结果", "recommendation"),
    "ACHIEVEMENTS": Words("业绩材料", "achievements"),
    "PROCEDURE": Words("程序不符", "procedure"),
    "OUT_OF_SCOPE": Words("超出受理范围", "out of scope"),
    "ENTRUSTMENT": Words("委托手续", "entrustment"),
    "ONGOING": Words("公示中", "ongoing"),
    "COMPLETE": Words("公示已结束", "complete"),
    # Complaints.
    "LETTER": Words("来信", "letter"),
    "VISIT": Words("来访", "visit"),
    "CALL": Words("来电", "call"),
    "ONLINE": Words("网上", "online"),
    "TRANSFER": Words("转办", "transferred"),
    "INTERVIEW": Words("约谈", "interview"),
    "DOCUMENT_REVIEW": Words("查阅资料", "document review"),
    "ON_SITE": Words("实地核查", "on site"),
    "EXPERT_OPINION": Words("专家鉴定", "expert opinion"),
    "OPEN": Words("未办结", "open"),
    "SUBSTANTIATED": Words("属实", "substantiated"),
    "PARTLY": Words("部分属实", "partly substantiated"),
    "UNSUBSTANTIATED": Words("不属实", "not substantiated"),
    "NONE": Words("无", "none"),
    # What was done wrong.
    "UNTRUE_INFO": Words("不如实填报", "untrue declaration"),
    "FALSE_MATERIAL": Words("提供虚假材料", "false material"),
    "PLAGIARISM": Words("剽窃", "plagiarism"),
    "DISCIPLINE_BREACH": Words("违反评审纪律", "breach of discipline"),
    # Integrity records.
    "BLACKLIST": Words("失信黑名单", "blacklist"),
    "ARCHIVE": Words("诚信档案库", "archive"),
    "NATION": Words("全国", "nation"),
    "PROVINCE": Words("全省", "province"),
    "REGION": Words("全区", "region"),
    "CITY": Words("全市", "city"),
    "COUNTY": Words("全县", "county"),
    # Organisations.
    "STATE_ENTERPRISE": Words("国有企业", "state enterprise"),
    "PUBLIC_INSTITUTION": Words("事业单位", "public institution"),
    "PRIVATE_ENTERPRISE": Words("民营企业", "private enterprise"),
    "SOCIAL_ORGANISATION": Words("社会团体", "social organisation"),
    "INDIVIDUAL_BUSINESS": Words("个体经济组织", "individual business"),
    "HR_AGENCY": Words("人事代理机构", "HR agency"),
    "DISPATCH_AGENCY": Words("劳务派遣公司", "dispatch agency"),
    "DEPARTMENT": Words("主管部门", "department"),
    "AUTHORITY": Words("人社（职改）部门", "authority"),
    "COMMITTEE_OFFICE": Words("评委会办公室", "committee office"),
    "DISCIPLINE_ORGAN": Words("纪检监察机关", "discipline organ"),
}


def in_words(value: Any) -> Words:
    """Return a value in both languages; text that is no code stays as it is."""
    match value:
        case None:
            return Words("", "")
        case bool():
            return YES if value else NO
        case str():
            return CODES.get(value) or Words(value, value)
        case int() | date():
            return Words(str(value), str(value))
        case Iterable():
            found = [in_words(one) for one in value]
            zh = "、".join(one.zh for one in found)
            return Words(zh, ", ".join(one.en for one in found))
        case _:
            return Words(str(value), str(value))
