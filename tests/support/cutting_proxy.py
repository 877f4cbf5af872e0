"""A bad line on purpose: a proxy that cuts every connection after some bytes."""

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

BYTES = 65_536


@dataclass
class CuttingProxy:
    """Stands before a server.

    Attributes:
        to: The port of the server, on this machine.
        after: How many bytes of an answer pass before the line is cut.
        asked: The heads of the requests, one for each connection.
    """

    to: int
    after: int
    asked: list[bytes] = field(default_factory=list)
    _listener: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def places(self) -> list[int]:
        """Return where those began who came back, by their ``Last-Event-ID``."""
        lines = (line for head in self.asked for line in head.split(b"\r\n"))
        named = (line.partition(b":") for line in lines)
        return [
            int(value) for name, _, value in named if name.lower() == b"last-event-id"
        ]

    def run(self) -> None:
        """Pass on one connection after the other, until the listener is shut."""
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            with suppress(OSError):
                self._pass_on(client)
            client.close()

    def shut(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _pass_on(self, client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            read = client.recv(BYTES)
            if not read:
                return
            head += read
        self.asked.append(head)
        with socket.create_connection(("127.0.0.1", self.to)) as server:
            server.sendall(head)
            left = self.after
            while left > 0:
                ready, _, _ = select.select([client, server], [], [])
                read = b"" if client in ready else server.recv(min(left, BYTES))
                if not read:
                    return
                client.sendall(read)
                left -= len(read)


@contextmanager
def bad_line(to: int, *, after: int) -> Iterator[CuttingProxy]:
    """Put a proxy before a server that cuts each line after some bytes."""
    proxy = CuttingProxy(to, after)
    thread = threading.Thread(target=proxy.run, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shut()
        thread.join(5)
