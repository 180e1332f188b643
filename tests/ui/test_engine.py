"""What nobody expected in the other thread: noted by type and place, shown as a fault, and nobody waits for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtWidgets import QApplication

from desktop import negotiation
from desktop.deals.templates import sample_sheet
from desktop.run.stages import Aborted, Stage
from desktop.strings.errors import explain
from desktop.ui.bridge import Invitation, Talk
from desktop.ui.engine import Engine, fault_of
from p2p.errors import ConnectionLost


async def fail(error: BaseException) -> NoReturn:
    raise error


def test_a_fault_is_noted_without_its_text() -> None:
    faults: list[str] = []
    engine = Engine(faults.append)
    ended = engine.submit(fail(KeyError("my salary")))
    assert isinstance(ended.exception(60), KeyError)
    engine.close()
    (fault,) = faults
    assert fault.startswith("KeyError at ")
    assert "salary" not in fault


def test_what_is_expected_is_no_fault() -> None:
    faults: list[str] = []
    engine = Engine(faults.append)
    lost = engine.submit(fail(ConnectionLost()))
    assert isinstance(lost.exception(60), ConnectionLost)
    assert fault_of(lost) is None
    engine.close()
    assert faults == []


def test_a_negotiation_that_breaks_ends_on_its_page(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> NoReturn:
        raise TypeError("my salary")

    monkeypatch.setattr(negotiation, "host", broken)
    faults: list[str] = []
    engine = Engine(faults.append)
    talk = Talk(engine, tmp_path)
    ends: list[Stage] = []
    talk.stage.connect(ends.append)
    talk.host(Invitation(sample_sheet("love-me-back"), 2, "", listen=("127.0.0.1", 0)))
    while not ends:
        QApplication.processEvents()
    engine.close()
    (end,) = ends
    assert isinstance(end, Aborted)
    told = explain(end.error, windowed=True)
    assert told.code == "E58"
    assert "salary" not in f"{told}"
    assert [fault.split(" at ")[0] for fault in faults] == ["TypeError"]
