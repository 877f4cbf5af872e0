"""Keys, roles and the ledger's own facts, as types that people can name.

Their shapes and their checks are the ledger's (`ledger.enrolment`,
`ledger.directory`, formats §4); here they get names and labels.
"""

from aggregates.roles import HOLDER, REGISTRAR, SEALER, SUPERVISOR, Party
from aggregates.schema import EVENT_TYPES, EventType
from aggregates.text import Text
from ledger.enrolment import BODIES

LABELS: dict[str, Text] = {
    "suite": Text("签名算法", "suite"),
    "public": Text("公钥", "public key"),
    "subject": Text("持有人", "subject"),
    "use": Text("密钥用途", "use"),
    "lost": Text("原密钥遗失", "the old key is lost"),
    "role": Text("角色", "role"),
    "org": Text("单位", "organisation"),
    "territory": Text("地区", "territory"),
    "scope": Text("范围", "scope"),
    "from": Text("起始日", "from"),
    "until": Text("截止日（不含）", "until, not included"),
    "acting_for": Text("代行人", "acting for"),
    "reason": Text("原因", "reason"),
    "compromised_since": Text("自何位置起可疑", "doubtful since position"),
    "custodian": Text("印章保管人", "custodian"),
    "key": Text("密钥编号", "key id"),
    "policy": Text("见证策略", "witness policy"),
    "clock": Text("时钟", "clock"),
    "nonce": Text("随机数", "nonce"),
    "log_keys": Text("台账密钥", "log keys"),
    "founders": Text("创建人", "founders"),
    "day": Text("日期", "day"),
    "size": Text("记录数", "size"),
    "count": Text("对象数", "count"),
    "root": Text("根哈希", "root"),
}

_TWO_PERSONS = ((REGISTRAR, SUPERVISOR),)
_TYPES: tuple[tuple[str, str, str, tuple[tuple[Party, ...], ...]], ...] = (
    ("ledger.founded", "台账创建", "found the ledger", ()),
    ("ledger.log-key-added", "增加台账密钥", "add a log key", _TWO_PERSONS),
    ("ledger.log-key-retired", "停用台账密钥", "retire a log key", _TWO_PERSONS),
    ("ledger.witnesses-set", "设定见证", "set the witnesses", _TWO_PERSONS),
    ("heads.sealed", "日终封存", "seal the heads", ((SEALER,),)),
    (
        "key.enrolled",
        "密钥登记",
        "enrol a key",
        ((REGISTRAR, HOLDER.at_least(1)),),
    ),
    ("key.role-granted", "授权", "grant a role", _TWO_PERSONS),
    ("key.role-revoked", "撤权", "revoke a role", ((REGISTRAR,), (HOLDER,))),
    ("key.revoked", "密钥撤销", "revoke a key", ((REGISTRAR,), (HOLDER,))),
    (
        "key.custody-transferred",
        "印章保管移交",
        "transfer the custody of a seal",
        ((REGISTRAR, HOLDER),),
    ),
)

for name, zh, en, signers in _TYPES:
    EVENT_TYPES.declare(
        EventType(
            name=name,
            version=1,
            title=Text(zh, en),
            body=BODIES[name],
            segment="ADMIN",
            signers=signers,
            follower_of=(),
            policy=False,
            opens=name in ("ledger.founded", "key.enrolled"),
            judged_by_ledger=True,
        )
    )
