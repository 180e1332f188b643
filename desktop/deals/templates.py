"""The built-in sheets, with sample terms and sample answers for trying them out.

Beside ID.deal there are ID.terms.toml, when the sheet has open terms, and the folder ID.answers with one file per role
(ROLE.toml) where each role is taken once, or one per seat (1.toml, 2.toml, ...) otherwise; large rooms go round them.
The same in another language is in a folder of that language, and has its name before the id: "de/salary-offer".
"""

from __future__ import annotations

from desktop.deals.errors import InvalidSheet, Problem
from desktop.deals.records import Draft, Sheet
from desktop.deals.sheet import parse_sheet
from desktop.deals.terms import parse_terms, resolve
from desktop.deals.text import listed, quoted
from desktop.paths import TEMPLATES


def template_ids() -> tuple[str, ...]:
    """Ids of the built-in sheets, by alphabet."""
    return tuple(sorted(path.stem for path in TEMPLATES.glob("*.deal")))


def translated_ids() -> tuple[str, ...]:
    """Ids of the built-in sheets in other languages, such as "de/salary-offer"."""
    return tuple(sorted(path.relative_to(TEMPLATES).with_suffix("").as_posix() for path in TEMPLATES.glob("*/*.deal")))


def original_of(template_id: str) -> str:
    """The id of the sheet that this one is in another language; of others their own."""
    return template_id.rpartition("/")[2]


def sheet_id_of(template_id: str) -> str:
    """The id of the sheet itself: "salary-offer-de" for "de/salary-offer"."""
    language, _, original = template_id.rpartition("/")
    return f"{original}-{language}" if language else original


def template_source(template_id: str) -> bytes:
    """The .deal file of a built-in sheet.

    Raises:
        InvalidSheet: there is no such sheet.
    """
    known = template_ids()
    if template_id not in known and template_id not in translated_ids():
        message = f"there is no built-in sheet {quoted(template_id)}; there are {listed(known, most=len(known))}"
        raise InvalidSheet([Problem("templates", message)])
    return (TEMPLATES / f"{template_id}.deal").read_bytes()


def load_template(template_id: str) -> Sheet | Draft:
    """A built-in sheet, still a Draft when it has open terms.

    Raises:
        InvalidSheet: there is no such sheet.
    """
    return parse_sheet(template_source(template_id))


def sample_terms(template_id: str) -> dict[str, object]:
    """Terms to try a built-in sheet with; {} when it has none."""
    template_source(template_id)
    path = TEMPLATES / f"{template_id}.terms.toml"
    return parse_terms(path.read_bytes()) if path.exists() else {}


def sample_sheet(template_id: str) -> Sheet:
    """A built-in sheet resolved with its sample terms.

    Raises:
        InvalidSheet: there is no such sheet.
    """
    return resolve(load_template(template_id), sample_terms(template_id))


def sample_answers(template_id: str, n_parties: int) -> tuple[bytes, ...]:
    """Sample answers files for the first n_parties seats, in seat order.

    Args:
        n_parties: parties.min to parties.max of the sheet.

    Raises:
        InvalidSheet: there is no such sheet, or it is not for that many people.
    """
    sheet = sample_sheet(template_id)
    if not sheet.parties.min <= n_parties <= sheet.parties.max:
        message = f"{quoted(template_id)} is for {sheet.parties.min} to {sheet.parties.max} people"
        raise InvalidSheet([Problem("templates", message)])
    folder = TEMPLATES / f"{template_id}.answers"
    if sheet.roles_are_unique:
        return tuple((folder / f"{role}.toml").read_bytes() for role in sheet.roles)
    n_files = len(list(folder.glob("*.toml")))
    return tuple((folder / f"{seat % n_files + 1}.toml").read_bytes() for seat in range(n_parties))
