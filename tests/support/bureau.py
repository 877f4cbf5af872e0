"""A bureau with a ledger and key files, and the command line run in this process.

`equipped` founds a ledger through the commands themselves and leaves it as a template;
`Bureau.copy_of` gives each test its own. The clock is simulated and moved by ``now``.
"""

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cli.front_door import front_door

PASSPHRASE = "correct horse"
NOW = "2024-05-06T09:00"
ROUNDS = ("--bcrypt-rounds", "1")
FOUNDERS = ("ledger-founders/registrar", "ledger-founders/supervisor")


@dataclass
class Bureau:
    """A folder with a ledger, its people's keys and a passphrase file."""

    folder: Path
    now: str = NOW
    ids: dict[str, str] = field(default_factory=dict)

    @classmethod
    def copy_of(cls, other: "Bureau", folder: Path) -> "Bureau":
        """Copy a bureau with everything in it."""
        shutil.copytree(other.folder, folder)
        return cls(folder, other.now, dict(other.ids))

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger"

    @property
    def passphrase_file(self) -> Path:
        return self.folder / "pass"

    def key(self, name: str) -> str:
        """Return the path of somebody's key file."""
        known = {"registrar": FOUNDERS[0], "supervisor": FOUNDERS[1]}
        return str(self.folder / known.get(name, name))

    def as_(self, *names: str) -> list[str]:
        """Return the options that sign with these keys."""
        return [word for name in names for word in ("--as", self.key(name))]

    def run(
        self, *arguments: str, given: str | None = None, **env: str | None
    ) -> Result:
        """Run a command on the ledger of this bureau."""
        settings: dict[str, str | None] = {
            "DAOCHA_LEDGER": str(self.ledger),
            "DAOCHA_PASSPHRASE_FILE": str(self.passphrase_file),
            "DAOCHA_NOW": self.now,
            "DAOCHA_STATE": str(self.folder / "state"),
            "DAOCHA_LANG": None,
            "DAOCHA_AS": None,
            "DAOCHA_JSON": None,
            "COLUMNS": None,
        }
        door = front_door(arguments)
        return CliRunner().invoke(
            door, list(arguments), input=given, env=settings | env
        )

    def done(self, *arguments: str, **options: Any) -> Result:
        """Run a command that must succeed."""
        result = self.run(*arguments, **options)
        assert result.exit_code == 0, result.output
        return result

    def json(self, *arguments: str, expected: int = 0, **options: Any) -> Any:
        """Run a command with ``--json`` and return its document."""
        result = self.run("--json", *arguments, **options)
        assert result.exit_code == expected, result.output
        return json.loads(result.stdout)

    def act(self, *arguments: str, **options: Any) -> Any:
        """Do an act without being asked, and return its first receipt."""
        return self.json(*arguments, "--yes", **options)["receipts"][0]

    def size(self) -> int:
        """Return the number of records."""
        size: int = self.json("checkpoint")["size"]
        return size

    def write(self, name: str, content: str) -> str:
        """Write a file and return its path."""
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        return str(path)

    # People.

    def new_key(self, name: str, *request: str) -> str:
        """Make a key and its request; return the subject."""
        self.done("key", "new", self.key(name), *ROUNDS)
        made = self.json("key", "request", self.key(name), *request)
        subject: str = made["subject"]
        self.ids[name] = subject
        return subject

    def enrol(self, name: str, *request: str) -> str:
        """Make a key and enrol it; return the subject."""
        subject = self.new_key(name, *request)
        request_file = self.key(name) + ".request"
        self.act("key", "enrol", request_file, *self.as_("registrar", name))
        return subject

    def grant(self, name: str, role: str, org: str = "") -> None:
        """Grant a role from today on."""
        words = ["role", "grant", self.key(name), role]
        if org:
            words += ["--org", self.ids[org]]
        self.act(*words, *self.as_("registrar", "supervisor"))

    def organisation(self, name: str, kind: str, *more: str) -> str:
        """Register an organisation and return its id."""
        receipt = self.act(
            *("organisation", "registered", "--name", name, "--org-kind", kind),
            *("--level", "CITY", "--territory", "421200", *more),
            *self.as_("registrar", "supervisor"),
        )
        found: str = receipt["id"]
        self.ids[name] = found
        return found


def founded(folder: Path) -> Bureau:
    """Found a ledger in a new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    bureau = Bureau(folder)
    bureau.write("pass", PASSPHRASE + "\n")
    bureau.passphrase_file.chmod(0o600)
    bureau.done(
        *("init", str(bureau.ledger), "--profile", "xianning-2024"),
        *("--origin", "simulated.invalid/bureau", "--simulated", *ROUNDS),
    )
    return bureau


def equipped(folder: Path) -> Bureau:
    """Found a ledger with an authority, its officer, its seal, and the law."""
    bureau = founded(folder)
    authority = bureau.organisation("authority", "AUTHORITY")
    officer = bureau.enrol("officer")
    bureau.grant("officer", "AUTHORITY_OFFICER", "authority")
    bureau.enrol("seal", "--use", "seal", "--subject", authority)
    custody = ("key", "custody", bureau.key("seal"), "--to", officer)
    bureau.act(*custody, *bureau.as_("registrar", "officer"))
    bureau.grant("seal", "SEAL", "authority")
    both = bureau.as_("officer", "seal")
    bureau.done("calendar", "adopt", "2023-2025", *both, "--yes")
    bureau.act("policy", "publish", "xianning-2024", *both)
    return bureau
