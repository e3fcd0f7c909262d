"""All that runs in this house runs side by side, in a random order, from an empty database on: the DAGs, the command line,
upgrades, auditors who read for long; some of it is killed. Nobody waits without an end, nobody fails without a message
for the operator, and in the end the warehouse says what it would say had one thing been done after the other.

`python -m tests.loading.stress --operations 2000` is the long form of test_side_by_side.py.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

from fundflow import alerts, decisions, embedded, expectations, maintenance, mart, pipeline, verification, waivers
from fundflow.alerts import outbox
from fundflow.auditing import auditpack, datasets, snapshot
from fundflow.auditing.files import whole
from fundflow.exceptions import Infrastructure, WrongUse
from fundflow.loading import batch, comparison
from fundflow.migrations import open_warehouse
from fundflow.settings import Settings
from fundflow.warehouse import Warehouse

sys.path.insert(0, str(Path(__file__).parent))
from crash import FORK, PATIENCE_SECONDS, World, house_of_its_own, spare_what_is_slow

DAY = date(2023, 10, 2)
HOLDING = "amount.not_whole"  # a rule that only a person's word lets a file pass
HELD_UNITS = [f"42.{number}" for number in range(436, 450)]
WHO_WAITS_FOR_WHOM = """
SELECT pid, application_name, pg_blocking_pids(pid)::text AS blocked_by, state, wait_event_type, wait_event,
    date_trunc('second', now() - xact_start)::text AS since, left(regexp_replace(query, '\\s+', ' ', 'g'), 160) AS query
FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY xact_start
"""


def ingest(settings: Settings, chance: random.Random) -> None:
    pipeline.ingest(settings)


def build(settings: Settings, chance: random.Random) -> None:
    pipeline.build(settings)


def ingest_by_hand(settings: Settings, chance: random.Random) -> None:
    pipeline.ingest(settings)
    pipeline.build(settings)


def alert(settings: Settings, chance: random.Random) -> None:
    alerts.alert(settings, DAY, send=lambda mail: None)


def publish(settings: Settings, chance: random.Random) -> None:
    pipeline.publish(settings)


def maintain(settings: Settings, chance: random.Random) -> None:
    with Warehouse(settings) as warehouse, tempfile.TemporaryDirectory(dir=settings.home) as folder:
        maintenance.back_up(settings.model_copy(update={"home": Path(folder), "warehouse_url": warehouse.url}))
    verify(settings, chance)


def verify(settings: Settings, chance: random.Random) -> None:
    with open_warehouse(settings) as warehouse:
        problems = [*verification.verify(warehouse), *verification.rederive(warehouse, 5)]
    assert not problems, "\n".join(map(str, problems))


def refresh(settings: Settings, chance: random.Random) -> None:
    with open_warehouse(settings) as warehouse:
        chance.choice((mart.refresh, mart.refresh, mart.rebuild))(warehouse)


def remind(settings: Settings, chance: random.Random) -> None:
    decisions.remind(settings, date.today() + timedelta(days=30))
    with Warehouse(settings, role="loader") as warehouse:
        outbox.deliver(warehouse, lambda mail: None)


def decide(settings: Settings, chance: random.Random) -> None:
    with open_warehouse(settings) as warehouse:
        found = [matter for matter in decisions.waiting(warehouse) if HOLDING in matter.rules]
    if found:
        choice = chance.choice(("approve", "approve", "reject", "correct", "ask"))
        decisions.decide(
            settings, chance.choice(found).reference, decisions.Choice(choice), by="T. H.", reason="đã gọi điện hỏi xã"
        )
        pipeline.ingest(settings, [])
        pipeline.build(settings)


def waive(settings: Settings, chance: random.Random) -> None:
    with open_warehouse(settings) as warehouse:
        number, _ = waivers.grant(
            warehouse, "amount.negative", reason="đã gọi điện hỏi xã", granted_by="T. H.", valid_until=date.today(),
            unit="42.444",
        )  # fmt: skip
        waivers.revoke(warehouse, number, because="nhầm đơn vị, xin rút", revoked_by="T. H.")


def audit(settings: Settings, chance: random.Random) -> None:
    request = auditpack.Request(size=3, seed=chance.randrange(100))
    auditpack.build(settings, request, settings.exports / f"{os.getpid()}.zip")
    datasets.export(settings, chance.choice(datasets.NAMES), "csv", settings.exports / str(os.getpid()))


def read_for_long(settings: Settings, chance: random.Random) -> None:
    question = "SELECT count(*), sum(disbursed_vnd), max(known_from) FROM mart.line_version"
    with open_warehouse(settings, role="auditor") as warehouse, snapshot.taken(warehouse):
        before = warehouse.query(question)
        time.sleep(chance.uniform(0, 4))
        assert warehouse.query(question) == before


def change_the_law(settings: Settings, chance: random.Random) -> None:
    _exchange(settings.reference / "law.csv", "2024-12-31,NQ 104/2023/QH15", "2024-11-30,NQ 104/2023/QH15")
    with open_warehouse(settings):
        pass


def change_the_roles(settings: Settings, chance: random.Random) -> None:
    _exchange(settings.include / "roles" / "matrix.csv", "unit_reader,quality.receipt", "unit_reader,quality.inbox")
    with open_warehouse(settings):
        pass


def upgrade(settings: Settings, chance: random.Random) -> None:
    """The next version touches tables that everybody uses."""
    number = 1 + max(int(path.name[:3]) for path in (settings.sql / "schema").glob("[0-9]*.sql"))
    tables = chance.sample(["quality.file", "quality.receipt", "core.fact", "staging.fund_row", "mart.line_version"], 3)
    script = "ALTER TABLE {0} ADD COLUMN later int; ALTER TABLE {0} DROP COLUMN later;"
    _put(settings.sql / "schema" / f"{number:03}_later.sql", "".join(map(script.format, tables)))
    with open_warehouse(settings):
        pass


OPERATIONS: dict[Callable[[Settings, random.Random], None], int] = {
    ingest: 4, build: 3, ingest_by_hand: 6, alert: 2, publish: 1, maintain: 1, verify: 2, refresh: 2, remind: 1, decide: 4,
    waive: 1, audit: 1, read_for_long: 2, change_the_law: 1, change_the_roles: 2, upgrade: 1,
}  # fmt: skip


class BusyWorld(World):
    """A house in which much goes on at once."""

    def __init__(self, settings: Settings, seed: int) -> None:
        super().__init__(settings.model_copy(update={"root": _own_root(settings)}), seed)
        self.running: dict[BaseProcess, float] = {}  # until when each must have ended
        self.ended: Counter[str] = Counter()
        self.held: dict[str, list[tuple[str, int]]] = {}  # as the model, of files that only a person's word lets in

    def go_on(self, operations: int, at_once: int) -> None:
        """So many operations, and what people drop meanwhile."""
        for _ in range(operations):
            self.drop_some()
            self._hold_one()
            while len(self.running) >= at_once:
                self._look_around()
            self._start()
        while self.running:
            self._look_around()

    def _hold_one(self) -> None:
        """A report of a day of its own that is stopped by a rule, though it can be read."""
        unit, day = self.random.choice(HELD_UNITS), date(2021, 1, 1) + timedelta(days=len(self.held))
        amount = self.random.randrange(10**12)
        self.put(unit, f"held-{day}.xlsx", [f"{unit} {day}", f"GNBV.2 {amount} E9", f"~{HOLDING} E9"])
        self.held[f"disbursement|unit_report|{unit}|{day}"] = [("GNBV.2", amount)]

    def _start(self) -> None:
        operation = self.random.choices(list(OPERATIONS), list(OPERATIONS.values()))[0]
        process = FORK.Process(
            target=_work, args=(operation, self.settings, self.random.random()), name=operation.__name__
        )
        process.start()
        self.running[process] = time.monotonic() + PATIENCE_SECONDS

    def _look_around(self) -> None:
        """A moment passes; somebody is killed now and then."""
        time.sleep(self.random.uniform(0, 0.2))
        if self.running and self.random.random() < 0.02:
            self.random.choice(list(self.running)).kill()
        for process, deadline in list(self.running.items()):
            if not process.is_alive():
                del self.running[process]
                self.ended[f"{process.name} {process.exitcode}"] += 1
                assert process.exitcode in (0, 3, -signal.SIGKILL), f"{process.name} ended with {process.exitcode}"
            elif time.monotonic() > deadline:
                raise AssertionError(f"{process.name} (fundflow-{process.pid}) does not end:\n{self._waiting()}")

    def _waiting(self) -> str:
        with Warehouse(self.settings) as warehouse:
            return "\n".join(str(row._asdict()) for row in warehouse.query(WHO_WAITS_FOR_WHOM))

    def stop(self) -> None:
        for process in self.running:
            process.kill()
            process.join()

    def assert_as_one_after_the_other(self) -> None:
        """Once the house has come to rest: all that came has its answer, and the tables follow from the facts."""
        for _ in range(2):  # the first finds what the killed ones left
            assert self.run(None) == [0]
        with Warehouse(self.settings) as warehouse:
            approved = warehouse.query(
                "SELECT DISTINCT subject FROM quality.file JOIN quality.decision USING (file_id) WHERE choice = 'approve'"
            )
            self.model |= {subject: self.held[subject] for (subject,) in approved}
            self.assert_all_is_well()
            assert list(verification.rederive(warehouse, 10**6)) == []
            assert warehouse.value("SELECT max(attempts) FROM quality.file") <= batch.MOST_ATTEMPTS


def _work(operation: Callable, settings: Settings, chance: float) -> None:
    """One process: its exit code says whether it came to an end (0), or has a message for the operator (3)."""
    spare_what_is_slow()
    expectations.validate = lambda *arguments: []
    comparison.add_findings_of_the_batch = _only_look
    try:
        operation(settings, random.Random(chance))
    except WrongUse:  # another person decided first; nothing is there yet to draw a sample from
        pass
    except Infrastructure as told:
        print(f"{operation.__name__}: {told}", file=sys.stderr)  # noqa: T201
        os._exit(3)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


_look_across_files = comparison.add_findings_of_the_batch


def _only_look(warehouse: Warehouse, batch_id: int, examined: list, progress: Callable) -> None:
    """The checks across files do their work side by side; what they say depends on what came first, and is let be."""
    known = [list(one.findings) for one in examined]
    _look_across_files(warehouse, batch_id, examined, progress)
    for one, findings in zip(examined, known, strict=True):
        one.findings[:] = findings


def _own_root(settings: Settings) -> Path:
    """A checkout whose SQL, roles and reference data may change while the house works."""
    root = settings.home / "checkout"
    shutil.copytree(settings.include, root / "include", ignore=shutil.ignore_patterns("samples"))
    (root / "expectations").symlink_to(settings.expectations)
    return root


def _exchange(path: Path, one: str, other: str) -> None:
    text = path.read_text(encoding="utf-8")
    _put(path, text.replace(one, other) if one in text else text.replace(other, one))


def _put(path: Path, text: str) -> None:
    """Nobody reads half a file, as after an upgrade that unpacks aside."""
    with whole(path) as half:
        half.write_text(text, encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--operations", type=int, default=2000)
    options.add_argument("--at-once", type=int, default=6)
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    chosen = options.parse_args()
    print(f"seed {chosen.seed}", flush=True)  # noqa: T201
    with house_of_its_own() as settings:
        world = BusyWorld(settings, chosen.seed)
        try:
            embedded.start(settings)
            world.go_on(chosen.operations, chosen.at_once)
            print(dict(sorted(world.ended.items())), flush=True)  # noqa: T201
            world.assert_as_one_after_the_other()
        finally:
            world.stop()


if __name__ == "__main__":
    main()
