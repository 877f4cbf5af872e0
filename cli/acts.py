"""A command for every type of act, made from its schema.

``daocha application submitted`` and ``daocha draft application.submitted`` take the
same options: one for each field, in the words of the domain. Acts that come with
another act, and are never done alone, have no command.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from aggregates.schema import EventType
from aggregates.words import word
from cli.commands import Command
from cli.desk import Desk, print_json
from cli.examples import example_body
from cli.fields import Field, typed_fields
from cli.file_failures import file_failure
from cli.json_input import load_json, parse_json
from cli.language import say, tell
from cli.values import read_body
from cli.vocabulary import known_type

RESERVED: Final = frozenset(
    {
        "id",
        "from",
        "by",
        "as",
        "at",
        "profile",
        "entries",
        "output",
        "yes",
        "example",
        "help",
        "json",
        "lang",
        "ledger",
        "now",
    }
)
"""Options that every act has; a field of that name is ``--body-<name>``."""

LATE: Final = "late"
PREFIX: Final = "field_"


class ActCommand(Command):
    """The command of one type of act; its help is written when it is asked for."""

    def __init__(self, known: EventType, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = known

    def get_help(self, ctx: click.Context) -> str:
        """Return the help, with the rules that judge the act."""
        # Naming the rules takes the whole rule book, which nothing else here needs.
        from cli.act_help import act_help  # noqa: PLC0415

        self.help = act_help(self.known)
        return super().get_help(ctx)


def command(name: str) -> click.Command:
    """Make the command that does an act of this type."""
    return _command(known_type(name), name.partition(".")[2], only_draft=False)


def draft(name: str) -> click.Command:
    """Make the command that drafts an act of this type into a file."""
    return _command(known_type(name), name, only_draft=True)


def _command(known: EventType, name: str, *, only_draft: bool) -> click.Command:
    fields = [field for field in typed_fields(known) if field.name != LATE]
    has_late = len(fields) < len(typed_fields(known))
    return ActCommand(
        known,
        name=name,
        callback=_callback(known, only_draft=only_draft),
        params=[
            *(field_option(field) for field in fields),
            *(late_options() if has_late else ()),
            *act_options(listed=_is_listed(fields), only_draft=only_draft),
            _example_option(known),
        ],
        short_help=tell(known.title),
    )


def _is_listed(fields: Sequence[Field]) -> bool:
    return any(field.shape == "list" and field.filled for field in fields)


def option_name(field: Field) -> str:
    """Return the option of a field, as ``--obtained-on``."""
    name = field.name.rstrip("_").replace("_", "-")
    return f"--body-{name}" if name in RESERVED else f"--{name}"


def field_option(field: Field) -> click.Option:
    """Make the option of a field."""
    name = option_name(field)
    bare = name.removeprefix("--")
    declared = f"{name}/--no-{bare}" if field.shape == "bool" else name
    kind = click.Choice(field.choices) if field.choices else click.STRING
    return click.Option(
        [declared, f"{PREFIX}{field.name}"],
        type=click.BOOL if field.shape == "bool" else kind,
        multiple=field.many,
        default=None,
        metavar=None if field.shape == "bool" else _metavar(field),
        help=_field_help(field),
    )


def late_options() -> list[click.Option]:
    """Make the options of a late entry (补录)."""
    return [
        click.Option(
            ["--late-reason", "late_reason"],
            metavar=say("文字", "TEXT"),
            help=say("补录原因（事后补记时填写）", "why it is entered late (补录)"),
        ),
        click.Option(
            ["--late-paper", "late_paper"],
            metavar=say("文件", "FILE"),
            help=say("补录的纸质原件扫描件", "scan of the paper original (补录)"),
        ),
    ]


def act_options(*, listed: bool, only_draft: bool) -> list[click.Option]:
    """Make the options that every act has.

    Args:
        listed: Whether the act is one over a list of entries.
        only_draft: Whether it only goes into a file.
    """
    file = click.Path(path_type=Path)
    options = [
        click.Option(
            ["--id", "aggregate"],
            metavar="ID",
            default="",
            help=say(
                "办理的对象；新建时可不填", "what it is about; left out for a new one"
            ),
        ),
        click.Option(
            ["--from", "source"],
            type=file,
            metavar="FILE.json",
            help=say(
                "从 JSON 文件读取内容，- 为标准输入", "body from JSON; - is stdin"
            ),
        ),
        click.Option(
            ["--by", "by"],
            multiple=True,
            metavar="KEY:ROLE[:ORG]",
            help=say(
                "签名人：密钥、角色、单位，可多次给出；只给 --as 时自动选择角色",
                "a signer: key, role, organisation; repeatable. With --as alone the "
                "role is chosen",
            ),
        ),
        click.Option(
            ["--at", "at"],
            metavar=say("时间", "TIME"),
            default="",
            help=say("办理时间，默认为现在", "when it was done; now by default"),
        ),
        click.Option(
            ["--profile", "profile"],
            metavar="NAME",
            default="",
            help=say("适用的政策，默认自动选择", "the policy; chosen by default"),
        ),
        click.Option(
            ["--entries", "entries"],
            type=file,
            metavar="FILE.json",
            hidden=not listed,
            help=say("清单的逐项内容", "the entries of the list"),
        ),
        click.Option(
            ["-o", "--output", "output"],
            type=file,
            metavar="FILE.act",
            required=only_draft,
            help=say("待签文件的路径", "where the act file goes"),
        ),
    ]
    return options if only_draft else [*options, *agreement_options()]


def agreement_options() -> list[click.Option]:
    """Make the options by which somebody agrees, or only looks."""
    return [
        click.Option(
            ["--dry-run", "dry_run"],
            is_flag=True,
            help=say(
                "只审阅，不签名、不写入", "show the sheet; sign and write nothing"
            ),
        ),
        click.Option(
            ["--yes", "-y", "yes"],
            is_flag=True,
            help=say("不再询问，直接签名提交", "do not ask; sign and submit"),
        ),
    ]


def _metavar(field: Field) -> str:
    words = {
        "text": say("文字", "TEXT"),
        "choice": say("代码", "CODE"),
        "date": say("日期", "DATE"),
        "int": say("整数", "NUMBER"),
        "bytes": "HEX|@FILE",
        "personal": say("文字", "TEXT"),
        "file": say("文件", "FILE"),
        "list": "@FILE.json",
        "json": "JSON|@FILE",
    }
    return f"{field.kind}/…" if field.kind else words.get(field.shape, "")


def _field_help(field: Field) -> str:
    notes = [
        (field.sealed, say("封存", "sealed")),
        (field.filled, say("自动填写", "filled in")),
        (field.many, say("可多次", "repeatable")),
        (field.required and not field.many, say("必填", "required")),
    ]
    told = say("、", ", ").join(text for holds, text in notes if holds)
    label = f"{field.label.zh} / {field.label.en}"
    codes = say("；", "; ").join(f"{code} {tell(word(code))}" for code in field.choices)
    parts = [label, f"[{told}]" if told else "", codes and f"({codes})"]
    return " ".join(part for part in parts if part)


def _example_option(known: EventType) -> click.Option:
    def show(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
        if value and not ctx.resilient_parsing:
            print_json(example_body(known))
            ctx.exit()

    return click.Option(
        ["--example"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=say("显示 --from 所用 JSON 的样例", "show an example for --from"),
    )


def _callback(known: EventType, *, only_draft: bool) -> Callable[..., None]:
    @click.pass_obj
    def run(desk: Desk, /, **options: Any) -> None:
        given = given_body(known, options)
        given = ask_missing(desk, known, given, options)
        # Drafting brings the whole catalogue along; help and examples do without.
        from cli.intentions import do_act  # noqa: PLC0415

        do_act(desk, known, read_body(known, given), options, only_draft=only_draft)

    return run


def given_body(known: EventType, options: Mapping[str, Any]) -> dict[str, Any]:
    """Gather the body from ``--from`` and the options; an option wins.

    Raises:
        UsageError: A file cannot be read, or something is no JSON.
    """
    given: dict[str, Any] = {}
    if options.get("source") is not None:
        given = load_json(options["source"], "--from")
        if not isinstance(given, dict):
            raise click.UsageError(
                say("--from：应为 JSON 对象", "--from: expected a JSON object")
            )
    for field in typed_fields(known):
        value = options.get(f"{PREFIX}{field.name}")
        if value not in (None, ()):
            given[field.name] = typed(field, value)
        elif field.many and field.required:
            given.setdefault(field.name, [])
    if options.get("late_reason") or options.get("late_paper"):
        given[LATE] = _late(options)
    return given


def _late(options: Mapping[str, Any]) -> dict[str, Any]:
    late = {"reason": options.get("late_reason"), "paper": options.get("late_paper")}
    if late["paper"]:
        late["paper"] = {"file": late["paper"]}
    return {name: value for name, value in late.items() if value}


def typed(field: Field, value: Any) -> Any:
    """Turn what was typed for a field into what JSON would hold."""
    if field.many and isinstance(value, Sequence) and not isinstance(value, str):
        if field.shape in {"json", "list"} and len(value) == 1:
            whole = typed_one(field, value[0])
            return whole if isinstance(whole, list) else [whole]
        return [typed_one(field, one) for one in value]
    return typed_one(field, value)


def typed_one(field: Field, value: Any) -> Any:
    """Turn one typed value into what JSON would hold."""
    if not isinstance(value, str):
        return value
    at_file = Path(value[1:]) if value.startswith("@") else None
    name = option_name(field)
    if field.shape in {"json", "list"}:
        return load_json(at_file, name) if at_file else parse_json(value, name)
    if field.shape == "bytes" and at_file:
        return {"file": str(at_file)}
    if field.multiline and at_file:
        return _read_text(at_file, name)
    return value


def _read_text(path: Path, where: str) -> str:
    try:
        return path.read_text(encoding="utf-8").removesuffix("\n")
    except OSError as error:
        raise file_failure(f"{where}: {path}", error) from error
    except UnicodeDecodeError as error:
        raise click.UsageError(
            say(f"{where}：{path} 不是 UTF-8 文本", f"{where}: {path} is no UTF-8 text")
        ) from error


def ask_missing(
    desk: Desk, known: EventType, given: dict[str, Any], options: Mapping[str, Any]
) -> dict[str, Any]:
    """Ask for what has to be given and was not, where somebody can be asked."""
    if not desk.interactive or options.get("yes") or options.get("source"):
        return given
    for field in typed_fields(known):
        if field.required and not given.get(field.name):
            given[field.name] = _ask(field)
    return given


def _ask(field: Field) -> Any:
    kind = click.Choice(field.choices) if field.choices else None
    label = f"{tell(field.label)}（{_metavar(field) or field.shape}）"
    if field.shape == "bool":
        return click.confirm(tell(field.label), err=True)
    for code in field.choices:
        click.echo(f"  {code}  {tell(word(code))}", err=True)
    if not field.many:
        return typed_one(
            field, click.prompt(label, type=kind, show_choices=False, err=True)
        )
    more = say("，每次一个，空行结束", ", one at a time, empty to end")
    values = []
    while answer := click.prompt(f"{label}{more}", default="", type=kind, err=True):
        values.append(answer)
    return typed(field, values)
