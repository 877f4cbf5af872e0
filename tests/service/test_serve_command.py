"""``daocha serve`` as a process: where it listens, what it says, how it ends."""

import json
import signal
import socket
import subprocess

import pytest

from tests.support.bureau import Bureau
from tests.support.domain import PlayedCase
from tests.support.serving import PATIENCE_S, ROOT, client_of, command, process


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [(signal.SIGTERM, 0, ""), (signal.SIGINT, 130, "已中断\n")],
)
def test_it_ends_when_asked_also_while_somebody_follows(
    case: PlayedCase, number: signal.Signals, code: int, said: str
) -> None:
    with process(case.path) as server, client_of(server.url) as client:
        with client.stream("GET", "/v1/feed/stream") as stream:
            lines = stream.iter_lines()
            assert next(lines) == ":"
            assert server.end(number) == (code, said)
            rest = [line for line in lines if line.startswith("id:")]
        assert rest


def test_it_is_asked_on_this_machine_alone(case: PlayedCase) -> None:
    with process(case.path) as server, client_of(server.url) as client:
        assert server.url.startswith("http://127.0.0.1:")
        assert client.get("/v1/ledger").status_code == 200
        assert server.end(signal.SIGTERM) == (0, "")


def test_listening_elsewhere_is_warned_of_and_served_under_any_name(
    case: PlayedCase,
) -> None:
    with process(case.path, "--host", "0.0.0.0") as server:
        with client_of(f"http://127.0.0.1:{server.port}") as client:
            answer = client.get("/v1/ledger", headers={"Host": "other.example"})
            assert answer.status_code == 200
        code, said = server.end(signal.SIGTERM)
        assert code == 0
        assert "可从其他机器访问" in said


def test_behind_a_proxy_only_the_named_host_is_served(case: PlayedCase) -> None:
    with (
        process(case.path, "--name", "Ledger.Example") as server,
        client_of(server.url) as client,
    ):
        for host, status in (("ledger.example", 200), ("other.example", 421)):
            answer = client.get("/v1/ledger", headers={"Host": host})
            assert answer.status_code == status


def test_a_port_that_is_taken_is_said_so(bureau: Bureau) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = bureau.run("serve", "--port", port)
    assert done.exit_code == 2
    assert port in done.stderr
    assert "--port" in done.stderr


@pytest.mark.parametrize("host", ["not a host", "192.0.2.1"])
def test_an_address_that_is_not_ours_is_said_so(bureau: Bureau, host: str) -> None:
    done = bureau.run("--json", "serve", "--host", host, "--port", "0")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["error"]["code"] == "usage"


def test_no_ledger_is_served_where_there_is_none(bureau: Bureau) -> None:
    done = subprocess.run(
        command(bureau.folder, "--port", "0"),
        cwd=ROOT,
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == b""


def test_for_programs_the_address_is_a_document(case: PlayedCase) -> None:
    with subprocess.Popen(
        [*command(case.path, "--port", "0", "--json")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        said = json.loads(child.stdout.readline())["serving"]
        child.terminate()
    assert set(said) == {"origin", "url"}
    assert child.returncode == 0
