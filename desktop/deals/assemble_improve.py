"""What the sheet of a run to improve an agreement says about that agreement, checked.

Such a sheet has the bundles that were agreed and nothing else: no gate lies between them and what is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from crypto.params import MAX_PARTIES
from desktop.deals.checks import check_id
from desktop.deals.records import Improve
from desktop.deals.schema import AgreedBundleShape, AnyShape, ImproveShape, ImprovingSheetShape, Place, read_shape
from desktop.deals.text import is_id
from desktop.language import tr

DIGEST_BYTES = 32
MAX_ITEMS = 64


def read_improve(shape: ImprovingSheetShape, items: Sequence[AnyShape], top: Place) -> Improve | None:
    """The facts about the agreement; None when something is wrong, which the place then knows."""
    place = top.at("improve")
    raw = read_shape(ImproveShape, shape.improve, place)
    if raw is None:
        return None
    if shape.all_or_nothing or shape.dealbreakers is not None or shape.open_terms or shape.after is not None:
        place.say(tr("nothing but the agreed bundles is compared again"))
    for item in items:
        if not isinstance(item, AgreedBundleShape) or item.rule or item.only_if or item.cover:
            place.say(tr("only agreed bundles, by meet_in_ranking, are compared again"))
    if not 2 <= len(raw.roles) <= MAX_PARTIES or any(role and not is_id(role) for role in raw.roles):
        place.at("roles").say(tr("must be those of the people who agreed"))
    known = {*raw.left_out, *(item.id for item in items)}
    if not all(map(is_id, raw.left_out)) or not len(known) == len(raw.left_out) + len(items) <= MAX_ITEMS:
        place.at("left_out").say(tr("must be the other items of the sheet"))
    return Improve(
        sheet_id=check_id(place.at("sheet_id"), raw.sheet_id),
        sheet=_digest(raw.sheet, place.at("sheet")),
        made_with=_digest(raw.made_with, place.at("made_with")),
        run=_digest(raw.run, place.at("run")),
        record=_digest(raw.record, place.at("record")),
        roles=tuple(raw.roles),
        left_out=tuple(raw.left_out),
    )


def _digest(text: str, place: Place) -> bytes:
    try:
        value = bytes.fromhex(text)
    except ValueError:
        value = b""
    if len(value) != DIGEST_BYTES:
        place.say(tr("must be a digest"))
    return value
