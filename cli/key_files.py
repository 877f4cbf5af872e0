"""``daocha key new`` and ``key request``: what the owner of a key does himself.

Neither needs the ledger. A request says which public key is whose, and is signed by
the key that it is about; the registrar enrols it with ``daocha key enrol``.
"""

import json
import secrets
from pathlib import Path
from typing import Any, Final, Literal

import click
import msgspec

from cli.commands import Command
from cli.desk import Desk
from cli.file_failures import file_failure
from cli.language import say
from cli.passphrases import new_passphrase, unlock
from cli.public_keys import write_public
from ledger.encoding import check_text, encode, format_base64, parse_base64
from ledger.errors import MalformedError, SignatureError
from ledger.keyfile import DEFAULT_ROUNDS, MAX_ROUNDS, write_key
from ledger.keys import Ed25519Signer, key_id, verify

FORMAT: Final = "daocha-key-request.v1"
SUFFIX: Final = ".request"

Use = Literal["person", "seal", "service", "session"]


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A request to enrol a key, as a JSON file.

    Attributes:
        format: `FORMAT`.
        suite: Suite of the key.
        public: The public key, base64.
        subject: Whose key it is, ``person/…`` or ``organisation/…``.
        use: ``person``, ``seal``, ``service`` or ``session``.
        lost: Whether the subject's other keys are lost.
        comment: Who that is, for the registrar's eyes; not recorded.
        proof: Signature of the key itself over all but the comment, base64.
    """

    format: Literal["daocha-key-request.v1"]
    suite: str
    public: str
    subject: str
    use: Use
    lost: bool
    comment: str
    proof: str

    @property
    def key(self) -> bytes:
        """Id of the key."""
        return key_id(self.suite, parse_base64(self.public))


def new() -> click.Command:
    """Make the command ``key new``."""
    return Command(
        "new",
        callback=click.pass_obj(_new),
        params=[_file_argument(), _comment_option(), rounds_option()],
        help=say(
            "新建一把签名密钥：FILE（口令加密，仅本人可读）和 FILE.pub（公钥）。\n\n"
            "例：daocha key new 王工",
            "Make a signing key: FILE, encrypted under a passphrase and readable by "
            "you alone, and FILE.pub.\n\nExample: daocha key new wang",
        ),
    )


def request() -> click.Command:
    """Make the command ``key request``."""
    return Command(
        "request",
        callback=click.pass_obj(_request),
        params=[
            _file_argument(),
            click.Option(
                ["--subject"],
                metavar="person/…|organisation/…",
                default="",
                help=say(
                    "持有人编号；个人可不填（自动生成），印章填单位编号",
                    "whose key it is; a person may leave it out, a seal names its "
                    "organisation",
                ),
            ),
            click.Option(
                ["--use"],
                type=click.Choice(["person", "seal", "service", "session"]),
                default="person",
                show_default=True,
                help=say(
                    "用途：个人、印章、系统、会议",
                    "for a person, a seal, a service, or one session",
                ),
            ),
            click.Option(
                ["--lost"],
                is_flag=True,
                help=say("原密钥已遗失", "the key used so far is lost"),
            ),
            _comment_option(),
            click.Option(
                ["-o", "--output"],
                type=click.Path(path_type=Path),
                metavar="FILE",
                help=say("申请文件，默认 FILE.request", "FILE.request by default"),
            ),
        ],
        help=say(
            "为密钥生成登记申请，交给登记员（daocha key enrol）。",
            "Make a request to enrol the key, for the registrar (daocha key enrol).",
        ),
    )


def make_key(desk: Desk, path: Path, comment: str, rounds: int) -> Ed25519Signer:
    """Make a key file and its public half.

    Raises:
        UnusableKeyError: There is a file already, or the passphrase cannot be used.
        StoreError: A file could not be written.
    """
    passphrase = new_passphrase(desk, path)
    signer = Ed25519Signer.generate()
    write_key(path, signer, passphrase, rounds=rounds)
    write_public(path, signer.public, comment or path.name)
    return signer


def rounds_option() -> click.Option:
    """Make the hidden option for demonstrations and tests."""
    return click.Option(
        ["--bcrypt-rounds", "rounds"],
        type=click.IntRange(1, MAX_ROUNDS),
        default=DEFAULT_ROUNDS,
        hidden=True,
    )


def new_person() -> str:
    """Make an id for a person, which tells nothing."""
    return f"person/{secrets.token_hex(16)}"


def read_request(path: Path) -> Request:
    """Read a request and check that its key signed it.

    Raises:
        UsageError: It cannot be read.
        MalformedError: It is no request.
        SignatureError: The key that it names did not sign it.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise file_failure(path, error) from error
    try:
        found = msgspec.json.decode(data, type=Request)
        public, proof = parse_base64(found.public), parse_base64(found.proof)
    except (msgspec.DecodeError, MalformedError) as error:
        raise MalformedError(
            say(f"{path} 不是登记申请", f"{path} is no request: {error}")
        ) from error
    try:
        verify(found.suite, public, _proven(found, public), proof)
    except SignatureError as error:
        raise SignatureError(
            say(
                f"{path}：申请不是由其中的密钥签名的",
                f"{path}: the request is not signed by the key that it names",
            )
        ) from error
    return found


def _new(desk: Desk, /, file: Path, *, comment: str, rounds: int) -> None:
    signer = make_key(desk, file, comment, rounds)
    document = {"file": str(file), "key": signer.key_id.hex()}

    def tell() -> None:
        click.echo(signer.key_id.hex())
        desk.talk(
            say(
                f"已生成 {file} 和 {file}.pub；口令遗失后无法找回。\n"
                f"下一步：daocha key request {file}，把申请交给登记员",
                f"made {file} and {file}.pub; a lost passphrase cannot be recovered.\n"
                f"next: daocha key request {file}, and hand the request in",
            )
        )

    desk.answer(document, tell)


def _request(desk: Desk, /, file: Path, **options: Any) -> None:
    use: Use = options["use"]
    subject = options["subject"] or (new_person() if use != "seal" else "")
    if not subject:
        raise click.UsageError(
            say(
                "--subject：印章须指明单位，如 organisation/…",
                "--subject: a seal names its organisation, organisation/…",
            )
        )
    check_text(subject)
    made = _signed_request(unlock(desk, file), subject, options)
    target = options["output"] or file.with_name(file.name + SUFFIX)
    text = json.dumps(msgspec.to_builtins(made), ensure_ascii=False, indent=1)
    try:
        with target.open("x", encoding="utf-8") as stream:
            stream.write(text + "\n")
    except OSError as error:
        raise file_failure(target, error) from error
    document = {"file": str(target), "subject": subject, "key": made.key.hex()}

    def tell() -> None:
        click.echo(target)
        desk.talk(say(f"持有人编号：{subject}", f"subject: {subject}"))
        desk.talk(
            say(
                f"下一步：登记员执行 daocha key enrol {target} --as 登记员密钥",
                f"next: the registrar runs daocha key enrol {target} --as KEYFILE",
            )
        )

    desk.answer(document, tell)


def _signed_request(
    signer: Ed25519Signer, subject: str, options: dict[str, Any]
) -> Request:
    unsigned = Request(
        format=FORMAT,
        suite=signer.suite,
        public=format_base64(signer.public),
        subject=subject,
        use=options["use"],
        lost=options["lost"],
        comment=options["comment"],
        proof="",
    )
    proof = signer.sign(_proven(unsigned, signer.public))
    return msgspec.structs.replace(unsigned, proof=format_base64(proof))


def _proven(made: Request, public: bytes) -> bytes:
    fields = [made.suite, public, made.subject, made.use, made.lost]
    return FORMAT.encode() + b"\0" + encode(fields)


def _file_argument() -> click.Argument:
    return click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE")


def _comment_option() -> click.Option:
    return click.Option(
        ["--comment"],
        default="",
        metavar=say("文字", "TEXT"),
        help=say("给登记员看的说明，不记入台账", "for the registrar; not recorded"),
    )
