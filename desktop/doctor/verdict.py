"""Why can this computer not be reached: from what was found out to one row each, and one sentence on top.

Nothing here looks at anything: `judge` gets facts and is a pure function of them, so that every finding can be tried.
Rows come in the order in which causes hide others: without a network nothing else matters.

Leaves to others: finding the facts (desktop.doctor.probes), the messages (desktop.doctor.words).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.doctor import words
from desktop.doctor.windows import PROFILES, WindowsFirewall
from desktop.doctor.words import COMMANDS, MESSAGES
from desktop.language import enumerated, tr, translated, translated_with
from desktop.strings.catalogue import CATALOGUE, Message
from desktop.strings.errors import SOMEONE, explain, somebody
from desktop.strings.ways import ON_CHECK, Way
from p2p.addresses import Interface
from p2p.checkup import Checked, Reach


class Verdict(StrEnum):
    """How one thing is."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found out.

    Attributes:
        system: "Linux", "Windows", "Darwin".
        interfaces: all addresses of this computer.
        way_out: the interface to the rest of the world, None when there is none.
        cannot_listen: why this computer cannot wait for others, "" when it can.
        firewall: name of the firewall that is on, "" when none was found.
        heard: whether another computer was heard, None when nobody listened.
        deaf: why nobody could listen, "" when it was possible.
        group_is_sound: the cryptographic library refuses what it must.
        versions: of the program and what it stands on, one line.
        checked: what came of trying with another computer, None when that was not done.
        windows: what the rules of Windows Firewall say, None elsewhere and where nobody could read them.
        kept_off: macOS keeps this program off the local network.
        ignored: names of tunnels that this person says are not in the way.
    """

    system: str
    interfaces: tuple[Interface, ...]
    way_out: Interface | None = None
    cannot_listen: str = ""
    firewall: str = ""
    heard: bool | None = None
    deaf: str = ""
    group_is_sound: bool = True
    versions: str = ""
    checked: Checked | None = None
    windows: WindowsFirewall | None = None
    kept_off: bool = False
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was looked at.

    Attributes:
        name: short, for programs.
        verdict: good, bad, or unknown (it can be either).
        sentence: for people.
        fix: what to do about it, "" for nothing.
        code: of the error catalogue, "" where it has none.
        cause: what to say on top where this is bad.
        ways: what can be done about it in the window; which of it works here is for others to know.
        command: to be entered by hand, "" for none.
    """

    name: str
    verdict: Verdict
    sentence: str
    fix: str = ""
    code: str = ""
    cause: str = words.NO_CAUSE
    ways: tuple[Way, ...] = ()
    command: str = ""

    def to_json(self) -> dict[str, str]:
        """The row in the doctor event."""
        return {
            "name": self.name,
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "fix": self.fix,
            "code": self.code,
        }


@dataclass(frozen=True, slots=True)
class Examination:
    """All rows, the one sentence on top, and its code ("" for none)."""

    rows: tuple[Row, ...]
    verdict: str
    code: str = ""

    @property
    def healthy(self) -> bool:
        """Nothing is bad."""
        return all(row.verdict is not Verdict.BAD for row in self.rows)


def judge(facts: Facts) -> Examination:
    """What the facts mean.

    Returns:
        A row for each thing that was looked at. On top the cause of the first bad row; two networks, if nothing is bad.
    """
    found = (
        _network(facts),
        _group(facts),
        _versions(facts),
        _tunnels(facts),
        _allowed(facts),
        _accepting(facts),
        _other(facts),
        _hearing(facts),
    )
    rows = tuple(row for row in found if row is not None)
    bad = next((row for row in rows if row.verdict is Verdict.BAD), None)
    if bad is not None:
        return Examination(rows, translated(bad.cause), bad.code)
    if rows[0].code == "E02" and not _both_ways(facts):
        return Examination(rows, rows[0].sentence, "E02")
    return Examination(rows, translated(words.FINE_TOGETHER if _both_ways(facts) else words.FINE))


def _message(row: str, verdict: Verdict, code: str, cause: str, **given: str) -> Row:
    """A row with the message of a code."""
    message: Message = MESSAGES[code] if code in MESSAGES else CATALOGUE[code]
    facts = {"name": somebody(SOMEONE), **given}
    sentence = " ".join(translated_with(text, facts) for text in (message.title, message.body) if text)
    fix = " ".join(translated_with(step, facts) for step in message.next_steps).strip()
    command = given.get("command", "")
    return Row(row, verdict, sentence, fix, code, cause, ON_CHECK.get(code, ()), command if _is_one(command) else "")


def _both_ways(facts: Facts) -> bool:
    return facts.checked is not None and facts.checked.outward is facts.checked.inward is Reach.REACHED


def _network(facts: Facts) -> Row:
    real = [i for i in facts.interfaces if not i.address.is_loopback and not i.is_virtual]
    routed = [i for i in real if not i.address.is_link_local]
    if len({i.network for i in routed if i.address.version == 4}) > 1:
        return _message("network", Verdict.UNKNOWN, "E02", "")
    if routed:
        named = list(dict.fromkeys(f"{i.name} ({i.address})" for i in routed if i.address.version == 4))
        through = enumerated(named) or routed[0].name
        return Row("network", Verdict.GOOD, tr("Network: connected through {name}.", name=through))
    if real:
        sentence = tr("Network: {name} is on, but nobody gave this computer an address there.", name=real[0].name)
        fix = tr("A cable between two computers works like that. Use an invite.")
        return Row("network", Verdict.UNKNOWN, sentence, fix)
    if any(i.is_virtual and not i.address.is_link_local for i in facts.interfaces):
        sentence = tr("Network: only through tunnels or virtual adapters; other computers may not get through.")
        return Row("network", Verdict.UNKNOWN, sentence, translated(words.SAME_NETWORK))
    return _message("network", Verdict.BAD, "E01", CATALOGUE["E01"].title)


def _group(facts: Facts) -> Row:
    if facts.group_is_sound:
        return Row("cryptography", Verdict.GOOD, tr("The cryptographic library passed its self-test."))
    sentence = tr("The cryptographic library accepts numbers it must refuse. Nothing can be compared safely.")
    return Row("cryptography", Verdict.BAD, sentence, tr("Install PyNaCl 1.6.2 or newer."), cause=sentence)


def _versions(facts: Facts) -> Row:
    mismatch = None if facts.checked is None else facts.checked.mismatch
    if mismatch is None:
        return Row("versions", Verdict.GOOD, facts.versions)
    shown = explain(mismatch)
    fix, ways = " ".join(shown.next_steps), ON_CHECK["E24"]
    return Row("versions", Verdict.BAD, shown.summary, fix, shown.code, shown.summary, ways)


def _tunnels(facts: Facts) -> Row:
    names = list(dict.fromkeys(i.name for i in facts.interfaces if i.is_virtual and not i.address.is_link_local))
    if not names:
        return Row("vpn", Verdict.GOOD, tr("VPN: none found."))
    if _both_ways(facts):
        return Row("vpn", Verdict.GOOD, tr("VPN: on ({names}), and not in the way.", names=enumerated(names)))
    if facts.way_out is not None and facts.way_out.is_virtual and facts.way_out.name not in facts.ignored:
        return _message("vpn", Verdict.BAD, "E03", words.VPN, name=facts.way_out.name)
    return Row(
        "vpn",
        Verdict.UNKNOWN,
        tr(
            "VPN: tunnels or virtual adapters are on ({names}). They often hide nearby computers.",
            names=enumerated(names),
        ),
        tr("If others cannot reach you, pause the VPN or allow local network access in its settings."),
    )


def _allowed(facts: Facts) -> Row | None:
    """Whether the system lets this program onto the local network; only macOS asks people about that."""
    if facts.system != "Darwin" or _both_ways(facts):
        return None
    if facts.kept_off:
        return _message("allowed", Verdict.BAD, "E05", MESSAGES["E05"].title)
    return Row("allowed", Verdict.GOOD, tr("macOS lets Common Ground onto the local network, as far as it can tell."))


def _accepting(facts: Facts) -> Row:
    if facts.cannot_listen:
        sentence = tr("This computer cannot wait for others ({why}).", why=facts.cannot_listen)
        fix = tr("A firewall or a sandbox stops this program. Allow it to use networks.")
        return Row("accepting", Verdict.BAD, sentence, fix, cause=sentence)
    checked = facts.checked
    if checked is not None and checked.inward is Reach.REACHED:
        return Row("accepting", Verdict.GOOD, tr("This computer accepts connections: the other one got through."))
    if checked is not None and checked.inward is not Reach.UNTRIED and checked.outward is Reach.REACHED:
        if checked.inward is Reach.FAR:
            sentence = tr("This computer reaches the other one, which has no way back: they are on different networks.")
            return Row("accepting", Verdict.BAD, sentence, translated(words.SAME_NETWORK), "E18", words.ELSEWHERE)
        at_fault = facts.windows is None or facts.windows.shut
        code = "E04" if facts.system == "Windows" and at_fault else "E06"
        return _message("accepting", Verdict.BAD, code, words.FIREWALL, command=_command(facts))
    if facts.windows is not None and facts.windows.shut:
        return _by_windows(facts.windows)
    if facts.firewall:
        sentence = tr("A firewall is on ({name}). It may keep others from reaching this computer.", name=facts.firewall)
        fix, ways = translated(words.TOGETHER), ON_CHECK["E06"]
        command = _command(facts)
        return Row("accepting", Verdict.UNKNOWN, sentence, fix, ways=ways, command=command if _is_one(command) else "")
    return Row("accepting", Verdict.GOOD, tr("This computer can wait for others, as far as it can tell alone."))


def _by_windows(rules: WindowsFirewall) -> Row:
    """A rule that keeps others out is certain. Where there is none Windows may still ask, at the first connection."""
    if rules.shut <= rules.blocked:
        return _message("accepting", Verdict.BAD, "E04", words.FIREWALL)
    if rules.shut == frozenset(PROFILES):
        sentence = tr("Windows Firewall has no rule for Common Ground yet. It may keep others out.")
    elif "Public" in rules.shut:
        sentence = tr("Windows Firewall lets others in on private networks, but not on public ones.")
    else:
        sentence = tr("Windows Firewall lets others in on public networks, but not on private ones.")
    fix = translated(words.ALLOW)
    return Row("accepting", Verdict.UNKNOWN, sentence, fix, ways=ON_CHECK["E04"])


def _is_one(command: str) -> bool:
    """Something to enter, not a sentence about it."""
    return command.startswith("sudo ")


def _command(facts: Facts) -> str:
    networks = [str(i.network) for i in facts.interfaces if not (i.is_virtual or i.address.is_loopback)]
    return translated(COMMANDS.get(facts.firewall, ""), network=networks[0] if networks else "")


def _other(facts: Facts) -> Row | None:
    checked = facts.checked
    if checked is None or checked.outward in (Reach.UNTRIED, Reach.OFFLINE):
        return None
    heard_back = checked.inward is Reach.REACHED
    match checked.outward:
        case Reach.REACHED:
            return Row("other", Verdict.GOOD, tr("The other person’s address answers."))
        case Reach.REFUSED if not heard_back:
            return _message("other", Verdict.BAD, "E17", words.NO_CAUSE)
        case Reach.APART if heard_back and facts.system == "Darwin" and not facts.kept_off:
            return _message("other", Verdict.BAD, "E05", MESSAGES["E05"].title)
        case Reach.APART if not heard_back:
            return _message("other", Verdict.BAD, "E09", words.APART)
        case Reach.FAR:
            sentence = tr("None of the other person’s addresses is in a network of this computer, and none answers.")
            return Row("other", Verdict.BAD, sentence, translated(words.SAME_NETWORK), "E18", words.ELSEWHERE)
    sentence, fix, ways = (
        tr("The other computer is next door, but does not let this one in."),
        words.OTHER_SIDE,
        ON_CHECK["E18"],
    )
    return Row("other", Verdict.BAD, sentence, translated(fix), "E18", words.OTHER_FIREWALL, ways)


def _hearing(facts: Facts) -> Row | None:
    if facts.heard is None:
        return None
    if facts.deaf:
        return _message("hearing", Verdict.BAD, "E08", MESSAGES["E08"].title)
    if facts.heard:
        return Row("hearing", Verdict.GOOD, tr("This computer hears other computers."))
    checked = facts.checked
    tried = (Reach.UNTRIED, Reach.OFFLINE)
    if checked is not None and checked.next_door and checked.inward not in tried and checked.outward not in tried:
        sentence = tr("The other computer was asking for people nearby, and this one did not hear it.")
        fix = f"{tr('Use an invite.')} {translated(words.HOTSPOT)}"
        return Row("hearing", Verdict.BAD, sentence, fix, cause=words.HIDDEN, ways=ON_CHECK["E08"])
    sentence = tr("No other computer was heard: nobody else is here, or this network hides computers from each other.")
    fix = tr("If you do not see each other, use an invite.")
    return Row("hearing", Verdict.UNKNOWN, sentence, fix, ways=ON_CHECK["E08"])
