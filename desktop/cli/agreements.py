"""agreement verify and agreement show: check and read a signed record, offline, or write it out as a document."""

from __future__ import annotations

import time
from pathlib import Path

from desktop.attachments.evidence import (
    MAX_BYTES,
    Evidence,
    Fault,
    NothingShown,
    ciphertext_of,
    find_fault,
    seat_of_owner,
)
from desktop.cli.files import data_folder, read_bytes
from desktop.cli.output import FAILED, OK, Output, Told, WrongUsage
from desktop.deals import agreement
from desktop.deals.agreement import Agreement
from desktop.deals.errors import InvalidAgreement
from desktop.deals.role_names import role_name
from desktop.deals.sheet import digest
from desktop.kept.company import Companies, Company
from desktop.paths import STORE_FOLDER
from desktop.store import StoreError, open_or_create, protection_of
from desktop.store.files import save
from desktop.strings.errors import explanation, plain
from desktop.strings.outcome import describe_outcome
from p2p.identity import fingerprint, verify

FAULTS = {
    Fault.KEY: "announced a sealed file under two different keys.",
    Fault.SEAL: "sealed a file that does not open with its own key.",
    Fault.CONTENT: "sealed another file than the one that was described when it opened.",
}
"""What the owner of a file did wrong, after who it was."""


def verify_file(name: str, note: str | None, output: Output) -> int:
    """commonground agreement verify: 0 when every seat signed exactly what is in the file.

    Args:
        name: the file.
        note: about a sealed file of that meeting; then 0 only when it shows that somebody sealed something wrong.
    """
    data = read_bytes(name, agreement.MAX_BYTES)
    signers: list[dict[str, object]] = []
    try:
        checked = agreement.decode(data)
        agreement.verify(checked, verify)
        company = _company(checked)
        signers = _signers(checked, company)
    except InvalidAgreement as error:
        told = explanation("E54", reason=f"{str(error)[:1].upper()}{str(error)[1:]}.")
        output.event("agreement", {"valid": False, "signers": [], "code": told.code, "message": told.message})
        if not output.as_json:
            output.error(told)
        return FAILED
    fields: dict[str, object] = {"valid": True, "signers": signers}
    shown, code = "", OK
    if note is not None:
        fields["fault"], shown = _about_fault(checked, Path(note))
        code = FAILED if fields["fault"] is None else OK
    output.event("agreement", fields)
    output.say(f"Valid: signed by all {len(signers)} people, and nothing was changed.")
    for line in _about_signers(checked, company):
        output.say(line)
    if note is not None:
        output.say(shown)
    return code


def _about_fault(checked: Agreement, note: Path) -> tuple[dict[str, object] | None, str]:
    """What a note shows, for the event and as a sentence."""
    try:
        evidence = Evidence.from_bytes(read_bytes(str(note), MAX_BYTES))
        seat = seat_of_owner(evidence, checked)
        fault = find_fault(evidence, ciphertext_of(note), verify, checked)
    except NothingShown as reason:
        return None, f"The note shows nothing: {reason}."
    return {"seat": seat + 1, "kind": fault.value}, f"Person {seat + 1} {FAULTS[fault]}"


def show(name: str, pdf: str | None, output: Output) -> int:
    """commonground agreement show: what the file says; it also says whether the signatures hold.

    Args:
        name: the file.
        pdf: where to write it as a PDF, if anywhere; an existing file is replaced.

    Raises:
        InvalidAgreement: no agreement; or, for a PDF, a signature that does not hold.
        StoreError: the PDF cannot be written.
    """
    read = agreement.decode(read_bytes(name, agreement.MAX_BYTES))
    if pdf is not None:
        _write_pdf(read, Path(name), Path(pdf))
    holds, company, record = _holds(read), _company(read), read.record
    output.event("agreement", {"valid": holds, "signers": _signers(read, company), **_contents(read)})
    if not holds:
        output.say("The signatures do NOT hold: do not rely on this file.")
        output.say()
    output.say(plain(record.sheet.title))
    output.say(f"Sheet: {record.sheet.id}, digest {digest(record.sheet).hex()}")
    output.say()
    for line in describe_outcome(record.sheet, record.outcome):
        output.say(line)
    output.say()
    for line in _about_signers(read, company):
        output.say(line)
    output.say("The signatures hold." if holds else "The signatures do NOT hold, as said above.")
    if pdf is not None:
        output.note(f"Written to {pdf}.")
    return OK if holds else FAILED


def _write_pdf(read: Agreement, source: Path, target: Path) -> None:
    from desktop.agreement_pdf import agreement_pdf  # takes a second to import

    if target.exists() and target.samefile(source):
        raise WrongUsage("--pdf would replace the agreement itself; the PDF needs a name of its own.")
    if not target.parent.is_dir():  # rather a wrong name than a wish for a new folder
        raise Told(explanation("E42", folder=str(target)))
    save(target, agreement_pdf(read, verify))


def _contents(read: Agreement) -> dict[str, object]:
    """Everything the file says that is not about its signers."""
    record = read.record
    return {
        "sheet": {"id": record.sheet.id, "title": record.sheet.title, "digest": digest(record.sheet).hex()},
        "version": record.version,
        "transcript": record.transcript.hex(),
        "file": agreement.file_digest(read).hex(),
        **record.outcome.to_json(),
        "text": describe_outcome(record.sheet, record.outcome),
    }


def _holds(read: Agreement) -> bool:
    try:
        agreement.verify(read, verify)
    except InvalidAgreement:
        return False
    return True


def _company(read: Agreement) -> Company | None:
    """With whom it was made, where this computer was there, keeps it, and can say so; the file itself has no names."""
    folder = data_folder() / STORE_FOLDER
    try:
        if protection_of(folder) is None:
            return None
        with open_or_create(folder) as store:
            company = Companies(store).of(agreement.file_digest(read).hex())
    except StoreError:  # locked, or in use: the file says everything else without it
        return None
    return company if company is not None and len(company.names) == len(read.record.roster) else None


def _signers(read: Agreement, company: Company | None) -> list[dict[str, object]]:
    """Their keys, and what a person reads of them; who they are where this computer knows it."""
    return [
        {
            "seat": seat_number,
            "role": seat.role,
            "key": seat.key.hex(),
            "fingerprint": fingerprint(seat.key),
            "time": None if signed is None else _in_words(signed.time),
            **(
                {} if company is None else {"me": seat_number - 1 == company.me, "name": company.names[seat_number - 1]}
            ),
        }
        for seat_number, (seat, signed) in enumerate(zip(read.record.roster, read.signatures, strict=True), 1)
    ]


def _about_signers(read: Agreement, company: Company | None) -> list[str]:
    lines = []
    names = company.names if company is not None else ("",) * len(read.record.roster)
    for number, (seat, signed) in enumerate(zip(read.record.roster, read.signatures, strict=True), 1):
        known = "you" if company is not None and number == company.me + 1 else plain(names[number - 1])
        about = [text for text in (known, role_name(seat.role) if seat.role else "") if text]
        who = f"Person {number}" + (f" ({', '.join(about)})" if about else "")
        when = "has not signed" if signed is None else f"signed at {_in_words(signed.time)}"
        lines.append(f"{who}, key {fingerprint(seat.key)}: {when}")
    if any(names):
        lines.append("The names are what this computer remembers; the file has none.")
    return lines


def _in_words(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
