"""What only Windows or macOS does to this program: found out from what such a system would say, on any system."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import replace

import pytest

from desktop.doctor.macos import is_kept_off
from desktop.doctor.system_pages import command_of, is_for_the_system, open_it
from desktop.doctor.verdict import Row, Verdict, judge
from desktop.doctor.windows import WindowsFirewall, firewall_of_windows, read_rules
from desktop.strings.ways import Way, label
from p2p.checkup import Checked, Reach
from tests.desktop.doctor.test_verdict import ALONE, LOOPBACK, TUNNEL, WIFI

PROGRAM = r"C:\Program Files\Common Ground\commonground.exe"
BOTH = frozenset({"Private", "Public"})


def rule(action: str, profile: str = "", *, program: str = PROGRAM, more: str = "") -> str:
    kind = f"Profile={profile}|" if profile else ""
    return f"v2.31|Action={action}|Active=TRUE|Dir=In|Protocol=6|{kind}{more}App={program}|Name=Common Ground|"


def gate(*rules: str, on: Sequence[str] = ("Private", "Public")) -> WindowsFirewall:
    return read_rules(rules, on, PROGRAM, {"PROGRAMFILES": r"C:\Program Files"})


def accepting(windows: WindowsFirewall | None, inward: Reach | None = None) -> Row:
    checked = None if inward is None else Checked(Reach.REACHED, inward, True)
    found = judge(replace(ALONE, system="Windows", windows=windows, checked=checked))
    return next(one for one in found.rows if one.name == "accepting")


def test_what_rules_of_windows_firewall_mean() -> None:
    assert gate().shut == BOTH
    assert gate(on=()).shut == frozenset()
    assert gate(rule("Allow")).shut == frozenset()
    assert gate(rule("Allow", "Private")).shut == {"Public"}
    assert gate(rule("Allow"), rule("Block", "Public")).shut == {"Public"}
    assert gate(rule("Allow", program=r"%ProgramFiles%\COMMON GROUND\commonground.exe")).shut == frozenset()
    elsewhere = (rule("Allow", program=r"C:\other.exe"), rule("Allow").replace("Dir=In", "Dir=Out"))
    off, udp = rule("Allow").replace("TRUE", "FALSE"), rule("Allow").replace("Protocol=6", "Protocol=17")
    assert gate(*elsewhere, off, udp, "nonsense", "").shut == BOTH
    assert gate(rule("Allow", "Private", more="Profile=Public|")).shut == frozenset()


def test_a_rule_that_blocks_is_certain_and_one_that_is_missing_is_not() -> None:
    blocked = accepting(gate(rule("Block")))
    assert (blocked.verdict, blocked.code) == (Verdict.BAD, "E04")
    assert blocked.sentence == "Windows Firewall is blocking other computers from reaching this one."
    assert blocked.ways == (Way.ALLOW, Way.FIREWALL_SETTINGS, Way.OTHER_SIDE, Way.HOTSPOT)
    none = accepting(gate())
    assert (none.verdict, none.ways) == (Verdict.UNKNOWN, blocked.ways)
    assert "no rule for Common Ground yet" in none.sentence
    assert "not on public ones" in accepting(gate(rule("Allow", "Private"))).sentence
    assert "not on private ones" in accepting(gate(rule("Allow", "Public"))).sentence
    assert accepting(gate(rule("Allow"))).verdict is Verdict.GOOD
    assert accepting(None).verdict is Verdict.GOOD


def test_windows_firewall_is_blamed_only_without_a_rule_that_lets_others_in() -> None:
    assert accepting(gate(), Reach.SILENT).code == "E04"
    assert accepting(None, Reach.SILENT).code == "E04"
    assert accepting(gate(rule("Allow")), Reach.SILENT).code == "E06", "something else keeps them out"
    assert accepting(gate(), Reach.REACHED).verdict is Verdict.GOOD


def test_elsewhere_there_are_no_rules_of_windows() -> None:
    assert firewall_of_windows(PROGRAM) is None


GATEWAY = "   route to: default\ndestination: default\n    gateway: 192.168.4.1\n  interface: en0\n"
HEARD = "? (192.168.4.1) at 0:1a:2b:3c:4d:5e on en0 ifscope [ethernet]\n"
NOT_HEARD = "? (192.168.4.1) at (incomplete) on en0 ifscope [ethernet]\n"


@pytest.mark.parametrize(
    ("route", "arp", "error", "kept_off"),
    [
        (GATEWAY, HEARD, errno.EHOSTUNREACH, True),
        (GATEWAY, HEARD, 0, False),
        (GATEWAY, HEARD, errno.ECONNREFUSED, False),
        (GATEWAY, HEARD, errno.EAGAIN, False),
        (GATEWAY, NOT_HEARD, errno.EHOSTUNREACH, False),
        (GATEWAY, "", errno.EHOSTUNREACH, False),
        (GATEWAY.replace("192.168.4.1", "10.8.0.1"), HEARD, errno.EHOSTUNREACH, False),
        (GATEWAY.replace("192.168.4.1", "link#12"), HEARD, errno.EHOSTUNREACH, False),
        ("", "", 0, False),
    ],
)
def test_macos_keeps_this_program_off(route: str, arp: str, error: int, kept_off: bool) -> None:
    tried: list[str] = []

    def connect(address: str) -> int:
        tried.append(address)
        return error

    def run(command: Sequence[str]) -> str:
        return route if "route" in command[0] else arp

    assert is_kept_off((LOOPBACK, WIFI, TUNNEL), run, connect) is kept_off
    assert set(tried) <= {"192.168.4.1"}


def test_what_macos_does_is_said_first() -> None:
    found = judge(replace(ALONE, system="Darwin", kept_off=True, heard=False))
    assert (found.verdict, found.code) == ("macOS is keeping Common Ground off the local network.", "E05")
    row = next(one for one in found.rows if one.name == "allowed")
    assert row.sentence.endswith("Switch it on under Privacy & Security, Local Network.")
    assert row.ways == (Way.LOCAL_SETTINGS, Way.AGAIN)
    together = replace(ALONE, system="Darwin", kept_off=True, checked=Checked(Reach.APART, Reach.REACHED, True))
    assert [one.code for one in judge(together).rows].count("E05") == 1
    assert judge(replace(ALONE, system="Darwin")).healthy
    assert not any(one.name == "allowed" for one in judge(ALONE).rows)


def test_a_tunnel_that_somebody_ignores_is_not_blamed() -> None:
    behind = replace(ALONE, interfaces=(LOOPBACK, WIFI, TUNNEL), way_out=TUNNEL)
    assert judge(behind).code == "E03"
    ignored = judge(replace(behind, ignored=("wg0",)))
    assert ignored.healthy
    assert "wg0" in next(one.sentence for one in ignored.rows if one.name == "vpn")


def test_settings_are_offered_only_where_there_is_something_to_open() -> None:
    def nowhere(_: str) -> None:
        return None

    def gnome(name: str) -> str | None:
        return f"/usr/bin/{name}" if name == "gnome-control-center" else None

    assert command_of(Way.NETWORK_SETTINGS, "linux", nowhere) == ()
    assert command_of(Way.NETWORK_SETTINGS, "linux", gnome) == ("gnome-control-center", "network")
    assert command_of(Way.FIREWALL_SETTINGS, "linux", gnome) == ()
    assert command_of(Way.LOCAL_SETTINGS, "linux", gnome) == ()
    assert command_of(Way.LOCAL_SETTINGS, "win32") == ()
    assert "Privacy_LocalNetwork" in command_of(Way.LOCAL_SETTINGS, "darwin")[1]
    for platform in ("win32", "darwin"):
        assert command_of(Way.NETWORK_SETTINGS, platform)
        assert command_of(Way.FIREWALL_SETTINGS, platform)
    assert not is_for_the_system(Way.HOTSPOT)
    assert is_for_the_system(Way.ALLOW)


def test_the_rule_is_made_for_this_program_only_and_takes_the_place_of_one_that_blocks() -> None:
    assert command_of(Way.ALLOW, "linux", program=PROGRAM, installed=True) == ()
    assert command_of(Way.ALLOW, "win32", program=PROGRAM, installed=False) == (), "not for all of Python"
    shell, line = command_of(Way.ALLOW, "win32", program=PROGRAM, installed=True)
    assert shell == "cmd.exe"
    away, _, allow = line.partition(" & ")
    assert away == f'/c "netsh advfirewall firewall delete rule name=all dir=in program="{PROGRAM}"'
    assert allow.startswith('netsh advfirewall firewall add rule name="Common Ground" dir=in action=allow ')
    assert f'program="{PROGRAM}" profile=any enable=yes' in allow


def test_opening_never_fails_loudly() -> None:
    started: list[Sequence[str]] = []
    assert open_it(Way.NETWORK_SETTINGS, ("a", "b"), started.append)
    assert started == [("a", "b")]

    def refuse(_: Sequence[str]) -> object:
        raise OSError("no such program")

    assert not open_it(Way.NETWORK_SETTINGS, ("a",), refuse)
    assert not open_it(Way.ALLOW, ("a",), lambda _: False), "the administrator said no"


def test_every_way_has_its_own_words() -> None:
    assert len({label(way) for way in Way}) == len(Way)
