"""Tries the package as its users get it, as root: python packaging/check_deb.py [DEB] [--base TAR]

In a fresh minimal system (debootstrap): install, run the two-process demo, start the window without a screen and on an
X server, let two installed copies on two computers of a network (namespaces) find each other by spoken words, compare
the job offer and write an agreement, remove, and see that nothing is left.
"""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from build_linux import DEBIAN_VERSION
from smoke import demo_agrees, window_stays

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("debootstrap", "Xvfb", "xdotool", "ip", "chroot", "desktop-file-validate", "appstreamcli")
SHARED = ("proc", "sys", "dev", "dev/pts", "dev/shm")


def main() -> None:
    """Run all checks; the first that fails ends everything with a sentence."""
    options = argparse.ArgumentParser(description="Try the package as its users get it.")
    options.add_argument("deb", type=Path, nargs="?", help="the one of this version in dist/ if not given")
    options.add_argument("--base", type=Path, help="a tar of a minimal system; made there when it is missing")
    given = options.parse_args()
    deb = given.deb or next((ROOT / "dist").glob(f"commonground_{DEBIAN_VERSION}_*.deb"), None)
    if deb is None:
        raise SystemExit("There is no package of this version in dist/: python packaging/build_linux.py makes it.")
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if os.geteuid() or missing:
        raise SystemExit(f"This needs root and: {', '.join(TOOLS)} (missing: {', '.join(missing) or 'nothing'})")
    with tempfile.TemporaryDirectory(prefix="commonground-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        root = folder / "system"
        step("a fresh minimal system", lambda: make_system(root, given.base))
        stack.enter_context(mounted(root))
        clean = files_of(root)
        shutil.copyfile(deb, root / "tmp" / "commonground.deb")
        install = ("install", "--no-install-recommends", "/tmp/commonground.deb")
        step("install", lambda: fetched(lambda: apt(root, *install)))
        step("desktop entry, metadata", lambda: check_metadata(root))
        step("demo with two processes", lambda: demo_agrees(inside(root, "commonground")))
        step("window without a screen", lambda: window_stays(inside(root, "commonground", QT_QPA_PLATFORM="offscreen")))
        step("window on an X server", lambda: check_x11(root))
        step("two computers find each other and agree", lambda: check_pair(root))
        step("remove", lambda: apt(root, "purge", "commonground"))
        left = files_of(root) - clean - packages_of_others(root)
        if left:
            raise SystemExit("Removing left behind: " + ", ".join(sorted(left)[:20]))
        print("The package installs, works and leaves nothing behind.")


def step(what: str, check) -> None:
    """Say what is tried and how long it took."""
    started = time.monotonic()
    check()
    print(f"ok  {what} ({time.monotonic() - started:.0f} s)", flush=True)


def run(*command: object, seconds: float = 600, **more) -> str:
    """Run a command; its output, or the end of everything."""
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=seconds, check=False, **more
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout


def make_system(root: Path, base: Path | None) -> None:
    """The smallest system of this distribution, from the archive that this machine uses itself."""
    if base is not None and base.exists():
        root.mkdir()
        run("tar", "-xpf", base, "-C", root)
        return
    release = dict(
        line.rstrip().split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line
    )
    suite = release["VERSION_CODENAME"].strip('"')
    sites = run("apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)", "Created-By: Packages").splitlines()
    archive = archive_of(sites, suite)
    fetched(lambda: run("debootstrap", "--variant=minbase", suite, root, archive, seconds=1200), root)
    shutil.copytree("/etc/apt/apt.conf.d", root / "etc/apt/apt.conf.d", dirs_exist_ok=True)  # a proxy, for example
    fetched(lambda: run("chroot", root, "apt-get", "update", "-qq"))
    if base is not None:
        run("tar", "-cpf", base, "-C", root, ".")


def archive_of(sites: list[str], suite: str) -> str:
    """Where the packages of a distribution come from.

    Args:
        sites: lines of apt-get, each an address and the name of a distribution. An address may be a file with a list of
            mirrors, as on GitHub's computers; the first with http counts.
    """
    address = next(line.split()[0] for line in sites if line.split()[1] == suite)
    if not address.startswith("mirror+file:"):
        return address
    words = Path(address.removeprefix("mirror+file:")).read_text(encoding="utf-8").split()
    return next(word for word in words if word.startswith(("http://", "https://")))


def fetched(get, made: Path | None = None) -> None:
    """Do what needs the archive, which may be in the middle of an update: three times at most."""
    for left in (2, 1, 0):
        try:
            get()
            return
        except SystemExit:
            if not left:
                raise
            if made is not None:
                shutil.rmtree(made, ignore_errors=True)
            time.sleep(20)


@contextlib.contextmanager
def mounted(root: Path) -> Iterator[None]:
    """The folders of the running system that every program expects."""
    done: list[Path] = []
    try:
        for name in SHARED:
            (root / name).mkdir(exist_ok=True)
            run("mount", "--bind", f"/{name}", root / name)
            done.append(root / name)
        shutil.copyfile("/etc/resolv.conf", root / "etc" / "resolv.conf")
        yield
    finally:
        for place in reversed(done):
            subprocess.run(["umount", "-l", place], check=False)


def apt(root: Path, *what: str) -> None:
    """apt-get in the system, without questions."""
    run("chroot", root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y", *what, seconds=1200)


def files_of(root: Path) -> set[str]:
    """Every file outside the package manager's own records."""
    skipped = {"proc", "sys", "dev", "tmp", "run"}
    found = set()
    for folder, folders, names in os.walk(root):
        relative = Path(folder).relative_to(root)
        if not relative.parts:
            folders[:] = [name for name in folders if name not in skipped]
        if relative.parts[:2] in (("var", "lib"), ("var", "cache"), ("var", "log")):
            continue
        found |= {str(relative / name) for name in names}
    return found


def packages_of_others(root: Path) -> set[str]:
    """Files of the packages that ours needed; those stay until the user removes them too."""
    lists = (root / "var/lib/dpkg/info").glob("*.list")
    known = {line.lstrip("/") for path in lists for line in path.read_text().splitlines()}
    resolved = {str(Path("usr") / name) for name in known if name.split("/")[0] in ("lib", "bin", "sbin", "lib64")}
    made = {
        name for name in files_of(root) if name.endswith((".cache", "ld.so.cache", "mimeinfo.cache", "resolv.conf"))
    }
    cached = {name for name in files_of(root) if name.startswith(("usr/share/mime/", "etc/alternatives", "etc/fonts/"))}
    return known | resolved | made | cached


def check_metadata(root: Path) -> None:
    """What desktops read is valid."""
    run("desktop-file-validate", root / "usr/share/applications/commonground.desktop")
    metainfo = root / "usr/share/metainfo/org.commonground.CommonGround.metainfo.xml"
    run("appstreamcli", "validate", "--no-net", metainfo)


def inside(root: Path, *command: str, namespace: str = "", **variables: str) -> list[str]:
    """A command line that runs the installed program in the system, with a home of its own."""
    prefix = ["ip", "netns", "exec", namespace] if namespace else []
    settings = [f"{name}={value}" for name, value in {"HOME": "/tmp/home", "LC_ALL": "C.UTF-8", **variables}.items()]
    return [*prefix, "chroot", str(root), "env", "-i", "PATH=/usr/bin:/bin", *settings, *command]


def check_pair(root: Path) -> None:
    """Two computers on one network: words lead from one to the other, and both keep an agreement that verifies."""
    first, second = (f"cgdeb{os.getpid()}{letter}" for letter in "ab")
    sheet = root / "tmp" / "job.deal"
    terms = ROOT / "resources/templates/salary-offer.terms.toml"
    shutil.copyfile(terms, root / "tmp" / "terms.toml")
    resolving = ["commonground", "templates", "--resolve", "salary-offer", "--terms", "/tmp/terms.toml"]
    sheet.write_text(run(*inside(root, *resolving)), encoding="utf-8")
    samples = ROOT / "resources/templates/salary-offer.answers"
    for number, file in enumerate(sorted(samples.glob("*.toml"))[:2]):
        shutil.copyfile(file, root / "tmp" / f"answers-{number}.toml")
    try:
        for name in (first, second):
            run("ip", "netns", "add", name)
            run("ip", "-n", name, "link", "set", "lo", "up")
            if name == second:
                run("ip", "-n", first, "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", second)
        for name, address in ((first, "10.77.0.1"), (second, "10.77.0.2")):
            run("ip", "-n", name, "address", "add", f"{address}/24", "dev", "eth0")
            run("ip", "-n", name, "link", "set", "eth0", "up")
            run("ip", "-n", name, "route", "add", "default", "dev", "eth0")
        outcomes = negotiate(root, first, second)
    finally:
        for name in (first, second):
            subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)
    if outcomes[0]["items"] != outcomes[1]["items"] or not outcomes[0]["agreed"]:
        raise SystemExit(f"the two printed {outcomes}")
    for outcome in outcomes:
        verified = json.loads(run(*inside(root, "commonground", "agreement", "verify", outcome["agreement"], "--json")))
        if not verified["valid"] or len(verified["signers"]) != 2:
            raise SystemExit(f"the agreement does not hold: {verified}")


def negotiate(root: Path, first: str, second: str) -> list[dict]:
    """The outcome events of a host in the first namespace and of a guest in the second who is told three words."""
    host = inside(
        root, "commonground", "host", "/tmp/job.deal", "--answers", "/tmp/answers-0.toml", "--nearby", "--json",
        namespace=first, COMMONGROUND_HOME="/tmp/first",
    )  # fmt: skip
    outcomes = []
    with subprocess.Popen(host, stdout=subprocess.PIPE, text=True) as waiting:
        said = (json.loads(line) for line in waiting.stdout)
        words = next(event["words"] for event in said if event["event"] == "words")
        join = inside(
            root, "commonground", "join", "--answers", "/tmp/answers-1.toml", "--expect", "/tmp/job.deal", "--json",
            namespace=second, COMMONGROUND_HOME="/tmp/second", COMMONGROUND_INVITE=" ".join(words),
        )  # fmt: skip
        for lines in (run(*join, seconds=120).splitlines(), waiting.stdout):
            events = [json.loads(line) if isinstance(line, str) else line for line in lines]
            outcomes += [event for event in events if event["event"] == "outcome"]
    return outcomes


def check_x11(root: Path) -> None:
    """A window with our name appears on an X server within ten seconds."""
    (root / "tmp/.X11-unix").mkdir(exist_ok=True)
    with subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24"], stdout=subprocess.PIPE, text=True
    ) as server:
        number = server.stdout.readline().strip()
        run("mount", "--bind", "/tmp/.X11-unix", root / "tmp/.X11-unix")
        try:
            with subprocess.Popen(inside(root, "commonground", DISPLAY=f":{number}")) as program:
                started = time.monotonic()
                run(
                    "xdotool",
                    "search",
                    "--sync",
                    "--onlyvisible",
                    "--name",
                    "Common Ground",
                    seconds=10,
                    env={**os.environ, "DISPLAY": f":{number}"},
                )
                print(f"    window after {time.monotonic() - started:.1f} s")
                program.kill()
        finally:
            subprocess.run(["umount", "-l", root / "tmp/.X11-unix"], check=False)
            server.kill()


if __name__ == "__main__":
    main()
    sys.exit(0)
