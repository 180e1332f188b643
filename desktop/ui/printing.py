"""An agreement on paper, or as a web page: what the document of desktop.agreement_pdf shows, in the same order.

Letters come from the fonts of this computer, so that nothing has to be left out. The job is named by the day alone. The
web page is one file that asks for nothing from anywhere and runs nothing.

Leaves to others: which agreement (desktop.ui.desk), the words of a result (desktop.strings.outcome).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop.agreement_pdf import COPY, NOT_ADVICE, UNSIGNED
from desktop.deals import agreement
from desktop.deals.agreement import Agreement
from desktop.deals.own_words import OwnWords, SignedWords
from desktop.deals.role_names import role_name
from desktop.deals.sheet import digest
from desktop.language import manner, translated
from desktop.strings.errors import plain
from desktop.strings.outcome import Shown, closing_words, label_of, nothing_shown, shown_items
from desktop.ui import tokens
from desktop.ui.words import calendar_day, day, day_and_time, tr

_POINTS = 10.5
_STYLE = f"""
body, td {{ color: {tokens.LIGHT.text}; }}
h1 {{ font-size: 22pt; font-weight: 600; }}
h2 {{ font-size: 12pt; font-weight: 600; color: {tokens.LIGHT.accent}; margin-top: 18px; }}
.muted {{ font-size: 9pt; color: {tokens.LIGHT.muted}; }}
.wrong {{ font-weight: 600; color: {tokens.LIGHT.danger}; }}
.tiny {{ font-size: 7.5pt; color: {tokens.LIGHT.muted}; }}
td {{ padding-bottom: 8px; padding-right: 12px; }}
"""
_PAGE_STYLE = f"""
html {{ background: {tokens.LIGHT.window}; }}
body {{ font: 1em/1.5 Inter, system-ui, sans-serif; max-width: 44em; margin: 2em auto; padding: 0 1em; }}
td {{ vertical-align: top; overflow-wrap: anywhere; }}
@media print {{ html {{ background: none; }} }}
"""
_NOTHING_FROM_ANYWHERE = "default-src 'none'; style-src 'unsafe-inline'"
_Row = tuple[str, str]


def ask_to_print(window: QWidget, document: QTextDocument, name: str, told: Callable[[bool], object]) -> None:
    """Ask on which printer, and print.

    Args:
        name: of the job; says nothing about anybody.
        told: whether the printer took it; not called where the person changes his mind.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, window)
    dialog.setWindowTitle(tr("Print"))
    dialog.accepted.connect(lambda *_: told(print_on(printer, document)))
    QDialog.open(dialog)


def print_on(printer: QPrinter, document: QTextDocument) -> bool:
    """Print; whether the printer took it."""
    document.print_(printer)
    return bool(printer.printerState() not in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted))


def document_of(signed: Agreement, words: SignedWords | None = None) -> QTextDocument:
    """The pages.

    Args:
        signed: its signatures were checked when it was read. words: written down about it; a draft is left out.
    """
    made = QTextDocument()
    made.setDocumentMargin(0)
    font = QFont(tokens.FONT)
    font.setPointSizeF(_POINTS)
    made.setDefaultFont(font)
    made.setDefaultStyleSheet(_STYLE)
    made.setHtml(_body(signed, words))
    return made


def web_page_of(signed: Agreement, words: SignedWords | None = None) -> bytes:
    """The same as one file for a browser.

    Args:
        signed, words: as for document_of.
    """
    head = (
        '<meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_FROM_ANYWHERE}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{_escaped(signed.record.sheet.title)}</title><style>{_STYLE}{_PAGE_STYLE}</style>"
    )
    direction = "rtl" if manner().mirrored else "ltr"
    told = f'lang="{escape(manner().tag)}" dir="{direction}"'
    return f"<!DOCTYPE html>\n<html {told}><head>{head}</head>{_body(signed, words)}</html>\n".encode()


def _body(signed: Agreement, words: SignedWords | None) -> str:
    written = words.words if words is not None and words.signatures else None
    return f"<body>{''.join(_parts(signed, written))}</body>"


def _parts(signed: Agreement, written: OwnWords | None) -> Iterator[str]:
    record = signed.record
    yield _paragraph("Common Ground", "muted")
    yield f"<h1>{escape(plain(record.sheet.title))}</h1>"
    people = tr("{n} people", n=len(record.roster))
    yield _paragraph(f"{day(float(signed.made))} · {people}", "muted")
    if not signed.complete:
        yield _paragraph(translated(UNSIGNED), "wrong")
    if written is not None:
        yield from _own_words(signed, written)
    yield _heading(tr("What you agreed") if record.outcome.agreed else tr("What came out"))
    yield _table([(shown.name, _value(shown)) for shown in shown_items(record.sheet, record.outcome)])
    closing = nothing_shown(record.sheet, record.outcome)
    if not record.outcome.blocked:
        closing.append(closing_words(record.sheet, record.outcome))
    for text in filter(None, (*closing, plain(record.sheet.notice))):
        yield _paragraph(text)
    yield _heading(tr("Signed by"))
    yield _table(list(_signatures(signed)))
    yield _heading(tr("How to check it"))
    yield _table(list(_facts(signed)))
    yield _paragraph(translated(COPY), "muted")
    yield _paragraph(translated(NOT_ADVICE), "muted")


def _own_words(signed: Agreement, written: OwnWords) -> Iterator[str]:
    labels = {item.id: label_of(item) for item in signed.record.sheet.items}
    yield _heading(plain(written.title) or tr("In your own words"))
    rows = [(labels[item_id], _escaped(plain(text))) for item_id, text in written.clauses if text]
    days = {tr("Day of the agreement"): written.day, tr("Look at this again on"): written.look_again}
    yield _table([*rows, *((name, _escaped(calendar_day(when))) for name, when in days.items() if when)])
    for note in filter(None, written.notes):
        yield _paragraph(plain(note))
    yield _paragraph(tr("All of you agreed to this text."), "muted")


def _value(shown: Shown) -> str:
    lines = [_escaped(shown.value)] if shown.value else []
    if shown.words:
        lines.append(f'<span class="muted">{_escaped(shown.words)}</span>' if shown.value else _escaped(shown.words))
    for part in shown.parts:
        lines.append(f"{_escaped(part.name)}: {_escaped(part.value)}")
        if part.detail:
            lines.append(f'<span class="tiny">{_escaped(part.detail)}</span>')
    return "<br>".join(lines)


def _signatures(signed: Agreement) -> Iterator[_Row]:
    for number, (seat, one) in enumerate(zip(signed.record.roster, signed.signatures, strict=True), 1):
        person = tr("Person {n}", n=number)
        name = tr("{name} ({role})", name=person, role=plain(role_name(seat.role))) if seat.role else person
        when = _escaped(day_and_time(float(one.time))) if one is not None else _escaped(tr("has not signed"))
        key = _escaped(tr("key {key}", key=seat.key.hex()))
        yield name, f'{when}<br><span class="tiny">{key}</span>'


def _facts(signed: Agreement) -> Iterator[_Row]:
    record = signed.record
    facts = {
        tr("Signed file, BLAKE2b-256"): agreement.file_digest(signed).hex(),
        tr("Sheet “{id}”", id=plain(record.sheet.id)): digest(record.sheet).hex(),
        tr("Run"): record.transcript.hex(),
        tr("Program"): f"Common Ground {plain(record.version)}",
    }
    for name, value in facts.items():
        yield name, f'<span class="tiny">{_escaped(value)}</span>'


def _escaped(text: str) -> str:
    """Text of a sheet or a person is never markup."""
    return escape(plain(text))


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def _paragraph(text: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if kind else f"<p>{escape(text)}</p>"


def _table(rows: list[_Row]) -> str:
    cells = (
        f'<tr><td width="30%"><b>{_escaped(name)}</b></td><td width="70%">{value}</td></tr>' for name, value in rows
    )
    return f'<table width="100%" cellspacing="0">{"".join(cells)}</table>' if rows else ""
