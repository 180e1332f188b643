"""Two networks behind one real router: an invite leads through it when it was asked, and nothing stays open."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.desktop.programs import COFFEE, YES, Ended
from tests.net.spaces import Computer, World, _run

OUTSIDE, FAR = "45.90.1.1", "45.90.1.2"
"""Addresses that could be anybody's; here they are only in namespaces."""
NAT = """\
table inet filter {
  chain forward { type filter hook forward priority 0; policy drop;
    ct state established,related accept
    iif "eth0" accept
    jump miniupnpd
  }
  chain miniupnpd { }
  chain prerouting { type nat hook prerouting priority -100; policy accept; jump prerouting_miniupnpd; }
  chain postrouting { type nat hook postrouting priority 100; policy accept;
    jump postrouting_miniupnpd
    oif "eth1" masquerade
  }
  chain prerouting_miniupnpd { }
  chain postrouting_miniupnpd { }
}
"""
CONFIG = """\
ext_ifname=eth1
listening_ip=eth0
enable_upnp=yes
enable_natpmp=no
secure_mode=yes
system_uptime=yes
uuid=00000000-0000-0000-0000-000000000000
upnp_table_name=filter
upnp_nat_table_name=filter
upnp_forward_chain=miniupnpd
upnp_nat_chain=prerouting_miniupnpd
upnp_nat_postrouting_chain=postrouting_miniupnpd
{rule} 1024-65535 10.77.1.0/24 1024-65535
"""


@dataclass
class Home:
    """A home network with a router, and somebody far away.

    Attributes:
        inside: at home. far: in another network. router: between them.
    """

    inside: Computer
    far: Computer
    router: Computer
    folder: Path
    daemon: subprocess.Popen[bytes] | None = None

    def start_router(self, rule: str = "allow") -> None:
        """The router's daemon; it is a real one."""
        path = self.folder / "miniupnpd.conf"
        path.write_text(CONFIG.format(rule=rule))
        command = ["miniupnpd", "-d", "-f", str(path), "-P", str(self.folder / "pid")]
        self.daemon = subprocess.Popen(
            ["ip", "netns", "exec", self.router.space, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 20
        while "1900" not in self.router.run("ss", "-lun") and time.monotonic() < deadline:
            time.sleep(0.05)

    def ways_in(self) -> str:
        """What the router lets in."""
        return self.router.run("nft", "list", "chain", "inet", "filter", "prerouting_miniupnpd")

    def stop(self) -> None:
        if self.daemon is not None:
            self.daemon.kill()
            self.daemon.wait()


@pytest.fixture
def home(net: World) -> Iterator[Home]:
    if shutil.which("miniupnpd") is None:
        pytest.skip("NOT CHECKED: miniupnpd not installed (package miniupnpd-nftables)")
    lan, wan = net.switch("lan"), net.switch("wan")
    router = net.computer("router", lan, wan, six=False)
    inside, far = net.computer("inside", lan, six=False), net.computer("far", wan, six=False)
    _run("ip", "-n", router.space, "addr", "add", f"{OUTSIDE}/24", "dev", "eth1")
    _run("ip", "-n", router.space, "addr", "del", f"{router.cables[1].four}/24", "dev", "eth1")
    _run("ip", "-n", far.space, "addr", "add", f"{FAR}/24", "dev", "eth0")
    _run("ip", "-n", far.space, "addr", "del", f"{far.four}/24", "dev", "eth0")
    _run("ip", "-n", inside.space, "route", "add", "default", "via", router.four)
    router.sysctl("ipv4/ip_forward", "1")
    router.firewall(NAT)
    made = Home(inside, far, router, net.folder)
    yield made
    made.stop()


@pytest.fixture
def files(net: World) -> tuple[str, str]:
    return net.file("coffee.deal", COFFEE), net.file("yes.toml", YES)


def router_said(ended: Ended) -> dict[str, object]:
    return next(event for event in ended.events if event.get("stage") == "router")


def test_an_invite_to_another_network(home: Home, files: tuple[str, str]) -> None:
    home.start_router()
    host = home.inside.host(*files, "--map-port")
    assert host.next_event() == {"event": "stage", "stage": "router", "address": OUTSIDE}
    invite = host.invite()
    assert "dnat" in home.ways_in()
    ends = [home.far.join(invite, files[1]).end(), host.end()]
    assert [one.one("outcome")["agreed"] for one in ends] == [True, True], ends
    assert "dnat" not in home.ways_in()


def test_an_interrupted_host_leaves_nothing_open(home: Home, files: tuple[str, str]) -> None:
    home.start_router()
    host = home.inside.host(*files, "--map-port")
    host.next_event()
    host.invite()
    assert "dnat" in home.ways_in()
    host.interrupt()
    assert host.end().code == 130
    assert "dnat" not in home.ways_in()


def test_a_router_that_does_not_want_to(home: Home, files: tuple[str, str]) -> None:
    """It is told in words, and the invite still works at home."""
    home.start_router(rule="deny")
    host = home.inside.host(*files, "--map-port")
    told = host.next_event()
    assert told["stage"] == "router"
    assert "did not allow it" in str(told["problem"])
    ends = [home.inside.join(host.invite(), files[1]).end(), host.end()]
    assert [one.one("outcome")["agreed"] for one in ends] == [True, True], ends


def test_without_being_asked_the_router_hears_nothing(home: Home, files: tuple[str, str]) -> None:
    home.start_router()
    host = home.inside.host(*files)
    host.invite()
    assert "dnat" not in home.ways_in()
    host.interrupt()
    host.end()
