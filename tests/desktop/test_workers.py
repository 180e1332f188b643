"""Work on all cores: the same results in any way of doing it, progress, stopping at once, and no way to lose a task."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection

import pytest

from crypto import group, psi
from crypto.errors import MalformedMessage, MisuseError
from crypto.psi_work import CHUNK, COLUMNS, Step, Task, cut, serial
from crypto.rounds import run_locally
from desktop import workers
from desktop.workers import Workers, WorkStopped
from tests.crypto.seeded import Seeded

SCALAR = (9).to_bytes(32, "little")
POINTS = b"".join(group.base_multiply((i + 2).to_bytes(32, "little")) for i in range(40))
TASKS = [task for start in range(0, len(POINTS), 64) for task in cut(Step.MULTIPLY, SCALAR, POINTS[start : start + 64])]
RIGHT = list(serial(TASKS))
BAD = Task(Step.MULTIPLY, SCALAR, bytes(32))
START_S = 60.0


def wait_until_ready(pool: Workers) -> None:
    for helper in pool._helpers:
        assert helper._pipe is not None
        assert helper._pipe.poll(START_S)


def helpers_alive(pool: Workers) -> int:
    return sum(helper._process is not None and helper._process.is_alive() for helper in pool._helpers)


@pytest.fixture
def ready_pool() -> Iterator[Workers]:
    """Two helper processes, ready."""
    with Workers(10_000, n_workers=2, processes=True) as pool:
        wait_until_ready(pool)
        yield pool


@pytest.mark.parametrize("n_workers", [1, 2, 5])
def test_threads_give_the_same_results(n_workers: int) -> None:
    with Workers(len(TASKS), n_workers=n_workers, processes=False) as pool:
        assert pool(TASKS) == RIGHT
        assert pool(TASKS[:1]) == RIGHT[:1]
        assert pool([]) == []
        assert helpers_alive(pool) == 0


def test_helpers_give_the_same_results(ready_pool: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is really they who do the work."""
    monkeypatch.setattr(workers, "perform", lambda task: pytest.fail("done here"))
    assert ready_pool(TASKS) == RIGHT
    assert ready_pool(TASKS) == RIGHT


def test_work_begins_before_helpers_are_ready() -> None:
    with Workers(1, n_workers=2, processes=True) as pool:
        started = time.monotonic()
        assert pool(TASKS[:2]) == RIGHT[:2]
        assert time.monotonic() - started < START_S
        assert not all(helper._ready for helper in pool._helpers)


@pytest.mark.parametrize("processes", [False, True])
def test_what_the_peer_sent_can_be_refused(ready_pool: Workers, processes: bool) -> None:
    """The refusal is the same error, and the pool goes on."""
    if processes:
        with pytest.raises(MalformedMessage):
            ready_pool([*TASKS, BAD, *TASKS])
        assert ready_pool(TASKS) == RIGHT
        return
    with Workers(1, n_workers=2, processes=False) as pool:
        with pytest.raises(MalformedMessage):
            pool([*TASKS, BAD, *TASKS])
        assert pool(TASKS) == RIGHT


def test_dead_helpers_cost_nothing_but_speed() -> None:
    with Workers(1, n_workers=2, processes=True) as pool:
        wait_until_ready(pool)
        assert pool(TASKS) == RIGHT
        for helper in pool._helpers:
            helper.kill()
        assert pool(TASKS) == RIGHT
        assert all(helper._pipe is None for helper in pool._helpers)
        assert pool(TASKS) == RIGHT


def test_a_helper_that_says_something_else_first_is_not_used() -> None:
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    helper = workers._Helper()
    helper._pipe = ours
    theirs.close()
    assert helper.perform(TASKS[0]) is None
    assert helper._pipe is None
    ours.close()


@pytest.mark.parametrize("error", [OSError, ImportError, NotImplementedError, PermissionError])
def test_a_system_that_starts_no_processes(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    tries = []

    def refuse(method: str) -> None:
        tries.append(method)
        raise error("not here")

    monkeypatch.setattr(multiprocessing, "get_context", refuse)
    with Workers(len(TASKS), n_workers=3, processes=True) as pool:
        assert pool(TASKS) == RIGHT
    assert tries == ["spawn"]


def uses_processes(n_tasks: int, n_workers: int | None) -> bool:
    return Workers(n_tasks, n_workers=n_workers)._processes


def test_when_processes_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """For much work, on several cores, and not in an installed program, which would open another window."""
    assert uses_processes(workers.WORTH_PROCESSES, 2)
    assert not uses_processes(workers.WORTH_PROCESSES - 1, 2)
    assert not uses_processes(workers.WORTH_PROCESSES, 1)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert not uses_processes(workers.WORTH_PROCESSES, 2)
    assert Workers(1, n_workers=2, processes=True)._processes


def test_one_worker_per_core(monkeypatch: pytest.MonkeyPatch) -> None:
    assert workers.usable_cores() >= 1
    monkeypatch.setattr(workers.os, "sched_getaffinity", lambda process: set(range(32)), raising=False)
    assert Workers(1).n_workers == workers.MAX_WORKERS
    monkeypatch.delattr(workers.os, "sched_getaffinity")
    monkeypatch.setattr(workers.os, "cpu_count", lambda: 3)
    assert Workers(1).n_workers == 3
    monkeypatch.setattr(workers.os, "cpu_count", lambda: None)
    assert Workers(1).n_workers == 1


def test_progress() -> None:
    told: list[tuple[float, int]] = []
    with Workers(
        2 * len(TASKS),
        n_workers=2,
        processes=False,
        on_progress=lambda part: told.append((part, threading.get_ident())),
    ) as pool:
        pool(TASKS)
        assert told[-1][0] == 0.5
        pool(TASKS)
        pool(TASKS)
    parts = [part for part, _ in told]
    assert parts == sorted(parts)
    assert len(set(parts[: 2 * len(TASKS)])) == 2 * len(TASKS)
    assert parts[-1] == 1.0
    assert {thread for _, thread in told} == {threading.get_ident()}


@pytest.mark.parametrize("processes", [False, True])
def test_stopping_in_the_middle(processes: bool) -> None:
    """From another thread; the call ends at once and so do the helpers."""
    many = cut(Step.MULTIPLY, SCALAR, POINTS * 64) * 50
    with Workers(len(many), n_workers=2, processes=processes) as pool:
        timer = threading.Timer(0.3, pool.stop)
        timer.start()
        started = time.monotonic()
        with pytest.raises(WorkStopped):
            pool(many)
        assert time.monotonic() - started < 5
        with pytest.raises(WorkStopped):
            pool(TASKS)
        timer.join()
    assert helpers_alive(pool) == 0


def test_stopping_while_a_helper_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its death is not taken for a reason to do the task here."""
    with Workers(1, n_workers=1, processes=True) as pool:
        (helper,) = pool._helpers

        def stopped_meanwhile(task: Task) -> None:
            pool.stop()

        monkeypatch.setattr(helper, "perform", stopped_meanwhile)
        with pytest.raises(WorkStopped):
            pool(TASKS)


def test_leaving_the_block_ends_everything() -> None:
    with pytest.raises(KeyError), Workers(1, n_workers=2, processes=True) as pool:  # noqa: PT012
        assert helpers_alive(pool) == 2
        raise KeyError
    assert helpers_alive(pool) == 0
    assert all(helper._pipe is None or helper._pipe.closed for helper in pool._helpers)
    with pytest.raises(WorkStopped):
        pool(TASKS)


def test_misuse() -> None:
    for arguments in [{"n_tasks": 0}, {"n_tasks": 1, "n_workers": 0}]:
        with pytest.raises(MisuseError):
            Workers(**arguments)
    pool = Workers(1, n_workers=1, processes=False)
    with pytest.raises(MisuseError):
        pool(TASKS)
    with pool, pytest.raises(MisuseError):
        pool.__enter__()
    Workers(1).__exit__(None, None, None)


def test_what_a_helper_does() -> None:
    """The helper's side, in this process: ready, one answer per task, and an end when its pipe ends."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    answers: list[bytes] = []

    def use(pipe: Connection[bytes, bytes]) -> None:
        answers.append(pipe.recv_bytes())
        for task in (TASKS[0], BAD, TASKS[1]):
            pipe.send_bytes(task.to_bytes())
            answers.append(pipe.recv_bytes())
        pipe.close()

    before = signal.getsignal(signal.SIGINT)
    user = threading.Thread(target=use, args=(ours,))
    user.start()
    try:
        workers.serve(theirs)
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
        user.join()
        theirs.close()
    assert answers == [workers.READY, workers.DONE + RIGHT[0], workers.REFUSED, workers.DONE + RIGHT[1]]


@pytest.mark.parametrize("step", Step)
def test_every_task_fits_through_the_pipe(step: Step) -> None:
    common = 33 + 32  # a domain and a scalar
    assert 2 + common + CHUNK * sum(COLUMNS[step]) <= workers.MAX_TASK_BYTES


def test_a_whole_intersection(ready_pool: Workers) -> None:
    """Helpers at one side, threads at the other; and not a task more or less than announced."""
    first, second = ([b"%d" % i for i in range(start, start + 100)] for start in (0, 90))
    told: list[float] = []
    with Workers(psi.n_tasks(256), n_workers=2, processes=False, on_progress=told.append) as threads:
        results = run_locally(
            [
                psi.intersect(bytes(32), 0, first, 256, Seeded("work", 0), ready_pool),
                psi.intersect(bytes(32), 1, second, 256, Seeded("work", 1), threads),
            ]
        )
    assert results[0].entries == results[1].entries == set(first) & set(second)
    assert len(told) == psi.n_tasks(256)
    assert told[-1] == 1.0
