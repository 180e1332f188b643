"""A connection that is lost in the middle of a file, in a whole negotiation: the transfer goes on where it was."""

from __future__ import annotations

from pathlib import Path

from desktop.run.stages import Computing, Reconnected, Result
from tests.desktop.attachments.test_files_meeting import SHEET, in_file, offering, value_of
from tests.desktop.negotiations import Person, negotiate, run
from tests.desktop.run.test_interruption import Asked, Wires, cut_when, wires
from tests.desktop.swapping import some_file

__all__ = ["wires"]


def test_a_lost_connection_in_the_middle_of_a_file(wires: Wires, tmp_path: Path) -> None:
    path = some_file(tmp_path, "cv.pdf", 9_000_000)
    everyone = [offering("candidate", c1=in_file(path)), offering("employer")]
    people = [Person(0), Person(1)]
    cut_when(people[1], lambda stage: isinstance(stage, Computing) and (stage.files or 0) > 0.5, wires.cut)
    results = run(negotiate(SHEET, everyone, tmp_path, people, around_of=Asked().around))
    for result in results:
        assert isinstance(result, Result), result
        assert result.outcome.items["frank"].value == {"candidate.c1": value_of(path)}
        assert result.signed
    (received,) = results[1].received  # type: ignore[union-attr]
    assert received.path is not None
    assert received.path.read_bytes() == path.read_bytes()
    stages = people[1].stages
    back = next(place for place, stage in enumerate(stages) if isinstance(stage, Reconnected))
    parts = [stage.files for stage in stages[back:] if isinstance(stage, Computing) and stage.files is not None]
    assert parts
    assert parts[0] > 0.5, "it goes on where it was"
    assert list(tmp_path.glob("*/incoming/*")) == []
    assert [one.name for one in (tmp_path / "person-1" / "received").iterdir()] == ["cv.pdf"]
