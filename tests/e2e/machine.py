"""A computer with a screen: a network namespace, X server, window manager, session bus and a screen reader's bus.

Nothing of it is shared with whoever runs the tests, and nothing of it is left.

Leaves to others: the network between computers (tests.net.spaces), the application (tests.e2e.person).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
from PIL import Image, ImageGrab

from tests.net.spaces import Computer
from tests.net.spaces import why_not as why_no_namespaces

SCREEN = (1024, 768)
PATIENCE_S = 60.0
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
TOOLS = {"Xvfb": "xvfb", "xdotool": "xdotool", "evilwm": "evilwm", "dbus-daemon": "dbus", "setxkbmap": "x11-xkb-utils"}
_SESSION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/session</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


def why_not() -> str | None:
    """Why there can be no such computer here; None when there can."""
    missing = [package for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if not any(Path(launcher).exists() for launcher in LAUNCHERS):
        missing.append("at-spi2-core")
    return f"NOT CHECKED: packages {', '.join(missing)} are not installed" if missing else why_no_namespaces()


@dataclass
class Machine:
    """One computer with a screen.

    Attributes:
        computer: its place in the network.
        display: of its X server, such as ":3".
        ears: address of the bus a screen reader listens on.
    """

    computer: Computer
    folder: Path
    display: str = ""
    ears: str = ""
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """Variables of everything that runs on this computer."""
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "QT_", "XDG_"))
        }
        return {
            **kept,
            "DISPLAY": self.display,
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.folder}/session",
            "XDG_RUNTIME_DIR": str(self.folder),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "LANG": "C.UTF-8",
        }

    def start(self, *command: str, log: str, **more: str) -> subprocess.Popen[bytes]:
        """Start something here; what it prints goes to a file of that name."""
        return self._start(["ip", "netns", "exec", self.computer.space, *command], log, (), more)

    def _start(
        self, command: Sequence[str], log: str, pass_fds: tuple[int, ...], more: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        environment = {**self.environment, **more}
        with (self.folder / log).open("ab") as out:
            process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out, pass_fds=pass_fds
            )
        self._running.append(process)
        return process

    def boot(self) -> None:
        """Start everything that is there before anybody opens an application."""
        (self.folder / "bus.conf").write_text(_SESSION.format(folder=self.folder))
        self.start("dbus-daemon", f"--config-file={self.folder}/bus.conf", "--nofork", log="bus.log")
        self.display = self._screen()
        # A keyboard that has ü, too: letters that are put onto a keyboard only to be typed get lost now and then.
        subprocess.run(["setxkbmap", "de"], env=self.environment, check=True, timeout=PATIENCE_S)
        self.start("evilwm", "-fn", "fixed", log="manager.log")
        _wait_for(lambda: (self.folder / "session").exists())
        launcher = next(one for one in LAUNCHERS if Path(one).exists())
        self.start(launcher, "--launch-immediately", log="ears.log")
        _wait_for(self._has_ears)

    def _screen(self) -> str:
        there, here = os.pipe()
        size = "x".join(map(str, (*SCREEN, 24)))
        # Not in the namespace: it would take a number that is in use outside.
        command = ["Xvfb", "-displayfd", str(here), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
        self._start(command, "x.log", (here,), {})
        os.close(here)
        with os.fdopen(there) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError(f"no X server: {(self.folder / 'x.log').read_text()}")
        return f":{number}"

    def _has_ears(self) -> bool:
        bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        session = self.environment["DBUS_SESSION_BUS_ADDRESS"]
        with contextlib.suppress(OSError), open_dbus_connection(session) as line:
            reply = line.send_and_get_reply(new_method_call(bus, "GetAddress"), timeout=PATIENCE_S)
            self.ears = reply.body[0] if reply.body and str(reply.body[0]).startswith("unix:") else ""
        return bool(self.ears)

    def keys(self, *words: str) -> None:
        """Press keys, as the keyboard of this computer does; words of xdotool."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, timeout=PATIENCE_S, check=False
        )
        if done.returncode:
            raise RuntimeError(f"xdotool {words}: {done.stderr.decode()}")

    def picture(self) -> Image.Image:
        """What is on the screen."""
        return ImageGrab.grab(xdisplay=self.display)

    def shut_down(self) -> None:
        """End everything that runs here, the last first."""
        for process in reversed(self._running):
            if process.poll() is None:
                process.terminate()
        for process in self._running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def machine(computer: Computer) -> Iterator[Machine]:
    """A computer with a screen, ready to be used."""
    with tempfile.TemporaryDirectory(prefix="cg-") as name:  # short: paths of sockets have to be
        made = Machine(computer, Path(name))
        try:
            made.boot()
            yield made
        finally:
            made.shut_down()


def _wait_for(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError("a computer with a screen does not start")
        time.sleep(0.02)
