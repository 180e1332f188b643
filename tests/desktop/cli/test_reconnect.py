"""Real processes whose connection breaks: both find each other again and have the same result."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from p2p.invite import encode_invite, parse_invite
from tests.desktop.programs import LONG, Desk, Ended

PLAN = '[answers.plan]\nweakest = { a = "1", b = "1", c = "1", d = "1" }\n'


@dataclass
class Cable:
    """A piece of the network between two programs, which can be cut: both sides then see a reset connection."""

    target: int
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    ends: list[socket.socket] = field(default_factory=list)
    closed: bool = False

    @property
    def port(self) -> int:
        return int(self.listener.getsockname()[1])

    def start(self) -> None:
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        for end in list(self.ends):
            with contextlib.suppress(OSError):  # the other side may be gone
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self.closed = True
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)  # ends the accept
        self.listener.close()
        self.cut()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = self.listener.accept()
                self.ends.append(here)
                there = socket.create_connection(("127.0.0.1", self.target))
                self.ends.append(there)
                if self.closed:  # just now
                    here.close()
                    there.close()
                    return
                for one, other in ((here, there), (there, here)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)


@pytest.fixture
def cables() -> Iterator[list[Cable]]:
    made: list[Cable] = []
    yield made
    for cable in made:
        cable.close()


def through(invite: str, cables: list[Cable]) -> str:
    """The invite of somebody who is at the other end of a cable."""
    parsed = parse_invite(invite)
    cable = Cable(parsed.port)
    cable.start()
    cables.append(cable)
    return encode_invite(replace(parsed, addresses=("127.0.0.1",), port=cable.port))


def stages(ended: Ended) -> list[object]:
    return [event["stage"] for event in ended.events if event["event"] == "stage"]


@pytest.mark.parametrize("n", [2, pytest.param(3, marks=pytest.mark.slow)])
def test_a_cut_connection_comes_back(desk: Desk, cables: list[Cable], n: int) -> None:
    sheet, answers = desk.file("s.deal", LONG), desk.file("a.toml", PLAN)
    host = desk.host(sheet, answers, "--parties", str(n))
    invite = host.invite()
    joiners = [desk.join(through(invite, cables), answers), *(desk.join(invite, answers) for _ in range(n - 2))]
    joiners[0].wait_for("Comparing: 0 %")
    cables[0].cut()
    ended = [program.end() for program in (host, *joiners)]
    for one in ended:
        assert one.code == 0, one
        assert "Traceback" not in one.stderr
        assert stages(one)[-1] == "reconnected"
        assert set(stages(one)) == {"seats", "reconnecting", "reconnected"}
        assert "Connection lost. Trying again by itself" in one.stderr
        assert "Connected again." in one.stderr
    first, *others = [one.one("outcome")["items"] for one in ended]
    assert all(other == first for other in others)


def test_what_a_killed_program_leaves(desk: Desk) -> None:
    """It is not there any more, so nobody waits for it; and the folder can be used again."""
    sheet, answers = desk.file("s.deal", LONG), desk.file("a.toml", PLAN)
    host = desk.host(sheet, answers, "--parties", "2")
    join = desk.join(host.invite(), answers)
    join.wait_for("Comparing: 0 %")
    join.kill()
    ended = host.end()
    assert ended.code == 1
    assert ended.events[-1]["code"] in {"E39", "E25"}
    again = desk.start("host", sheet, "--answers", answers, "--listen", "127.0.0.1:0", "--json",
                       home=str(desk.folder / "home-0"))  # fmt: skip
    back = desk.start("join", "--answers", answers, "--json", "--yes", invite=again.invite(),
                      home=str(desk.folder / "home-1"))  # fmt: skip
    assert [again.end().code, back.end().code] == [0, 0]
