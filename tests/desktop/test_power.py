"""Battery and metered network, as the system tells it."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from desktop.power import Waits, is_metered, is_on_battery, why_wait

MAINS = {"type": "Mains", "online": "1"}
UNPLUGGED = {"type": "Mains", "online": "0"}
USED_UP = {"type": "Battery", "status": "Discharging"}


def supplies(folder: Path, *found: dict[str, str]) -> Path:
    for number, files in enumerate(found):
        supply = folder / f"supply{number}"
        supply.mkdir(parents=True)
        for name, content in files.items():
            (supply / name).write_text(f"{content}\n")
    return folder


@pytest.mark.parametrize(
    ("found", "on_battery"),
    [
        ([], False),
        ([MAINS], False),
        ([MAINS, {"type": "Battery", "status": "Charging"}], False),
        ([UNPLUGGED, USED_UP], True),
        ([USED_UP], True),
        ([{"type": "Battery", "scope": "System", "status": "Discharging"}], True),
        ([MAINS, USED_UP], False),  # a weak charger
        ([UNPLUGGED, {"type": "USB", "online": "1"}, USED_UP], False),
        ([UNPLUGGED, {"type": "Battery", "status": "Not charging"}], False),
        ([{"type": "Battery", "scope": "Device", "status": "Discharging"}], False),  # a mouse
        ([{"type": "Battery"}], False),
        ([{}], False),
    ],
)
def test_power_supplies(tmp_path: Path, found: list[dict[str, str]], on_battery: bool) -> None:
    assert is_on_battery(supplies(tmp_path / "supplies", *found)) is on_battery


def test_no_such_list(tmp_path: Path) -> None:
    assert not is_on_battery(tmp_path / "nowhere")


def program(folder: Path, does: str) -> Path:
    """In place of busctl; it notes its arguments."""
    path = folder / "busctl"
    path.write_text(f'#!/bin/sh\necho "$@" > {folder}/asked\n{does}\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="NO SHELL: a script takes the place of busctl")
@pytest.mark.parametrize(
    ("does", "metered"),
    [
        ("echo u 1", True),
        ("echo u 3", True),
        ("echo u 0", False),
        ("echo u 2", False),
        ("echo u 4", False),
        ("echo u 11", False),
        ("echo u 1; exit 1", False),
        ("echo s metered", False),
        (r"printf '\377'", False),
        ("exit 0", False),
        ("exec sleep 9", False),
    ],
)
def test_what_the_network_manager_says(
    tmp_path: Path, does: str, metered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.power.TIMEOUT_S", 0.5 if "sleep" in does else 20)
    path = program(tmp_path, does)
    assert is_metered(path) is metered
    asked = (tmp_path / "asked").read_text().split()
    name, place = "org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager"
    assert asked[:2] == ["--system", "--auto-start=no"]
    assert asked[-5:] == ["get-property", name, place, name, "Metered"]


@pytest.mark.skipif(sys.platform == "win32", reason="NO SHELL: a script takes the place of busctl")
def test_the_battery_is_asked_first(tmp_path: Path) -> None:
    nowhere, busctl = tmp_path / "nowhere", program(tmp_path, "echo u 1")
    assert why_wait(supplies(tmp_path / "supplies", USED_UP), busctl) is Waits.BATTERY
    assert not (tmp_path / "asked").exists()
    assert why_wait(nowhere, busctl) is Waits.METERED
    assert why_wait(nowhere, nowhere) is None
    busctl.write_text("no program")
    assert why_wait(nowhere, busctl) is None
