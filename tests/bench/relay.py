"""Latency for a computer made of a network namespace: every connection it begins takes its bytes through a delay line.

    python -m tests.bench.relay PORT ONE_WAY_MS     inside the namespace; prints a line when it listens

The rules of `rules(PORT)` (nftables) lead what the computer begins to PORT; this process connects where it was to go,
and hands on in both directions, each piece as late after its arrival as told, as many at a time as come. What is in
flight is bounded, so that a slow line behind it is felt. The kernel's own delay (netem) is not there on every machine.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import sys

PIECE = 65_536
IN_FLIGHT = 256
_MARK = 7
_SO_ORIGINAL_DST = 80


def rules(port: int) -> str:
    """Lead all connections that begin here, but the relay's own and those on loopback, to this port."""
    return f"""\
table ip relay {{
  chain begin {{
    type nat hook output priority -100; policy accept;
    meta mark {_MARK} accept
    ip daddr != 127.0.0.0/8 ip protocol tcp redirect to :{port}
  }}
}}
"""


async def _read(source: asyncio.StreamReader, line: asyncio.Queue[tuple[float, bytes]], delay_s: float) -> None:
    loop = asyncio.get_running_loop()
    while data := await source.read(PIECE):
        await line.put((loop.time() + delay_s, data))
    await line.put((loop.time() + delay_s, b""))


async def _write(line: asyncio.Queue[tuple[float, bytes]], sink: asyncio.StreamWriter) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due, data = await line.get()
        await asyncio.sleep(max(0.0, due - loop.time()))
        if not data:
            sink.write_eof()
            return
        sink.write(data)
        await sink.drain()


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay_s: float) -> None:
    near = writer.get_extra_info("socket")
    port, packed = struct.unpack("!2xH4s8x", near.getsockopt(socket.SOL_IP, _SO_ORIGINAL_DST, 16))
    far = socket.socket()
    far.setsockopt(socket.SOL_SOCKET, socket.SO_MARK, _MARK)
    far.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(far, (socket.inet_ntoa(packed), port))
    except OSError:
        far.close()
        writer.close()
        return
    there, towards = await asyncio.open_connection(sock=far)
    lines: list[asyncio.Queue[tuple[float, bytes]]] = [asyncio.Queue(IN_FLIGHT), asyncio.Queue(IN_FLIGHT)]
    for one in (near, far):
        with contextlib.suppress(OSError, AttributeError):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with contextlib.suppress(OSError, RuntimeError):
        await asyncio.gather(
            _read(reader, lines[0], delay_s),
            _write(lines[0], towards),
            _read(there, lines[1], delay_s),
            _write(lines[1], writer),
        )
    towards.close()
    writer.close()


async def main() -> None:
    """Serve until killed."""
    port, delay_s = int(sys.argv[1]), float(sys.argv[2]) / 1000
    server = await asyncio.start_server(lambda r, w: _serve(r, w, delay_s), "0.0.0.0", port)  # noqa: S104  # a namespace
    sys.stdout.write('{"event": "relay"}\n')
    sys.stdout.flush()
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main())
