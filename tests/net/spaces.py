"""Computers on a desk and the network between them, as network namespaces that a test makes and takes away again.

    def test_something(net: World) -> None:
        lan = net.switch()
        ana, ben = net.computer("ana", lan), net.computer("ben", lan)
        host = ana.host(sheet, answers)
        guest = ben.join(host.invite(), answers)

Computers and switches are namespaces of their own, joined by veth pairs; nothing of them is ever in the namespace of
whoever runs the tests, no packet leaves them, and nothing routes between two switches. Names carry the number of the
test process; `close` removes everything, and what a killed test run left is removed by the next one.
Root is needed, and the commands of TOOLS; the fixture `net` of tests/net/conftest.py skips loudly without.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.desktop.programs import PATIENCE_S, PROJECT, Ended, Program, inherited

TOOLS = ("ip", "bridge", "tc", "nft")
LIFETIME_S = 300.0
"""However a test hangs: after so long its processes are killed."""
_PREFIX = "cgtest"
_NETNS = Path("/run/netns")
_CLONE_NEWNET = 0x40000000
_CLOSED = """\
table inet closed {
  chain input {
    type filter hook input priority 0; policy drop;
    iif lo accept
    ct state established,related accept
    icmp type echo-request accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } accept
    udp dport 5353 accept
  }
}
"""
_numbers = itertools.count()


class Unavailable(Exception):
    """No network namespaces can be made here."""


def why_not() -> str | None:
    """Why no namespaces can be made here; None when they can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "NOT CHECKED: network namespaces need Linux and root"
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        return f"NOT CHECKED: {', '.join(missing)} not installed (packages iproute2 and nftables)"
    name = f"{_PREFIX}{os.getpid()}-try"
    try:
        _run("ip", "netns", "add", name)
        _run("ip", "netns", "exec", name, "nft", "add", "table", "inet", "works")
        _run("ip", "-n", name, "link", "add", "works", "type", "bridge")
    except Unavailable as error:
        return f"NOT CHECKED: no network namespaces here: {error}"
    finally:
        subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
    return None


def _run(*command: str, stdin: str | None = None) -> str:
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    if done.returncode:
        raise Unavailable(f"{' '.join(command)}: {done.stderr.strip()}")
    return done.stdout


def _sweep() -> None:
    """Remove what test runs left that were killed."""
    for path in _NETNS.glob(f"{_PREFIX}*"):
        number = path.name.removeprefix(_PREFIX).split("-")[0]
        if number.isdigit() and not Path(f"/proc/{number}").exists():
            _remove(path.name)


def _remove(name: str) -> None:
    """End what still runs in a namespace of ours, and remove it."""
    found = subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True, check=False)
    for pid in found.stdout.split():
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)
    subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)


@dataclass
class World:
    """Everything one test has made. Use it as `with world() as net`, or take the fixture `net`.

    Attributes:
        folder: where the data folders and files of the computers are.
    """

    folder: Path
    computers: list[Computer] = field(default_factory=list)
    _spaces: list[str] = field(default_factory=list)
    _n_switches: int = 0

    def switch(self, name: str = "lan") -> Switch:
        """A switch, or a wireless network: everybody plugged in hears everybody."""
        self._n_switches += 1
        switch = Switch(self._space(name), self._n_switches)
        _run("ip", "-n", switch.space, "link", "add", "br0", "type", "bridge", "mcast_snooping", "0")
        _run("ip", "-n", switch.space, "link", "set", "br0", "up")
        return switch

    def computer(self, name: str, *switches: Switch, four: bool = True, six: bool = True) -> Computer:
        """A computer, plugged into these switches; see Computer.plug for the addresses."""
        computer = Computer(name, self._space(name), self)
        self.computers.append(computer)
        for key in ("all", "default"):
            computer.sysctl(f"ipv6/conf/{key}/accept_dad", "0")  # addresses are usable at once
        _run("ip", "-n", computer.space, "link", "set", "lo", "up")
        for switch in switches:
            computer.plug(switch, four=four, six=six)
        return computer

    def file(self, name: str, text: str) -> str:
        """A file that any of the computers can be given."""
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def close(self) -> None:
        """End all processes and remove all namespaces. Twice is fine."""
        for computer in self.computers:
            for program in computer.running:
                if program.process.poll() is None:
                    program.process.kill()
                program.process.communicate()
        for space in self._spaces:
            _remove(space)
        self._spaces.clear()

    def kill_all(self) -> None:
        """What happens to a test that hangs."""
        for computer in self.computers:
            for program in computer.running:
                program.process.kill()

    def _space(self, name: str) -> str:
        space = f"{_PREFIX}{os.getpid()}-{next(_numbers)}-{name}"
        _run("ip", "netns", "add", space)
        self._spaces.append(space)
        return space


@contextlib.contextmanager
def world(folder: Path) -> Iterator[World]:
    """An empty world; whatever happens in it, nothing of it is left.

    Raises:
        Unavailable: none can be made here; `why_not` says so beforehand.
    """
    _sweep()
    made = World(folder)
    watchdog = threading.Timer(LIFETIME_S, made.kill_all)
    watchdog.daemon = True
    watchdog.start()
    try:
        yield made
    finally:
        watchdog.cancel()
        made.close()
        watchdog.join()


@dataclass
class Switch:
    """A bridge in a namespace of its own.

    Attributes:
        space: name of the namespace.
        number: of the switch; its networks are 10.77.NUMBER.0/24 and fd77:0:0:NUMBER::/64.
    """

    space: str
    number: int
    cables: list[Cable] = field(default_factory=list)

    def isolate(self) -> None:
        """Nobody plugged in now reaches anybody else, as on many guest networks."""
        for cable in self.cables:
            cable.port("isolated", "on")

    def block_multicast(self) -> None:
        """No multicast passes, so nobody is discovered. Over IPv4 everything else works; IPv6 needs multicast."""
        for cable in self.cables:
            cable.port("mcast_flood", "off")


@dataclass
class Cable:
    """One interface of a computer and the port of the switch that it ends in."""

    computer: Computer
    switch: Switch
    interface: str
    at_switch: str
    four: str
    six: str

    def port(self, *settings: str) -> None:
        """Set something of the port at the switch, as `bridge link set` calls it."""
        _run("bridge", "-n", self.switch.space, "link", "set", "dev", self.at_switch, *settings)

    def pull(self) -> None:
        """Unplug: the computer sees that the interface is down and loses its routes."""
        _run("ip", "-n", self.switch.space, "link", "set", self.at_switch, "down")

    def insert(self) -> None:
        """Plug in again; addresses are as before."""
        _run("ip", "-n", self.switch.space, "link", "set", self.at_switch, "up")

    def throttle(self, rate: str) -> None:
        """Let no more through than this, such as "256kbit", in both directions."""
        shape = ["root", "tbf", "rate", rate, "burst", "16k", "limit", "256k"]
        _run("tc", "-n", self.computer.space, "qdisc", "replace", "dev", self.interface, *shape)
        _run("tc", "-n", self.switch.space, "qdisc", "replace", "dev", self.at_switch, *shape)

    def change_four(self, address: str) -> None:
        """Give the interface another IPv4 address in place of the one it has, as a router does after a while."""
        _run("ip", "-n", self.computer.space, "addr", "del", f"{self.four}/24", "dev", self.interface)
        _run("ip", "-n", self.computer.space, "addr", "add", f"{address}/24", "dev", self.interface)
        self.four = address

    def link_local(self) -> str:
        """The fe80 address of the interface."""
        found = json.loads(_run("ip", "-n", self.computer.space, "-j", "-6", "addr", "show", "dev", self.interface))
        return next(str(one["local"]) for one in found[0]["addr_info"] if one["scope"] == "link")


@dataclass
class Computer:
    """One computer: a namespace with interfaces, and data folders.

    Attributes:
        name: for people.
        space: name of the namespace.
        cables: in the order in which they were plugged in.
        running: every program that was started here.
    """

    name: str
    space: str
    world: World
    cables: list[Cable] = field(default_factory=list)
    running: list[Program] = field(default_factory=list)

    # ---- the network

    def plug(self, switch: Switch, *, four: bool = True, six: bool = True, name: str = "") -> Cable:
        """A new interface on this switch, with an IPv4 address, a global IPv6 address, and always a link-local one."""
        number = len(switch.cables) + 1
        interface = name or f"eth{len(self.cables)}"
        ends = ["link", "add", interface, "netns", self.space, "type", "veth"]
        _run("ip", *ends, "peer", "name", f"port{number}", "netns", switch.space)
        cable = Cable(
            self,
            switch,
            interface,
            f"port{number}",
            f"10.77.{switch.number}.{number}" if four else "",
            f"fd77:0:0:{switch.number}::{number}" if six else "",
        )
        _run("ip", "-n", switch.space, "link", "set", cable.at_switch, "master", "br0", "up")
        if four:
            _run("ip", "-n", self.space, "addr", "add", f"{cable.four}/24", "dev", interface)
        if six:
            _run("ip", "-n", self.space, "addr", "add", f"{cable.six}/64", "dev", interface)
        _run("ip", "-n", self.space, "link", "set", interface, "up")
        switch.cables.append(cable)
        self.cables.append(cable)
        return cable

    @property
    def four(self) -> str:
        """The IPv4 address of the first interface."""
        return self.cables[0].four

    def tunnel(self, name: str = "tun0", address: str = "10.8.0.2", *, default_route: bool = True) -> None:
        """A VPN of which nobody holds the other end; by default it takes the default route."""
        _run("ip", "-n", self.space, "tuntap", "add", "dev", name, "mode", "tun")
        _run("ip", "-n", self.space, "addr", "add", f"{address}/24", "dev", name)
        _run("ip", "-n", self.space, "link", "set", name, "up")
        if default_route:
            _run("ip", "-n", self.space, "route", "replace", "default", "dev", name)

    def firewall(self, rules: str) -> None:
        """Load nftables rules."""
        self.run("nft", "-f", "-", stdin=rules)

    def drop_incoming(self) -> None:
        """A firewall as many systems have it: answers may come in, but nobody can begin to talk to us."""
        self.firewall(_CLOSED)

    def open_firewall(self) -> None:
        """No rules any more."""
        self.run("nft", "flush", "ruleset")

    def sysctl(self, key: str, value: str) -> None:
        """Set something below /proc/sys/net."""
        self.run("sh", "-c", f"echo {value} > /proc/sys/net/{key}")

    # ---- programs

    def run(self, *command: str, stdin: str | None = None) -> str:
        """Run a command here to its end; what it printed.

        Raises:
            Unavailable: it failed.
        """
        return _run("ip", "netns", "exec", self.space, *command, stdin=stdin)

    def start_command(self, *command: str, stdin: int = subprocess.DEVNULL, **environment: str) -> Program:
        """Start any command that prints JSON lines."""
        process = subprocess.Popen(
            ["ip", "netns", "exec", self.space, *command],
            cwd=PROJECT,
            env={**inherited(), "COMMONGROUND_HOME": str(self.home), **environment},
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running.append(Program(process))
        return self.running[-1]

    def python(self, module: str, *arguments: str, stdin: int = subprocess.DEVNULL, **environment: str) -> Program:
        """Start a module of this project, as `python -m`."""
        return self.start_command(sys.executable, "-m", module, *arguments, stdin=stdin, **environment)

    def start(self, *arguments: str, invite: str | None = None, stdin: int = subprocess.DEVNULL) -> Program:
        """Start `commonground` with these arguments and an invite in its environment."""
        more = {} if invite is None else {"COMMONGROUND_INVITE": invite}
        return self.python("desktop", *arguments, stdin=stdin, **more)

    def host(self, sheet: str, answers: str, *more: str) -> Program:
        """Invite others; `.invite()` of the result gives the line."""
        return self.start("host", sheet, "--answers", answers, "--json", *more)

    def join(self, invite: str, answers: str, *consent: str) -> Program:
        """Accept an invite; by default whatever sheet it leads to."""
        return self.start("join", "--answers", answers, "--json", *(consent or ("--yes",)), invite=invite)

    def command(self, *arguments: str) -> Ended:
        """`commonground` to its end."""
        return self.start(*arguments).end()

    @property
    def home(self) -> Path:
        """The data folder of whoever works here."""
        return self.world.folder / f"home-{self.space}"

    @contextlib.contextmanager
    def entered(self) -> Iterator[None]:
        """Sockets that this thread makes meanwhile belong to this computer, and stay there afterwards."""
        back = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        there = os.open(_NETNS / self.space, os.O_RDONLY)
        try:
            _set_namespace(there)
            yield
        finally:
            _set_namespace(back)
            os.close(there)
            os.close(back)


def _set_namespace(descriptor: int) -> None:
    if ctypes.CDLL(None, use_errno=True).setns(descriptor, _CLONE_NEWNET):
        raise Unavailable(os.strerror(ctypes.get_errno()))
