"""Loaders die at named points, or at any moment, beside one that lives: nothing is lost, doubled or half seen.

`python -m tests.loading.crash --rounds 20 --kills 500` is the long form of test_crash.py. A world has an inbox that
gets new reports, corrections, copies and bad files in each round, and a model of what must be in force.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from fundflow import embedded, expectations, pipeline, verification
from fundflow.exceptions import Infrastructure
from fundflow.faults import LOADER_POINTS
from fundflow.loading import answers, batch, comparison
from fundflow.migrations import migrate
from fundflow.reader.pool import Pool
from fundflow.settings import Settings
from fundflow.warehouse import Warehouse

sys.path.insert(0, str(Path(__file__).parent))
from small_readings import examine_in_process

FORK = multiprocessing.get_context("fork")
PATIENCE_SECONDS = 180  # with a loader, on a machine that has no core to spare
UNITS = [f"42.{number}" for number in range(436, 450)]
IN_FORCE = """
SELECT submission.subject, fact.component_code, fact.amount::bigint AS amount
FROM core.fact JOIN core.submission USING (submission_id)
WHERE NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = submission_id)
"""
PARTIAL = """
SELECT submission_id FROM core.submission JOIN quality.file ON file_id = submission_id
WHERE status <> 'accepted'
    OR rows_loaded <> (SELECT count(*) FROM core.fact WHERE fact.submission_id = submission.submission_id)
"""


def spare_what_is_slow() -> None:
    """This process works without the cost of children and of Great Expectations."""
    batch.examine_all = examine_in_process
    Pool.prepare = lambda *arguments: None
    expectations.warm_up = lambda: None
    answers._mark_all = lambda *arguments: None


def load(settings: Settings, fault: str | None = None) -> None:
    """One loader, as the DAGs run it."""
    spare_what_is_slow()
    comparison.add_findings_of_the_batch = lambda *arguments: None
    if fault:
        os.environ["FUNDFLOW_FAULT"] = fault
    try:
        pipeline.ingest(settings)
        pipeline.build(settings)
    except (Infrastructure, OSError):
        os._exit(3)
    os._exit(0)


class World:
    """A house and the model of what its warehouse must say."""

    def __init__(self, settings: Settings, seed: int) -> None:
        self.settings = settings.model_copy(update={"allow_faults": True, "min_free_mb": 0})
        self.random = random.Random(seed)
        self.model: dict[str, list[tuple[str, int]]] = {}  # subject -> its figures
        self.drops = 0
        self.started = time.time_ns()

    def drop_some(self) -> None:
        """New reports, corrections, a copy under another name, a bad file."""
        for _ in range(self.random.randint(2, 5)):
            self._write(good=True)
        self._write(good=False)

    def _write(self, good: bool) -> None:
        unit, month = self.random.choice(UNITS), self.random.randint(1, 9)
        figures = [(f"GNBV.{n}", self.random.randrange(10**12)) for n in self.random.sample(range(1, 8), 3)]
        lines = [f"{unit} 2023-0{month}-28", *(f"{code} {amount} E{n + 9}" for n, (code, amount) in enumerate(figures))]
        if not good:
            lines.append("!amount.not_a_number E12")
        for copy in range(self.random.choice((1, 1, 2)) if good else 1):
            self.put(unit, f"{self.drops + 1}-{copy}.xlsx", lines)
        if good:
            self.model[f"disbursement|unit_report|{unit}|2023-0{month}-28"] = sorted(figures)

    def put(self, unit: str, name: str, lines: list[str]) -> None:
        """A file that is whole as soon as it can be seen."""
        folder, aside = self.settings.inbox / unit, self.settings.home / name
        folder.mkdir(exist_ok=True)
        self.drops += 1
        aside.write_text("\n".join(lines))
        os.utime(aside, ns=(0, self.started + self.drops * 10**6))  # clocks of file systems are too coarse
        aside.rename(folder / name)

    def run(self, *faults_of_loaders: str | None) -> list[int | None]:
        """Loaders side by side, one per fault (None: it lives): their exit codes."""
        loaders = [FORK.Process(target=load, args=(self.settings, fault)) for fault in faults_of_loaders]
        for loader in loaders:
            loader.start()
        for loader in loaders:
            loader.join(PATIENCE_SECONDS)
        return [loader.exitcode for loader in loaders]

    def run_and_kill(self, count: int = 2) -> None:
        """Loaders side by side, each killed after a random time."""
        loaders = [FORK.Process(target=load, args=(self.settings,)) for _ in range(count)]
        for loader in loaders:
            loader.start()
        for loader in loaders:
            time.sleep(self.random.uniform(0, 0.25))
            if loader.is_alive():
                os.kill(loader.pid, signal.SIGKILL)
        for loader in loaders:
            loader.join(PATIENCE_SECONDS)

    def run_and_kill_the_server(self) -> None:
        """Loaders side by side lose PostgreSQL at a random moment: SIGKILL of its first process, as a power cut."""
        loaders = [FORK.Process(target=load, args=(self.settings,)) for _ in range(2)]
        for loader in loaders:
            loader.start()
        time.sleep(self.random.uniform(0, 0.5))
        server = int((self.settings.home / "postgres/postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGKILL)
        for loader in loaders:
            loader.join(PATIENCE_SECONDS)
            assert loader.exitcode in (0, 3)  # a message for the operator, no traceback
        embedded.start(self.settings)

    def assert_nothing_half_seen(self) -> None:
        with Warehouse(self.settings) as warehouse:
            assert [tuple(row) for row in warehouse.query(PARTIAL)] == []

    def assert_all_is_well(self) -> None:
        """After a loader that lived: the model, exactly; every drop answered; nothing left to do; history intact."""
        with Warehouse(self.settings) as warehouse:
            stored: dict[str, list[tuple[str, int]]] = {}
            for row in warehouse.query(IN_FORCE):
                stored.setdefault(row.subject, []).append((row.component_code, row.amount))
            in_force = {subject: sorted(figures) for subject, figures in stored.items()}
            wrong = [
                subject for subject in {*in_force, *self.model} if in_force.get(subject) != self.model.get(subject)
            ]
            assert not wrong, [(subject, in_force.get(subject), self.model.get(subject)) for subject in wrong]
            states = Counter(row.status for row in warehouse.query("SELECT status FROM quality.receipt"))
            assert states.total() == self.drops and not states["received"] and not states["staged"], states
            assert warehouse.value("SELECT count(*) FROM quality.file WHERE status IN ('received', 'staged')") == 0
            assert warehouse.value("SELECT count(*) FROM staging.fund_row") == 0
            assert [str(problem) for problem in verification.verify(warehouse)] == []


def crash_at(world: World, point: str, action: str, beside: bool) -> int | None:
    """One round: a loader fails at the point, alone or `beside` one that lives; then another puts all right."""
    world.drop_some()
    fault = f"{point}:{action}"
    codes = world.run(fault, None) if beside else world.run(fault)
    world.assert_nothing_half_seen()
    assert world.run(None) == [0]
    world.assert_all_is_well()
    return codes[0]


def kill_at_random(world: World) -> None:
    world.drop_some()
    world.run_and_kill()
    world.assert_nothing_half_seen()
    world.run(None)
    world.assert_all_is_well()


def kill_the_server(world: World) -> None:
    world.drop_some()
    world.run_and_kill_the_server()
    world.assert_nothing_half_seen()
    assert world.run(None) == [0]
    world.assert_all_is_well()


def _repeat(count: int, name: str, work: Callable[[], object]) -> None:
    started = time.monotonic()
    for _ in range(count):
        work()
    print(f"{name}: {count} × in {time.monotonic() - started:.0f} s: nothing lost, doubled or half seen", flush=True)  # noqa: T201


@contextmanager
def house_of_its_own() -> Iterator[Settings]:
    """For the long forms: folders and a server that are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="fundflow-test-") as folder:
        settings = Settings(home=Path(folder), settle_seconds=0)
        settings.make_folders()
        try:
            yield settings
        finally:
            embedded.stop(settings)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=20, help="crashes per point and way")
    options.add_argument("--kills", type=int, default=500, help="kills at random moments, under two loaders")
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    chosen = options.parse_args()
    print(f"seed {chosen.seed}", flush=True)  # noqa: T201
    with house_of_its_own() as settings:
        with Warehouse(settings) as warehouse:
            migrate(warehouse)
        world = World(settings, chosen.seed)
        for point in LOADER_POINTS:
            for action in ("kill", "backend"):
                for beside in (False, True):
                    where = f"{point} {action} {'beside another' if beside else 'alone'}"
                    _repeat(chosen.rounds, where, partial(crash_at, world, point, action, beside))
        _repeat(chosen.rounds, "PostgreSQL killed under two loaders", lambda: kill_the_server(world))
        _repeat(chosen.kills // 2, "random kills of two loaders", lambda: kill_at_random(world))


if __name__ == "__main__":
    main()
