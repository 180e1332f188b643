"""Which addresses go into an invite, and which are dialled."""

from __future__ import annotations

import ipaddress

import pytest

from p2p.addresses import (
    Interface,
    dial_targets,
    interfaces,
    is_connected,
    is_diallable,
    is_loopback,
    is_next_door,
    own_addresses,
    with_outside,
)
from p2p.invite import MAX_ADDRESSES


def one(name: str, index: int, address: str) -> Interface:
    interface = ipaddress.ip_interface(address)
    return Interface(name, index, interface.ip, interface.network)


LO = (one("lo", 1, "127.0.0.1/8"), one("lo", 1, "::1/128"))
LAPTOP = (
    *LO,
    one("docker0", 5, "172.17.0.1/16"),
    one("tun0", 6, "10.8.0.2/24"),
    one("eth0", 2, "141.30.1.9/24"),
    one("eth0", 2, "2001:db9::7/64"),
    one("eth0", 2, "fe80::7/64"),
    one("wlan0", 3, "192.168.4.23/24"),
    one("wlan0", 3, "fe80::8/64"),
    one("odd", 9, "169.254.7.7/16"),
    one("odd", 9, "224.0.0.1/4"),
)


def test_an_invite_names_real_networks_first_and_loopback_last() -> None:
    found = own_addresses(["0.0.0.0", "::"], LAPTOP)  # noqa: S104
    assert found[0] == "192.168.4.23"
    assert found[-1] == "127.0.0.1"
    assert set(found[1:3]) == {"141.30.1.9", "2001:db9::7"}
    assert found.index("fe80::7") < found.index("172.17.0.1") if "172.17.0.1" in found else True
    assert len(found) <= MAX_ADDRESSES
    assert "224.0.0.1" not in found


def test_never_more_addresses_than_an_invite_holds() -> None:
    many = [one(f"eth{n}", n, f"192.168.{n}.1/24") for n in range(50)]
    found = own_addresses(["0.0.0.0"], [*LO, *many])  # noqa: S104
    assert len(found) == MAX_ADDRESSES
    assert found[-1] == "127.0.0.1"


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        (["127.0.0.1"], ("127.0.0.1",)),
        (["192.168.4.23"], ("192.168.4.23",)),
        (["::1"], ("::1",)),
        (["::"], ("2001:db9::7", "fe80::7", "fe80::8", "::1")),
    ],
)
def test_only_where_the_sockets_are(bound: list[str], expected: tuple[str, ...]) -> None:
    assert own_addresses(bound, LAPTOP) == expected


def test_a_computer_without_a_network_has_itself() -> None:
    assert own_addresses(["0.0.0.0", "::"], LO) == ("127.0.0.1",)  # noqa: S104
    assert own_addresses(["::"], ()) == ("::1",)
    assert not is_connected(LO)
    assert is_connected(LAPTOP)


def test_link_local_addresses_are_dialled_on_every_such_interface() -> None:
    assert list(dial_targets(["192.168.4.9", "fe80::1", "127.0.0.1"], LAPTOP)) == [
        "192.168.4.9", "fe80::1%2", "fe80::1%3", "127.0.0.1",
    ]  # fmt: skip
    assert list(dial_targets(["fe80::1"], LO)) == []


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("192.168.1.1", True), ("127.0.0.1", True), ("::1", True), ("fe80::1", True), ("8.8.8.8", True),
        ("localhost", False), ("example.org", False), ("", False), ("1.2.3", False), ("01.2.3.4", False),
        ("::0001", False), ("FE80::1", False), ("fe80::1%eth0", False), ("0.0.0.0", False), ("::", False),  # noqa: S104
        ("224.0.0.1", False), ("ff02::1", False), ("255.255.255.255", False), ("240.1.1.1", False),
    ],
)  # fmt: skip
def test_only_addresses_of_one_computer_are_dialled(address: str, fine: bool) -> None:
    assert is_diallable(address) is fine


def test_neighbours() -> None:
    assert is_next_door("192.168.4.77", LAPTOP)
    assert is_next_door("fe80::99%3", LAPTOP)
    assert not is_next_door("192.168.5.77", LAPTOP)
    assert not is_next_door("127.0.0.1", LAPTOP)
    assert [is_loopback(a) for a in ("127.0.0.1", "127.9.9.9", "::1", "192.168.4.23", "fe80::1%2")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_this_computer() -> None:
    found = interfaces()
    assert any(interface.address.is_loopback for interface in found)
    assert [interface.is_virtual for interface in LAPTOP[:5]] == [False, False, True, True, False]


def test_the_address_outside_comes_after_those_of_this_network() -> None:
    assert with_outside(("192.168.4.23", "127.0.0.1"), "") == ("192.168.4.23", "127.0.0.1")
    assert with_outside(("192.168.4.23", "127.0.0.1"), "8.8.8.8") == ("192.168.4.23", "8.8.8.8", "127.0.0.1")
    assert with_outside(("8.8.8.8", "127.0.0.1"), "8.8.8.8") == ("8.8.8.8", "127.0.0.1")
    many = tuple(f"10.0.0.{n}" for n in range(MAX_ADDRESSES - 1))
    assert with_outside((*many, "127.0.0.1"), "8.8.8.8") == (*many[:-1], "8.8.8.8", "127.0.0.1")
    assert len(with_outside(many, "8.8.8.8")) <= MAX_ADDRESSES
