"""The form of every kind: what an item has beside its texts and its rule.

    form_of("ladder")(bench, ("items", 3))

Leaves to others: label, question, help, kind and rule (desktop.ui.editor.item).
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop.ui.editor.kinds.bundle import BundleForm
from desktop.ui.editor.kinds.common import KindForm
from desktop.ui.editor.kinds.dates import DatesForm
from desktop.ui.editor.kinds.disclose import DiscloseForm
from desktop.ui.editor.kinds.ladder import LadderForm
from desktop.ui.editor.kinds.pick import PickForm
from desktop.ui.editor.kinds.simple import LevelForm, MatchForm, RankForm, SetForm

FORMS: Mapping[str, KindForm] = {
    "match": MatchForm,
    "level": LevelForm,
    "pick": PickForm,
    "rank": RankForm,
    "ladder": LadderForm,
    "dates": DatesForm,
    "bundle": BundleForm,
    "disclose": DiscloseForm,
    "set": SetForm,
}


def form_of(kind: str) -> KindForm | None:
    """The form of a kind; None for one that does not exist."""
    return FORMS.get(kind)
