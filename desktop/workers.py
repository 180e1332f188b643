"""All cores for work that is cut into tasks: threads, each with a helper process where the system lets us start one.

Each thread hands its task to its helper process and waits. A thread without a helper (not started yet, not allowed, or
dead) performs the task itself; the multiplications release the interpreter's lock, so threads alone use several cores
too. Nothing fails because a process could not be started: no semaphores are used, and losing all helpers costs speed.

Helpers are started by `spawn`, on every system: forking a process with threads is not safe. They get tasks over a pipe
of their own, never see the network, and are killed in the end, so that no secret outlives its run there.

An installed (frozen) program must call `multiprocessing.freeze_support()` first thing in its main before helpers may be
used; otherwise each would open another window. So there threads are the default.
Leaves to others: what the tasks are (crypto.psi_work), when to stop.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Self

from crypto.errors import MalformedMessage, MisuseError
from crypto.psi_work import Task, perform

MAX_WORKERS = 8
WORTH_PROCESSES = 400
"""With fewer tasks (about three seconds of work) starting helpers costs what it saves; measured in docs/sets.md."""
READY, DONE, REFUSED = b"r", b"d", b"x"
MAX_TASK_BYTES = 1 << 16
"""A task of 64 records is below 10 kB."""
_JOIN_S = 5.0


class WorkStopped(Exception):
    """The computation was stopped on this computer."""


def usable_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """Performs tasks on several cores; pass it as `work`. Use it as `with Workers(psi.n_tasks(size)) as work`.

    Attributes:
        n_workers: threads, and helper processes where there are any.
    """

    def __init__(
        self,
        n_tasks: int,
        *,
        n_workers: int | None = None,
        processes: bool | None = None,
        on_progress: Callable[[float], None] = lambda fraction: None,
    ) -> None:
        """Prepare; nothing is started yet.

        Args:
            n_tasks: how many tasks there will be in all calls together.
            n_workers: one per usable core, up to MAX_WORKERS, if not given.
            processes: whether to start helpers; if not given, when it is worth it and this is no frozen program.
            on_progress: told the part done (0..1) after every task, in the thread that called.
        """
        self.n_workers = min(usable_cores(), MAX_WORKERS) if n_workers is None else n_workers
        if self.n_workers < 1 or n_tasks < 1:
            raise MisuseError("no workers, or no work")
        if processes is None:
            processes = self.n_workers > 1 and n_tasks >= WORTH_PROCESSES and not getattr(sys, "frozen", False)
        self._n_tasks = n_tasks
        self._n_done = 0
        self._processes = processes
        self._on_progress = on_progress
        self._stopped = threading.Event()
        self._executor: ThreadPoolExecutor | None = None
        self._helpers: list[_Helper] = []
        self._idle: queue.SimpleQueue[_Helper] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        if self._executor is not None:
            raise MisuseError("these workers are at work already")
        self._executor = ThreadPoolExecutor(self.n_workers, "worker")
        self._helpers = [_Helper() for _ in range(self.n_workers)]
        for helper in self._helpers:
            if self._processes and not helper.start():
                break  # what one cannot, the others cannot either
        for helper in self._helpers:
            self._idle.put(helper)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
        for helper in self._helpers:
            helper.join()

    def __call__(self, tasks: Sequence[Task]) -> list[bytes]:
        """Perform the tasks; results in their order.

        Raises:
            MalformedMessage: a task was refused because of what the peer had sent.
            WorkStopped: stop was called, before or meanwhile.
        """
        if self._executor is None:
            raise MisuseError("workers work inside their with block")
        if self._stopped.is_set():
            raise WorkStopped
        futures: list[Future[bytes]] = [self._executor.submit(self._perform, task) for task in tasks]
        try:
            return [self._finished(future) for future in futures]
        finally:
            for future in futures:
                future.cancel()

    def stop(self) -> None:
        """End now, from any thread: calls under way raise WorkStopped, and helpers are killed."""
        self._stopped.set()
        for helper in self._helpers:
            helper.kill()

    def _finished(self, future: Future[bytes]) -> bytes:
        result = future.result()
        self._n_done += 1
        self._on_progress(min(self._n_done / self._n_tasks, 1.0))
        return result

    def _perform(self, task: Task) -> bytes:
        """In one of the threads. There are as many helpers as threads, so one is idle."""
        helper = self._idle.get()
        try:
            result = None if self._stopped.is_set() else helper.perform(task)
            if self._stopped.is_set():
                raise WorkStopped
            return perform(task) if result is None else result
        finally:
            self._idle.put(helper)


class _Helper:
    """A process that performs tasks, as long as there is one."""

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._pipe: Connection[bytes, bytes] | None = None
        self._ready = False

    def start(self) -> bool:
        """Start the process without waiting for it. Whether that was possible."""
        try:
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=serve, args=(theirs,), name="commonground-worker", daemon=True)
            process.start()
        except (OSError, ImportError, NotImplementedError):
            return False
        theirs.close()  # so that the pipe ends with the process
        self._process, self._pipe = process, ours
        return True

    def perform(self, task: Task) -> bytes | None:
        """Have the task performed; None if there is no process that can.

        Raises:
            MalformedMessage: the task was refused.
        """
        if self._pipe is None:
            return None
        try:
            if not self._ready:
                if not self._pipe.poll():
                    return None
                self._ready = self._pipe.recv_bytes(MAX_TASK_BYTES) == READY
            self._pipe.send_bytes(task.to_bytes())
            answer = self._pipe.recv_bytes(MAX_TASK_BYTES)
        except (EOFError, OSError):
            self._pipe = None
            return None
        if answer[:1] == REFUSED:
            raise MalformedMessage("not a point of the group")
        return answer[1:]

    def kill(self) -> None:
        """End the process; who waits for it gets None."""
        if self._process is not None:
            self._process.kill()

    def join(self) -> None:
        """Wait until the killed process is gone."""
        if self._process is not None:
            self._process.join(_JOIN_S)
        if self._pipe is not None:
            self._pipe.close()


def serve(pipe: Connection[bytes, bytes]) -> None:
    """What a helper does until its pipe ends: perform tasks. Ctrl-C is for the program that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pipe.send_bytes(READY)
        while True:
            task = Task.from_bytes(pipe.recv_bytes(MAX_TASK_BYTES))
            try:
                pipe.send_bytes(DONE + perform(task))
            except MalformedMessage:
                pipe.send_bytes(REFUSED)
    except (EOFError, OSError):
        return
