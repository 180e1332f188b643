"""The sheets one can choose from: the built-in ones, own ones, and files.

Leaves to others: reading a sheet (desktop.deals), the page that shows them (desktop.ui.pages.choose).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.deals import templates
from desktop.deals.errors import InvalidSheet
from desktop.deals.items import AnyItem
from desktop.deals.reading import MAX_SHEET_BYTES, read_toml
from desktop.deals.sheet import Draft, Parties, Sheet, parse_sheet
from desktop.language import manner
from desktop.strings.errors import Explanation, explain, explanation
from desktop.ui.editor.checking import check, with_examples
from desktop.ui.editor.model import label_text, write
from desktop.ui.language import ENGLISH
from desktop.ui.own_sheets import OwnSheet
from desktop.ui.plain import plain
from desktop.ui.words import tr

FORMAT = 1
MAX_ITEMS = 64
MOST_PEOPLE = 8

GROUPS: Mapping[str, tuple[str, ...]] = {
    "couples": ("love-me-back", "sti-testing-history", "prenup"),
    "friends": ("friends-holiday", "bff-room"),
    "team": ("team-retro", "protocol-upgrade"),
    "workshop": ("ice-breaker", "bff-room"),
    "money": ("salary-offer", "fundraising-round", "corporate-exploratory-ma", "nft-sale-zk-profile", "prenup"),
}
"""Filters of the page: group -> ids of built-in sheets."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One sheet to choose.

    Attributes:
        template_id: "" for a file or an own sheet.
        draft: the sheet, or a draft whose terms are still to be agreed.
        sample: the sheet as it looks with sample or made-up terms, to show before they are agreed; None where none fit.
        own: names an own sheet; "" for others.
        finished: nothing in it has to be mended.
        source: the .deal file; b"" for a built-in sheet.
    """

    template_id: str
    draft: Sheet | Draft
    sample: Sheet | None
    own: str = ""
    finished: bool = True
    source: bytes = b""

    @property
    def title(self) -> str:
        """Of the sheet; untrusted for a file."""
        return self.draft.title

    @property
    def summary(self) -> str:
        """Of the sheet; untrusted for a file."""
        return self.draft.summary

    @property
    def language(self) -> str:
        """Of the sheet, such as "en"; "" where it is not known yet."""
        return "" if self.sample is None else self.sample.language

    @property
    def items(self) -> tuple[AnyItem, ...]:
        """The items, as far as they can be known before the terms are agreed."""
        return () if self.sample is None else self.sample.items

    @property
    def minutes(self) -> int:
        """What the author expects; 0 when not said."""
        return 0 if self.sample is None else self.sample.minutes

    @property
    def people(self) -> tuple[int, int]:
        """Fewest and most people of one run."""
        if self.sample is not None:
            return self.sample.seating.fewest, self.sample.seating.most
        return self.draft.parties.min, self.draft.parties.max


class NotASheet(Exception):
    """A file that is none.

    Attributes:
        explanation: what to say.
        mendable: it is one, but with mistakes that the editor shows.
    """

    def __init__(self, told: Explanation, *, mendable: bool = False) -> None:
        self.explanation = told
        self.mendable = mendable
        super().__init__(told.code)


def built_in() -> list[Choice]:
    """The built-in sheets: those in the language of the window by title, then the others."""
    here = manner().tag
    found = [built_in_sheet(name) for name in (*templates.template_ids(), *templates.translated_ids())]
    known = {templates.original_of(one.template_id) for one in found if one.language == here}
    wanted = [one for one in found if one.language == here or templates.original_of(one.template_id) not in known]
    return sorted(
        (one for one in wanted if one.language in (here, ENGLISH)),
        key=lambda one: (one.language != here, one.title.casefold()),
    )


def built_in_sheet(template_id: str) -> Choice:
    """One of them."""
    return Choice(template_id, templates.load_template(template_id), templates.sample_sheet(template_id))


def own_sheet(sheet: OwnSheet) -> Choice:
    """A sheet that this person made, finished or not."""
    checked = check(sheet.document)
    source = write(sheet.document)
    if checked.result is None:
        title = plain(label_text(sheet.document.get("title")) or tr("Without a title"))
        unfinished = Draft(sheet.document, "", title, "", Parties(min=2, max=MOST_PEOPLE), ())
        return Choice("", unfinished, None, sheet.id, finished=False, source=source)
    found = checked.result
    return Choice(
        "", found, found if isinstance(found, Sheet) else with_examples(sheet.document), sheet.id, source=source
    )


def read_file(path: Path) -> bytes:
    """The bytes of a .deal file.

    Raises:
        NotASheet: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(MAX_SHEET_BYTES + 1)
    except OSError:
        raise NotASheet(explanation("E59", file=path.name, reason=tr("It is not there or may not be read"))) from None


def open_file(path: Path) -> Choice:
    """A .deal file.

    Raises:
        NotASheet: it cannot be read, is none, is newer, too large, or has mistakes.
    """
    data = read_file(path)
    try:
        fields = read_toml(data, MAX_SHEET_BYTES)
    except ValueError:
        raise NotASheet(explanation("E30", reason="")) from None
    version, items = fields.get("format"), fields.get("items")
    if isinstance(version, int) and version > FORMAT:
        raise NotASheet(explanation("E31"))
    if not isinstance(version, int) or not isinstance(items, list):
        raise NotASheet(explanation("E30", reason=""))
    if len(items) > MAX_ITEMS:
        raise NotASheet(explanation("E32", n=str(len(items)), max=str(MAX_ITEMS)), mendable=True)
    try:
        draft = parse_sheet(data)
    except InvalidSheet as error:
        raise NotASheet(explain(error, windowed=True), mendable=True) from None
    return Choice("", draft, draft if isinstance(draft, Sheet) else with_examples(fields), source=data)
