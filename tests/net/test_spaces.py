"""The harness itself: computers hear each other exactly as told, and nothing of them is left behind."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.net.spaces import Cable, Computer, World, world

SOON_S = 0.6
"""Where nothing is to arrive: long enough on a machine that is not busy, and never wrong on one that is."""


def spaces() -> str:
    return subprocess.run(["ip", "netns", "list"], capture_output=True, text=True, check=True).stdout


def reaches(one: Computer, other: Computer, address: str = "", interface: str = "", *, within_s: float = 20) -> bool:
    """Whether `one` can open a connection to `other`."""
    address = address or other.four
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with other.entered():
        server = socket.create_server(("", 0), family=family)
    with one.entered():
        caller = socket.socket(family)
        scope = socket.if_nametoindex(interface) if interface else 0
    caller.settimeout(within_s)
    port = server.getsockname()[1]
    try:
        caller.connect((address, port, 0, scope) if family == socket.AF_INET6 else (address, port))
    except OSError:
        return False
    else:
        return True
    finally:
        caller.close()
        server.close()


def multicast_arrives(sender: Cable, receiver: Cable, *, within_s: float = 20) -> bool:
    """Whether a word to the mDNS group is heard."""
    group = "224.0.0.251"
    with receiver.computer.entered():
        ear = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        ear.bind(("", 5353))
        ear.setsockopt(
            socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(group) + socket.inet_aton(receiver.four)
        )
    ear.settimeout(within_s)
    with sender.computer.entered():
        mouth = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        mouth.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(sender.four))
    try:
        mouth.sendto(b"hello", (group, 5353))
        return ear.recv(16) == b"hello"
    except TimeoutError:
        return False
    finally:
        ear.close()
        mouth.close()


def test_neighbours_and_their_addresses(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    assert ana.four == "10.77.1.1"
    assert reaches(ana, ben)
    assert reaches(ana, ben, ben.cables[0].six)
    assert reaches(ana, ben, ben.cables[0].link_local(), "eth0")
    assert multicast_arrives(ana.cables[0], ben.cables[0])


def test_two_switches_are_two_worlds(net: World) -> None:
    one, other = net.switch(), net.switch("other")
    ana, ben, cleo = net.computer("ana", one), net.computer("ben", other), net.computer("cleo", one, other)
    assert not reaches(ana, ben, within_s=SOON_S)
    assert reaches(cleo, ana)
    assert reaches(cleo, ben)


def test_without_one_of_the_families(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan, four=False), net.computer("ben", lan, four=False)
    assert not ana.four
    assert reaches(ana, ben, ben.cables[0].six)


def test_isolated_clients(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    lan.isolate()
    assert not reaches(ana, ben, within_s=SOON_S)
    assert not multicast_arrives(ana.cables[0], ben.cables[0], within_s=SOON_S)


def test_multicast_blocked(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    lan.block_multicast()
    assert reaches(ana, ben)
    assert not multicast_arrives(ana.cables[0], ben.cables[0], within_s=SOON_S)


def test_a_firewall_and_one_direction(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    ana.drop_incoming()
    assert reaches(ana, ben)
    assert not reaches(ben, ana, within_s=SOON_S)
    ana.open_firewall()
    assert reaches(ben, ana)


def test_cables_can_be_pulled_and_addresses_change(net: World) -> None:
    lan = net.switch()
    ana, ben = net.computer("ana", lan), net.computer("ben", lan)
    ben.cables[0].pull()
    assert not reaches(ana, ben, within_s=SOON_S)
    ben.cables[0].insert()
    assert reaches(ana, ben)
    ben.cables[0].change_four("10.77.1.200")
    assert not reaches(ana, ben, "10.77.1.2", within_s=SOON_S)
    assert reaches(ana, ben)


def test_a_tunnel_takes_the_default_route(net: World) -> None:
    ana = net.computer("ana", net.switch())
    ana.tunnel("wg0")
    assert "wg0" in ana.run("ip", "route", "get", "198.51.100.1")


def test_a_slow_line(net: World) -> None:
    lan = net.switch()
    ana = net.computer("ana", lan)
    ana.cables[0].throttle("256kbit")
    assert "256Kbit" in ana.run("tc", "qdisc", "show", "dev", "eth0")
    assert reaches(ana, net.computer("ben", lan))


def test_nothing_is_left_even_when_a_test_fails(net: World, tmp_path: Path) -> None:
    """`net` is there for the loud skip only."""
    folder = tmp_path / "inner"
    folder.mkdir()
    kept: list[Computer] = []

    def fails() -> None:
        with world(folder) as made:
            kept.append(made.computer("ana", made.switch()))
            kept[0].start_command("sleep", "100")
            assert kept[0].space in spaces()
            raise RuntimeError("as tests do")

    with pytest.raises(RuntimeError):
        fails()
    assert kept[0].space not in spaces()
    assert kept[0].running[0].process.poll() is not None


def test_what_a_killed_test_run_left_is_removed_by_the_next(net: World, tmp_path: Path) -> None:
    program = (
        "import os, pathlib, signal, sys; from tests.net.spaces import world\n"
        "with world(pathlib.Path(sys.argv[1])) as made:\n"
        "    print(made.computer('left').space, flush=True); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=False)
    left = killed.stdout.strip()
    assert left
    assert left in spaces()
    with world(tmp_path):
        assert left not in spaces()
