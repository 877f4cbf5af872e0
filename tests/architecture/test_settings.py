"""Every setting of a profile has its effect: some code reads it by its name."""

import re
from pathlib import Path

from aggregates.policy.parameters import list_parameters

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("aggregates", "projections", "service", "cli")
SETTINGS = ROOT / "aggregates" / "policy" / "settings"
TO_COME = Path(__file__).with_name("settings_to_come.txt")
"""Settings that no code reads yet; the list only gets shorter."""


def test_every_setting_is_read_or_on_the_list() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if SETTINGS not in path.parents
    )
    read = set(re.findall(r"\.([a-z_]+)\b", code)) | set(
        re.findall(r'"([a-z_]+)"', code)
    )
    names = {one.path: one.path.rpartition(".")[2] for one in list_parameters()}
    unread = {path for path, name in names.items() if name not in read}
    assert unread <= set(TO_COME.read_text(encoding="utf-8").split())
