"""How far everybody is: what a quick person says before all are ready is not lost."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from desktop.run.around import Say
from desktop.run.stages import People, Result, Standing
from tests.desktop import negotiations
from tests.desktop.negotiations import Person, negotiate, run
from tests.desktop.test_negotiation import MAYBE, SHEET, YES, of_kind


def test_what_is_said_when_the_table_opens_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Locked in at once: nothing says afterwards that the person is still answering."""

    def at_once(say: Say) -> None:
        say(Standing.LOCKED_IN)

    monkeypatch.setattr(negotiations, "Around", partial(negotiations.Around, at_table=at_once))
    people = [Person(0), Person(1)]
    for result in run(negotiate(SHEET, [YES, MAYBE], tmp_path, people)):
        assert isinstance(result, Result)
    for person in people:
        seat = person.number
        own = [stage.standings[seat] for stage in of_kind(person, People) if isinstance(stage, People)]
        assert own == sorted(own)
        assert own[-1] is Standing.COMPARE
        assert Standing.LOCKED_IN in own
