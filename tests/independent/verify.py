"""Verify a ledger directory, from docs/formats.md alone and without the product.

Usage: python verify.py LEDGER_DIR [--checkpoint FILE]
Exit 0: nothing found.  6: something in the ledger is false.  2: this is no ledger.
Left to others: weak keys, custody of seals, maps of heads, finer terms of grants and
enrolments, patterns of rule ids, commitments, and whether an act was lawful.
"""

import re
import sqlite3
import sys
from base64 import b64decode, b64encode
from contextlib import closing
from datetime import date
from hashlib import sha256 as new_sha256
from pathlib import Path
from typing import Any

import msgpack
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey as Public

# fmt: off
CHECKS = ("storage", "records", "columns", "signatures", "directory", "chains", "seen",
          "refs", "times", "tree", "head", "checkpoint")
SCHEMA = "a38e6374df69542c9bbd008a80da5244272608d5f745595077c8867a2923b4b5"
TYPE = b"application/vnd.daocha.statement.v1+msgpack"
KEYS = "at body by id law log prev refs seen seq tv type v"
NAMES = (r"(?=\S{1,255} )[a-z0-9.-]+(/[A-Za-z0-9._-]+)* (?P<kind>[a-z]{1,24})/"
         r"[0-9A-Za-z-]{1,64} (?P=kind)\.[a-z0-9]+(-[a-z0-9]+)*")
SIGNER = (r"[A-Z_]{1,32} (organisation/[0-9A-Za-z-]{1,64})? "
          r"(DECLARE|RECOMMEND|AUDIT|REVIEW|SUPERVISE|ADMIN)")
GRANTLESS = {("HOLDER", ""), ("APPLICANT", ""), ("COMPLAINANT", "")}
# §4.4: who signs what, roles in alphabetical order.
EVENTS = (r"ledger.founded .*REGISTRAR.* SUPERVISOR.*|heads.sealed SEALER|"
          r"(ledger.(log-key-added|log-key-retired|witnesses-set)|key.role-granted) "
          r"REGISTRAR SUPERVISOR|key.(enrolled (HOLDER )?|custody-transferred )"
          r"HOLDER REGISTRAR|key.(role-)?revoked (REGISTRAR|(.* )?HOLDER|HOLDER .*)")
# fmt: on


def need(claim: object, what: str) -> None:
    if not claim:
        raise ValueError(what)


def sha256(*parts: bytes) -> bytes:
    return new_sha256(b"".join(parts)).digest()


def key_name(key: Any) -> str:
    named = sha256(b"daocha-key.v1\0", key["suite"].encode(), b"\0", key["public"])
    return f"key/{named.hex()}"


def canonical(data: bytes) -> Any:  # §1: decode, encode again, compare
    value = msgpack.unpackb(data)
    need(msgpack.packb(ordered(value, 1)) == data, "records: not canonical")
    return value


def ordered(value: Any, depth: int) -> Any:
    need(depth <= 16 or not isinstance(value, dict | list), "records: too deep")
    if isinstance(value, dict):
        return {str(key): ordered(value[key], depth + 1) for key in sorted(value)}
    if isinstance(value, list):
        return [ordered(item, depth + 1) for item in value]
    small = type(value) is int and abs(value) < 2**53
    need(small or isinstance(value, bool | str | bytes | None), "records: type")
    return value


def check_statement(said: Any) -> None:  # §2: its shape
    need(" ".join(said) == KEYS and len(said["seen"]) == 2, "records: other keys")
    by, law, refs = said["by"], said["law"], [(id_, n) for id_, n, _ in said["refs"]]
    numbers = [said["v"], said["seq"], said["tv"], said["at"], said["seen"]["size"]]
    numbers += [seq for _, seq in refs]
    need(all(type(n) is int and n >= 0 for n in numbers), "records: numbers")
    need(said["v"] == 1 <= min(said["seq"], said["tv"]), "records: versions")
    need(re.fullmatch(NAMES, "{log} {id} {type}".format(**said)), "records: names")
    signers = ["{role} {org} {seg}".format(**entry) for entry in by if len(entry) == 4]
    need(all(re.fullmatch(SIGNER, signer) for signer in signers), "records: signers")
    need(0 < len({e["key"] for e in by}) == len(signers) == len(by), "records: by")
    need(refs == sorted(set(refs)) and said["id"] not in dict(refs), "records: refs")
    need(not law or f"policy/{law[0]}" in {f"{i}@{n}" for i, n in refs}, "records: law")
    need(law[1:] == sorted(set(law[1:])), "records: law")


class Ledger:
    """What the records so far say: position, type, body and hash by aggregate."""

    def __init__(self) -> None:
        self.findings: list[str] = []
        self.leaves: list[bytes] = []
        self.nodes: dict[tuple[int, int], bytes] = {}
        self.past: dict[str, list[tuple[int, str, Any, bytes]]] = {}
        self.founders: dict[str, list[tuple[int, str, Any, bytes]]] = {}
        self.times, self.origin = [0], ""

    def check(self, check: str, where: str, function: Any, *values: Any) -> None:
        try:
            function(*values)
        except Exception as error:  # noqa: BLE001 - whatever fails is a finding
            text = str(error) or f"{'signatures' if where else check}: a false one"
            what = text if text.split(":")[0] in CHECKS else f"{check}: {error!r}"
            self.findings.append(what + where)

    def root(self, size: int, start: int = 0) -> bytes:  # §6.1
        if size < 2:
            return self.leaves[start] if size else sha256()
        half = 1 << (size - 1).bit_length() - 1
        if (start, size) not in self.nodes:
            right = self.root(size - half, start + half)
            self.nodes[start, size] = sha256(b"\1", self.root(half, start), right)
        return self.nodes[start, size]

    def take(self, now: int, columns: list[Any], state: bytes) -> None:  # §2, §3
        version, payload, signatures, received_at = canonical(state)
        need(len(state) <= 65535 and len(payload) <= 40960, "records: too long")
        need(f"{version} {received_at:d}".startswith("1 "), "records: version")
        check_statement(said := canonical(payload))
        id_, body, by, size = said["id"], said["body"], said["by"], said["seen"]["size"]
        pae = b"DSSEv1 %d %b %d %b" % (len(TYPE), TYPE, len(payload), payload)
        self.times[now + 1] = received_at
        self.origin, past = self.origin or said["log"], self.past.setdefault(id_, [])
        before = len(past) + 1, past[-1][3] if past else bytes(32)
        past.append((now, said["type"], body, sha256(pae)))
        for founder in body["founders"] if now == 0 else []:
            fact = {"use": "person", "org": "", "from": "", "until": None, **founder}
            acts = ("key.enrolled", "key.role-granted")
            self.founders[key_name(founder)] = [(0, act, fact, b"") for act in acts]
        signed = (now + 1, id_, said["seq"], said["type"], said["log"])
        need((*columns, self.origin) == signed, "columns: not as signed")
        for entry, (key, suite, signature) in zip(by, signatures, strict=True):
            known = self.acts(key)[0][2]
            need((key, suite) == (entry["key"], known["suite"]), "signatures: key")
            Public.from_public_bytes(known["public"]).verify(signature, pae)
        need((said["seq"], said["prev"]) == before, "chains: not the successor")
        need(min(now, 1) <= size <= now, "seen: size")
        need(said["seen"]["root"] == self.root(size), "seen: another root")
        for other, number, digest in said["refs"]:
            need(self.past[other][number - 1][3] == digest, "refs: another event")
        need(received_at >= self.times[now], "times: received_at goes back")
        need(said["at"] <= received_at + 300_000, "times: at is in the future")
        need(said["at"] >= self.times[size] - 300_000, "times: at is before seen")
        days = [719163 + (t // 3_600_000 + 8) // 24 for t in (said["at"], received_at)]
        dates = [str(date.fromordinal(day)) for day in sorted(days)]
        for entry in by if now else []:
            self.check_signer(now, entry, size, dates)
        if id_.split("/")[0] in {"ledger", "heads", "key"}:
            self.check_event(now, said)

    def acts(self, key_id: bytes) -> list[tuple[int, str, Any, bytes]]:
        name = f"key/{key_id.hex()}"
        acts = self.founders.get(name, []) + self.past.get(name, [])
        need(acts, "signatures: unknown key")
        return acts

    def check_signer(self, now: int, entry: Any, seen: int, days: list[str]) -> None:
        acts, role = self.acts(entry["key"]), (entry["role"], entry["org"])  # §4.5
        need(acts[0][0] < seen or acts[0][0] == now, "directory: key enrolled later")
        granted = role in GRANTLESS
        for at, kind, body, _ in acts:
            need(kind != "key.revoked" or at == now, "directory: revoked key")
            if kind == "key.role-granted" and (body["role"], body["org"]) == role:
                holds = body["from"] <= days[0] and days[1] < (body["until"] or "A")
                granted |= holds and at < seen
            if kind == "key.role-revoked" and at < now:
                granted &= (body["role"], body["org"]) != role
        need(granted, f"directory: no grant as {entry['role']}")

    def check_event(self, now: int, said: Any) -> None:  # §4.2 to §4.4: about keys
        kind, body, roles = said["type"], said["body"], [e["role"] for e in said["by"]]
        keys = [self.acts(entry["key"])[0][2] for entry in said["by"]]
        subjects = {str(key["subject"]) for key in keys}
        event = " ".join([kind, *sorted(roles)])
        need(re.fullmatch(EVENTS, event), f"directory: signers of {event}")
        need({e["seg"] for e in said["by"]} == {"ADMIN"}, "directory: segment")
        need(len(subjects) >= min(2, len(set(roles))), "directory: one subject")
        need((kind == "ledger.founded") == (now == 0), "directory: founding")
        if now == 0:
            founders = [founder["role"] for founder in body["founders"]]
            need([key["role"] for key in keys] == roles == founders, "directory: roles")
        if kind == "key.enrolled":
            need((key_name(body), 1) == (said["id"], said["seq"]), "directory: new key")
            need(body in keys, "directory: no proof of possession")
        if kind == "key.role-granted":
            owner = self.acts(bytes.fromhex(said["id"][4:]))[0][2]["subject"]
            need(str(owner) not in subjects, "directory: granted to oneself")

    def open_note(self, home: Path, path: Path, least: int) -> None:  # §6.2, §4.6
        text, _, lines = path.read_bytes().rpartition(b"\n\n")
        name, size = self.origin.encode(), int(text.split(b"\n")[1])
        need(least <= size <= len(self.leaves), f"size {size} of {len(self.leaves)}")
        root = b64encode(self.root(size))
        need(text == b"%b\n%d\n%b" % (name, size, root), "another root")
        acts = self.past["ledger/genesis"]
        keys = [(act[0], k) for act in acts for k in act[2].get("log_keys", [act[2]])]
        publics = {k["public"]: at for at, k in keys if "public" in k}
        public = [key for key, at in publics.items() if at < size][-1]  # the newest
        mark = sha256(name, b"\n\1", public)[:4]
        vkeys = (home / "log.vkey").read_bytes().split()
        known = {b64decode(vkey.split(b"+", 2)[2])[1:] for vkey in vkeys}
        need(known and known <= publics.keys(), "log.vkey holds another key")
        found = re.findall(rb"(?m)^\xe2\x80\x94 %b (\S+)$" % re.escape(name), lines)
        mine = [b64decode(b)[4:] for b in found if b64decode(b)[:4] == mark]
        need(mine, "no signature of the log key")
        for signature in mine:
            Public.from_public_bytes(public).verify(signature, text + b"\n")

    def check_database(self, db: sqlite3.Connection) -> None:  # §8.1
        rows = db.execute("SELECT * FROM stored_events ORDER BY rowid")
        for now, (*columns, state) in enumerate(rows):
            self.times.append(self.times[-1])
            self.check("records", f" at position {now}", self.take, now, columns, state)
            self.leaves.append(sha256(b"\0", state))
        texts = db.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
        schema = sha256("\n".join(sorted(text for (text,) in texts)).encode())
        need(schema.hex() == SCHEMA, "another schema")
        size = len(self.leaves)
        bits = [n for n in reversed(range(size.bit_length())) if size >> n & 1]
        peaks = b"".join(self.root(1 << n, (size >> n + 1) << n + 1) for n in bits)
        rows = db.execute("SELECT * FROM tree_head")
        need(list(rows) == [(1, size, peaks)], "tree: another head")
        levels = [(n, i) for n in (8, 16, 24) for i in range(size >> n)]
        nodes = [(n, i, self.root(1 << n, i << n)) for n, i in levels]
        rows = db.execute("SELECT * FROM tree_nodes ORDER BY level, idx")
        need(list(rows) == nodes, "tree: other nodes")


def main() -> int:
    path, ledger = Path(*sys.argv[1:2]), Ledger()
    if not (path / "ledger.db").is_file():
        print(f"no ledger in {path}", file=sys.stderr)
        return 2
    uri = (path / "ledger.db").absolute().as_uri() + "?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        ledger.check("storage", "", ledger.check_database, db)
    ledger.check("head", "", ledger.open_note, path, path / "head", len(ledger.leaves))
    for kept in sys.argv[3:]:
        ledger.check("checkpoint", "", ledger.open_note, path, Path(kept), 1)
    for number, check in enumerate(CHECKS, 1):
        found = sum(finding.startswith(check) for finding in ledger.findings)
        print(f"{number:2} {check}: {found or 'no'} findings")
    print(*ledger.findings, sep="\n")
    return 6 if ledger.findings else 0


if __name__ == "__main__":
    sys.exit(main())
