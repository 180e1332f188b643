"""The doctor: every finding in words, and a bad one on top."""

from __future__ import annotations

import ipaddress

from crypto.errors import MisuseError
from desktop.doctor import Verdict, examine
from p2p.addresses import Interface


def interface(name: str, address: str) -> Interface:
    return Interface(name, 1, ipaddress.ip_address(address), ipaddress.ip_network(f"{address}/24", strict=False))


LOOPBACK = interface("lo", "127.0.0.1")
WIFI = interface("wlan0", "192.168.4.23")
TUNNEL = interface("wg0", "10.8.0.2")


def test_a_healthy_computer() -> None:
    found = examine(lambda: (LOOPBACK, WIFI))
    assert found.healthy
    assert found.verdict == "Everything looks fine here. Ask the other person to run this check too."
    assert {row.name for row in found.rows} == {"network", "vpn", "listening", "cryptography", "versions"}
    assert any("wlan0 (192.168.4.23)" in row.sentence for row in found.rows)


def test_no_network() -> None:
    found = examine(lambda: (LOOPBACK,))
    assert not found.healthy
    assert found.verdict == "You are not connected to a network."
    assert found.rows[0].fix


def test_a_tunnel_is_named_but_not_blamed() -> None:
    found = examine(lambda: (LOOPBACK, WIFI, TUNNEL))
    row = next(row for row in found.rows if row.name == "vpn")
    assert row.verdict is Verdict.UNKNOWN
    assert "wg0" in row.sentence
    assert found.healthy


def test_only_a_tunnel() -> None:
    assert examine(lambda: (LOOPBACK, TUNNEL)).rows[0].verdict is Verdict.UNKNOWN


def test_a_broken_library_is_found() -> None:
    def broken() -> None:
        raise MisuseError("planted")

    found = examine(lambda: (LOOPBACK, WIFI), broken)
    assert not found.healthy
    assert "PyNaCl" in next(row.fix for row in found.rows if row.name == "cryptography")


def test_rows_are_json_strings() -> None:
    for row in examine(lambda: (WIFI,)).rows:
        assert all(isinstance(value, str) for value in row.to_json().values())
