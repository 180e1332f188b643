"""The doctor: what every set of facts means, in words, and the cause of what is bad on top."""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crypto.errors import MisuseError
from desktop.doctor.diagnostics import diagnostics, kind_of, masked
from desktop.doctor.probes import firewall_here, look_alone
from desktop.doctor.verdict import Examination, Facts, Verdict, judge, words
from p2p.addresses import Interface
from p2p.checkup import Checked, Reach
from p2p.errors import VersionMismatch


def interface(name: str, address: str, index: int = 1) -> Interface:
    bits = 24 if "." in address else 64
    return Interface(
        name, index, ipaddress.ip_address(address), ipaddress.ip_network(f"{address}/{bits}", strict=False)
    )


LOOPBACK = interface("lo", "127.0.0.1")
WIFI = interface("wlan0", "192.168.4.23")
TUNNEL = interface("wg0", "10.8.0.2")
ALONE = Facts("Linux", (LOOPBACK, WIFI), WIFI, versions="Common Ground 1; Linux.")
Y, SILENT, APART, UNTRIED = Reach.REACHED, Reach.SILENT, Reach.APART, Reach.UNTRIED


def together(outward: Reach, inward: Reach, heard: bool = True, near: bool = True, **more: object) -> Examination:
    """The finding on a healthy computer that has tried with another one."""
    facts = replace(ALONE, heard=heard, checked=Checked(outward, inward, near), **more)  # type: ignore[arg-type]
    return judge(facts)


def test_a_healthy_computer() -> None:
    found = judge(ALONE)
    assert found.healthy
    assert found.verdict == "Everything looks fine. Ask the other person to run this check too."
    assert [one.name for one in found.rows] == ["network", "cryptography", "versions", "vpn", "accepting"]
    assert any("wlan0 (192.168.4.23)" in one.sentence for one in found.rows)


def test_no_network() -> None:
    found = judge(replace(ALONE, interfaces=(LOOPBACK,), way_out=None))
    assert not found.healthy
    assert found.code == "E01"
    assert found.verdict == "You are not connected to a network."
    assert found.rows[0].sentence.endswith("Join the same Wi-Fi as the other person, or plug in a cable.")


def test_two_networks_are_said_and_not_blamed() -> None:
    found = judge(replace(ALONE, interfaces=(LOOPBACK, WIFI, interface("eth0", "10.1.2.3"))))
    assert found.healthy
    assert found.code == "E02"
    assert found.verdict == "This computer is on two networks. Which one do you share with the other person?"


def test_two_networks_do_not_matter_once_the_computers_reach_each_other() -> None:
    two = (LOOPBACK, WIFI, interface("eth0", "10.1.2.3"))
    assert together(Y, Y, interfaces=two).verdict == words.FINE_TOGETHER


def test_a_second_address_in_one_network_is_no_second_network() -> None:
    assert not judge(replace(ALONE, interfaces=(LOOPBACK, WIFI, interface("eth0", "192.168.4.99")))).code


def test_a_tunnel_is_named_but_not_blamed() -> None:
    found = judge(replace(ALONE, interfaces=(LOOPBACK, WIFI, TUNNEL)))
    assert found.healthy
    vpn = next(one for one in found.rows if one.name == "vpn")
    assert vpn.verdict is Verdict.UNKNOWN
    assert "wg0" in vpn.sentence


def test_a_tunnel_that_takes_everything_is_blamed() -> None:
    facts = replace(ALONE, interfaces=(LOOPBACK, WIFI, TUNNEL), way_out=TUNNEL)
    found = judge(facts)
    assert (found.verdict, found.code) == ("Your VPN is probably in the way.", "E03")
    vpn = next(one for one in found.rows if one.name == "vpn")
    assert vpn.sentence.startswith("A VPN (wg0) is on. It often hides nearby computers.")
    fine = judge(replace(facts, checked=Checked(Y, Y, True)))
    assert fine.healthy
    assert next(one for one in fine.rows if one.name == "vpn").sentence.endswith("not in the way.")


def test_only_a_tunnel_or_only_a_cable_without_addresses() -> None:
    assert judge(replace(ALONE, interfaces=(LOOPBACK, TUNNEL))).rows[0].verdict is Verdict.UNKNOWN
    cable = (LOOPBACK, interface("eth0", "fe80::1"))
    assert judge(replace(ALONE, interfaces=cable)).rows[0].verdict is Verdict.UNKNOWN


def test_ipv6_only_is_a_network() -> None:
    assert "eth0" in judge(replace(ALONE, interfaces=(LOOPBACK, interface("eth0", "fd00::1")))).rows[0].sentence


def test_a_computer_that_cannot_wait() -> None:
    found = judge(replace(ALONE, cannot_listen="Permission denied"))
    assert found.verdict == "This computer cannot wait for others (Permission denied)."


def test_a_broken_library_is_found() -> None:
    def broken() -> None:
        raise MisuseError("planted")

    facts = look_alone(lambda: (LOOPBACK, WIFI), broken)
    assert not facts.group_is_sound
    found = judge(facts)
    assert not found.healthy
    assert "PyNaCl" in next(one.fix for one in found.rows if one.name == "cryptography")


def test_a_firewall_alone_is_only_named() -> None:
    found = judge(replace(ALONE, firewall="ufw"))
    assert found.healthy
    accepting = next(one for one in found.rows if one.name == "accepting")
    assert accepting.verdict is Verdict.UNKNOWN
    assert "ufw" in accepting.sentence


@pytest.mark.parametrize(
    ("outward", "inward", "verdict", "code"),
    [
        (Y, Y, words.FINE_TOGETHER, ""),
        (Y, UNTRIED, words.FINE, ""),
        (Y, SILENT, "Your firewall is blocking Common Ground.", "E06"),
        (Y, APART, "Your firewall is blocking Common Ground.", "E06"),
        (Y, Reach.REFUSED, "Your firewall is blocking Common Ground.", "E06"),
        (Y, Reach.FAR, words.ELSEWHERE, "E18"),
        (SILENT, Y, words.OTHER_FIREWALL, "E18"),
        (APART, Y, words.OTHER_FIREWALL, "E18"),
        (Reach.REFUSED, Y, words.OTHER_FIREWALL, "E18"),
        (SILENT, UNTRIED, words.OTHER_FIREWALL, "E18"),
        (APART, UNTRIED, "This network keeps computers apart.", "E09"),
        (Reach.REFUSED, UNTRIED, "We could not find the cause.", "E17"),
        (Reach.FAR, UNTRIED, words.ELSEWHERE, "E18"),
    ],
)
def test_what_trying_from_both_sides_means(outward: Reach, inward: Reach, verdict: str, code: str) -> None:
    found = together(outward, inward)
    assert (found.verdict, found.code) == (verdict, code)
    assert found.healthy == (not code)


def test_one_side_of_each_system() -> None:
    assert together(Y, SILENT, system="Windows").code == "E04"
    assert together(APART, Y, system="Darwin").code == "E05"
    assert together(APART, UNTRIED, system="Darwin").code == "E09"


@pytest.mark.parametrize(
    ("firewall", "command"), [("ufw", "sudo ufw allow"), ("firewalld", "sudo firewall-cmd"), ("", "Try from the other")]
)
def test_the_one_command_that_opens_the_firewall(firewall: str, command: str) -> None:
    found = together(Y, SILENT, firewall=firewall)
    fix = next(one.fix for one in found.rows if one.name == "accepting")
    assert fix.startswith(command)
    assert ("192.168.4.0/24" in fix) == bool(firewall)


def test_multicast_blocked_is_certain_only_when_somebody_was_asking() -> None:
    assert together(Y, Y, heard=False).verdict == words.HIDDEN
    assert together(Y, UNTRIED, heard=False).healthy  # a host of a meeting: it may not have asked anything
    assert together(Y, Y, heard=False, near=False).healthy  # multicast ends at the network's edge
    alone = judge(replace(ALONE, heard=False))
    assert alone.healthy
    assert alone.rows[-1].verdict is Verdict.UNKNOWN
    assert judge(replace(ALONE, heard=True)).rows[-1].verdict is Verdict.GOOD
    assert judge(replace(ALONE, heard=False, deaf="Address already in use")).code == "E08"


def test_another_version_is_said_first() -> None:
    mismatch = VersionMismatch("protocol 2, here 1", ours="1.0", theirs="2.0", newer=True)
    found = judge(replace(ALONE, checked=Checked(Y, UNTRIED, True, mismatch)))
    assert found.code == "E24"
    assert found.verdict.startswith("You have version 1.0, the other person has 2.0.")


def test_rows_are_json_strings() -> None:
    for one in judge(replace(ALONE, heard=False, checked=Checked(Y, SILENT, True))).rows:
        assert all(isinstance(value, str) for value in one.to_json().values())


def test_every_message_is_complete() -> None:
    for outward in Reach:
        for inward in Reach:
            for system in ("Linux", "Windows", "Darwin"):
                found = together(outward, inward, heard=False, system=system)
                assert not any("{" in one.sentence + one.fix for one in found.rows)
                assert found.healthy == all(one.verdict is not Verdict.BAD for one in found.rows)
                assert found.verdict


def test_firewalls_of_the_system(tmp_path: Path) -> None:
    assert firewall_here(tmp_path) in ("", "nftables")
    (tmp_path / "run/firewalld").mkdir(parents=True)
    assert firewall_here(tmp_path) == "firewalld"
    (tmp_path / "etc/ufw").mkdir(parents=True)
    (tmp_path / "etc/ufw/ufw.conf").write_text("# comment\nENABLED=no\n")
    assert firewall_here(tmp_path) == "firewalld"
    (tmp_path / "etc/ufw/ufw.conf").write_text("# comment\nENABLED=yes\nLOGLEVEL=low\n")
    assert firewall_here(tmp_path) == "ufw"


# ---- what may be given away


def test_diagnostics_say_nothing_of_anybody() -> None:
    six, local = interface("Anas-Hotspot", "2001:db8:1:2::3"), interface("eth0", "fe80::9")
    facts = replace(ALONE, interfaces=(LOOPBACK, WIFI, six, local, TUNNEL), checked=Checked(Y, SILENT, True))
    when = datetime(2026, 11, 22, 14, 30, tzinfo=UTC)
    text = diagnostics(facts, judge(facts), [(when, "E25"), (when, "Ana said 70,000")])
    assert "2026-11-22 14:30:00 E25" in text
    assert "accepting: bad E06" in text
    assert "192.168.4.x" in text
    for secret in ("192.168.4.23", "2001:db8:1:2", "fe80::9", "10.8.0.2", "Anas-Hotspot", "Ana said", "70,000"):
        assert secret not in text


def test_diagnostics_keep_the_last_lines() -> None:
    moments = [(datetime(2026, 1, 1, 0, minute // 60, minute % 60, tzinfo=UTC), "E25") for minute in range(300)]
    text = diagnostics(ALONE, judge(ALONE), moments)
    assert text.count("E25") == 200
    assert "00:01:39" not in text
    assert "00:01:40" in text


@pytest.mark.parametrize(
    ("one", "kind", "shown"),
    [
        (LOOPBACK, "loopback", "this computer"),
        (WIFI, "wireless", "192.168.4.x"),
        (interface("enp3s0", "10.0.0.1"), "cable", "10.0.0.x"),
        (TUNNEL, "tunnel or virtual", "10.8.0.x"),
        (interface("ppp7", "fd12:3456:789a:1::5"), "other", "fd12:3456:789a:x"),
    ],
)
def test_masks(one: Interface, kind: str, shown: str) -> None:
    assert (kind_of(one), masked(one)) == (kind, shown)
