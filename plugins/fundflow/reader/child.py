"""One child process of the pool: `Child` is the parent's end of it, `serve` what runs inside.

They talk in pickles, each after its length. The parent says (work, limits, warm_up) once, then (job, seconds) per file; the
child says READY once, then an Answer per file. What a library prints cannot get in between: it goes nowhere.
"""

from __future__ import annotations

import math
import os
import pickle
import resource
import signal
import struct
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

from fundflow import collector
from fundflow.findings import Finding
from fundflow.reader.errors import ReaderBroken, UnreadableFile
from fundflow.reader.guard import Limits, megabytes
from fundflow.reader.messages import finding

LENGTH = struct.Struct(">Q")
PIECE = 1 << 20
READY = b"+"
START_SECONDS = 120  # on two busy cores with nothing in the disk cache; that it is slow is no file's fault
# All that the child gets to know of the environment; passwords and addresses stay with the parent.
ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "PYTHONDONTWRITEBYTECODE",
               "FUNDFLOW_ROOT")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """`value`: what the work returned, or a Finding. `trouble`: a traceback for the log. `last`: the child ends now."""

    value: Any
    trouble: str | None = None
    last: bool = False


class Child:
    """A process that works on one file at a time. Its pipe is readable when `receive` should be called."""

    def __init__(self, work: Callable[[Any], Any], limits: Limits, warm_up: Callable[[], Any] | None = None):
        self.limits = limits
        greeting = pickle.dumps((work, limits, warm_up))
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from fundflow.reader.child import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
            | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,  # Ctrl-C is for the parent, which then ends its children
        )
        assert self.process.stdin and self.process.stdout  # both are pipes
        self.questions, self.answers = self.process.stdin, self.process.stdout
        os.set_blocking(self.answers.fileno(), False)
        self.ready = False
        self.received = bytearray()
        self.seconds, self.deadline = 0.0, math.inf
        with suppress(ConnectionError):  # it is dead already: the end of its pipe will say how
            _send(self.questions, greeting)

    def fileno(self) -> int:
        return self.answers.fileno()

    def start(self, job: Any, seconds: float) -> None:
        """Hands over a job that may take so many seconds of processor time; ConnectionError if the child is gone."""
        self.seconds = seconds
        self._put_off_deadline()
        self.received.clear()
        _send(self.questions, pickle.dumps((job, seconds)))

    def _put_off_deadline(self) -> None:
        patience = self.seconds * self.limits.wall_per_cpu if self.ready else START_SECONDS
        self.deadline = time.monotonic() + patience

    def receive(self) -> Answer | None:
        """Takes in what has come: the answer once it is whole, one that says why it never will be, else None."""
        try:
            piece = os.read(self.fileno(), PIECE)
        except BlockingIOError:
            return None
        if not piece:
            return self._lost()
        if not self.ready:
            self.ready, piece = True, piece.removeprefix(READY)
        self.received += piece
        self._put_off_deadline()  # it has done its work and waits for us to take the answer
        if len(self.received) < LENGTH.size:
            return None
        (length,) = LENGTH.unpack_from(self.received)
        if len(self.received) < LENGTH.size + length:
            return None
        return pickle.loads(memoryview(self.received)[LENGTH.size :])

    def overdue(self) -> Answer:
        """What its deadline means that has passed. Raises ReaderBroken."""
        if not self.ready:
            raise ReaderBroken(f"{START_SECONDS} s")
        return Answer(finding("file.timeout", seconds=round(self.seconds)), last=True)

    def _lost(self) -> Answer:
        """How the process ended, as an answer."""
        status = self.process.wait()
        if not self.ready:  # what went wrong stands in our own error output
            raise ReaderBroken(f"exit {status}")
        if status == -signal.SIGXCPU:
            return self.overdue()
        if status == -signal.SIGKILL:  # not by us: the system was out of memory
            return Answer(_out_of_memory(self.limits), last=True)
        reason = signal.Signals(-status).name if status < 0 else f"exit {status}"
        return Answer(finding("file.crashed", reason=reason), f"child ended: {reason}", last=True)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.questions, self.answers):
            with suppress(BrokenPipeError):
                pipe.close()


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(LENGTH.pack(len(message)))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> Any:
    header = pipe.read(LENGTH.size)
    if len(header) < LENGTH.size:
        raise SystemExit  # the parent is done, or gone
    return pickle.loads(pipe.read(LENGTH.unpack(header)[0]))


def serve() -> None:
    """The child's whole life."""
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    work, limits, warm_up = _receive(questions)
    if warm_up:
        warm_up()
    for descriptor in (0, 1, 2):
        os.dup2(os.open(os.devnull, os.O_RDWR), descriptor)
    _limit(resource.RLIMIT_AS, limits.memory_bytes)
    _limit(resource.RLIMIT_FSIZE, limits.output_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    answers.write(READY)
    answers.flush()
    last = False
    while not last:
        job, seconds = _receive(questions)
        _grant(seconds)
        message, last = _answer(work, job, limits)
        _send(answers, message)


def _limit(which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _grant(seconds: float) -> None:
    """Processor time for the next file, on top of what the earlier ones used. Whole seconds are all that there is."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime + seconds))


@collector.paused()  # what the file was made into is gone before the collector could look at it
def _answer(work: Callable[[Any], Any], job: Any, limits: Limits) -> tuple[bytes, bool]:
    """The pickled Answer, and whether the child ends after it: memory that ran out once is not sound again."""
    message = None
    with suppress(MemoryError):  # with it goes what filled the memory: there is room for an answer again
        answer = _work(work, job)
        message = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    if message is None:
        return pickle.dumps(Answer(_out_of_memory(limits), last=True)), True
    if len(message) > limits.output_bytes:
        size = finding("file.too_large", found=megabytes(len(message)), allowed=megabytes(limits.output_bytes))
        return pickle.dumps(Answer(size)), False
    return message, answer.last


def _out_of_memory(limits: Limits) -> Finding:
    return finding("file.memory", allowed=megabytes(limits.memory_bytes))


def _work(work: Callable[[Any], Any], job: Any) -> Answer:
    try:
        return Answer(work(job))
    except UnreadableFile as refusal:
        return Answer(refusal.finding)
    except MemoryError:
        raise
    except RecursionError:
        return Answer(finding("file.crashed", reason="RecursionError"), traceback.format_exc(-3), last=True)
    except Exception as error:  # whatever a stranger's file leads a parser to: it is this file's fault alone
        return Answer(finding("file.crashed", reason=type(error).__name__), traceback.format_exc())
