"""Announcements that nobody means: made-up names by the thousand, for tests of discovery. Also a program:

python -m tests.p2p.mdns_flood [ADDRESS OF THE INTERFACE] [NAMES] [NAMES A SECOND] [NETWORK, AS IN 10.0.0]
"""

from __future__ import annotations

import socket
import struct
import sys
import time
from collections.abc import Iterator

GROUP = ("224.0.0.251", 5353)
SERVICE = ("_common-ground", "_tcp", "local")
PTR, TXT, SRV, A = 12, 16, 33, 1


def dns_name(*labels: str | bytes) -> bytes:
    """Labels as they travel."""
    parts = [label if isinstance(label, bytes) else label.encode() for label in labels]
    return b"".join(bytes([len(part)]) + part for part in parts) + b"\0"


def record(name: bytes, type_: int, data: bytes, ttl: int = 120) -> bytes:
    """One resource record."""
    return name + struct.pack(">HHIH", type_, 1, ttl, len(data)) + data


def txt(*strings: bytes) -> bytes:
    """The content of a TXT record."""
    return b"".join(bytes([len(string)]) + string for string in strings)


def announcement(
    instance: str | bytes,
    *,
    port: int = 9,
    address: str = "127.0.0.1",
    text: bytes | None = None,
    ttl: int = 120,
    tag: str = "0123456789abcdef",
) -> bytes:
    """One packet that announces one name, or with ttl 0 takes it back."""
    name, host = dns_name(instance, *SERVICE), dns_name(b"h-" + str(instance).encode()[:40], "local")
    answers = [
        record(dns_name(*SERVICE), PTR, name, ttl),
        record(name, SRV, struct.pack(">HHH", 0, 0, port) + host, ttl),
        record(name, TXT, txt(b"v=1", b"t=" + tag.encode(), b"w=1") if text is None else text, ttl),
        record(host, A, socket.inet_aton(address), ttl),
    ]
    return struct.pack(">HHHHHH", 0, 0x8400, 0, len(answers), 0, 0) + b"".join(answers)


def made_up(n_names: int, network: str = "") -> Iterator[bytes]:
    """Packets with names that nobody has, each with a tag of its own; network: first three numbers of the addresses."""
    for number in range(n_names):
        address = f"127.{1 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"
        if network:
            address = f"{network}.{1 + number % 254}"
        yield announcement(f"{number:016x}", port=1 + number % 65_535, address=address, tag=f"{number:016x}")


def sender(address: str = "127.0.0.1") -> socket.socket:
    """A socket that sends to everybody on the network of this address."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 255)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    sock.bind(("", GROUP[1]))
    return sock


def main(address: str = "127.0.0.1", n_names: str = "50000", per_s: str = "50000", network: str = "") -> None:
    started = time.monotonic()
    with sender(address) as sock:
        for number, packet in enumerate(made_up(int(n_names), network)):
            sock.sendto(packet, GROUP)
            if number % 100 == 0:
                time.sleep(max(0.0, number / float(per_s) - (time.monotonic() - started)))


if __name__ == "__main__":
    main(*sys.argv[1:])
