"""Where this computer can be reached, and which of somebody else's addresses are worth dialling.

Leaves to others: opening sockets (p2p.listener, p2p.dial).
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import ifaddr

from p2p.invite import MAX_ADDRESSES

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
LOOPBACK = ("127.0.0.1", "::1")
_VIRTUAL = ("docker", "veth", "br-", "virbr", "vmnet", "vboxnet", "tun", "tap", "utun", "wg", "zt", "tailscale")
_MAX_SCOPES = 4


@dataclass(frozen=True, slots=True)
class Interface:
    """One address of a network interface of this computer.

    Attributes:
        name: of the interface, as the system shows it.
        index: its number, for link-local addresses.
        address: the IP address.
        network: the addresses that are next to it.
    """

    name: str
    index: int
    address: IpAddress
    network: ipaddress.IPv4Network | ipaddress.IPv6Network

    @property
    def is_virtual(self) -> bool:
        """Whether it is a tunnel or belongs to a virtual machine, by its usual names."""
        return self.name.lower().startswith(_VIRTUAL)


def interfaces() -> tuple[Interface, ...]:
    """All addresses of all network interfaces of this computer, loopback included."""
    found = []
    for adapter in ifaddr.get_adapters():
        for ip in adapter.ips:
            raw = ip.ip if isinstance(ip.ip, str) else ip.ip[0]
            address = ipaddress.ip_address(raw.split("%")[0])
            network = ipaddress.ip_network(f"{address}/{ip.network_prefix}", strict=False)
            found.append(Interface(adapter.nice_name, adapter.index or 0, address, network))
    return tuple(found)


def own_addresses(bound: Iterable[str], known: Sequence[Interface]) -> tuple[str, ...]:
    """The addresses to put into an invite.

    Args:
        bound: addresses that the listening sockets are bound to; "0.0.0.0" and "::" stand for all.
        known: what interfaces() found.

    Returns:
        At most MAX_ADDRESSES addresses, the most promising first, loopback last.
    """
    bound = tuple(bound)
    everywhere = {version for version, wildcard in ((4, "0.0.0.0"), (6, "::")) if wildcard in bound}  # noqa: S104
    chosen = [ipaddress.ip_address(address) for address in bound if address not in ("0.0.0.0", "::")]  # noqa: S104
    ranked = sorted((i for i in known if i.address.version in everywhere and _is_usable(i.address)), key=_rank)
    chosen += [interface.address for interface in ranked if not interface.address.is_loopback]
    outside = [str(address) for address in dict.fromkeys(chosen) if not address.is_loopback][: MAX_ADDRESSES - 1]
    loopback = [str(address) for address in chosen if address.is_loopback]
    if everywhere and not loopback:
        loopback = [LOOPBACK[0] if 4 in everywhere else LOOPBACK[1]]
    return (*outside, *loopback[:1])


def with_outside(own: Sequence[str], outside: str) -> tuple[str, ...]:
    """Own addresses and the one that the router lets people in at, "" for none: after those of this network."""
    if not outside or outside in own:
        return tuple(own)
    near = [address for address in own if not is_loopback(address)]
    loopback = [address for address in own if is_loopback(address)]
    return (*near[: MAX_ADDRESSES - 1 - len(loopback)], outside, *loopback)


def _is_usable(address: IpAddress) -> bool:
    unusual = address.is_multicast or address.is_unspecified or address.is_reserved
    return address.is_loopback or not unusual


def _rank(interface: Interface) -> tuple[bool, bool, bool, int]:
    address = interface.address
    return (interface.is_virtual, address.is_link_local, not address.is_private, address.version)


def is_diallable(untrusted_address: str) -> bool:
    """Whether this is the usual spelling of an IP address that one computer can have."""
    try:
        address = ipaddress.ip_address(untrusted_address)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.scope_id is not None:
        return False
    return str(address) == untrusted_address and _is_usable(address)


def dial_targets(addresses: Iterable[str], known: Sequence[Interface]) -> Iterator[str]:
    """Addresses as the system wants them: link-local IPv6 ones once for every interface that has such addresses."""
    for text in addresses:
        address = ipaddress.ip_address(text)
        if isinstance(address, ipaddress.IPv6Address) and address.is_link_local:
            scopes = [i.index for i in known if i.address.version == 6 and i.address.is_link_local and i.index]
            yield from (f"{text}%{scope}" for scope in list(dict.fromkeys(scopes))[:_MAX_SCOPES])
        else:
            yield text


def is_loopback(address: str) -> bool:
    """Whether this address is this computer itself."""
    return ipaddress.ip_address(address.split("%")[0]).is_loopback


def is_next_door(address: str, known: Sequence[Interface]) -> bool:
    """Whether this address is in a network that this computer is connected to, other than itself."""
    parsed = ipaddress.ip_address(address.split("%")[0])
    return any(parsed.version == i.address.version and parsed in i.network for i in known if not i.address.is_loopback)


def is_connected(known: Sequence[Interface]) -> bool:
    """Whether this computer has any address that others can have a way to."""
    return any(not i.address.is_loopback and not i.address.is_link_local for i in known)
