"""What a crash leaves behind is put right; every single operation may fail once without a loss."""

from __future__ import annotations

import builtins
import errno
import os
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from fundflow import pipeline, verification
from fundflow.exceptions import FundflowError, ValidationBroken, WarehouseBusy
from fundflow.loading import batch, comparison, facts, recovery
from fundflow.warehouse import Warehouse

HEADING = "42.444 2023-09-30"
ATTEMPTS = "SELECT attempts FROM quality.file ORDER BY file_id"
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def test_rows_that_a_crash_of_the_server_emptied_are_read_again(house, warehouse, drop):
    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 100 E9")
    pipeline.ingest(house)
    warehouse.query("TRUNCATE staging.fund_row")
    pipeline.ingest(house)
    pipeline.build(house)
    assert warehouse.value("SELECT sum(amount) FROM core.fact") == 100


def test_a_build_does_not_take_a_file_whose_rows_are_not_all_there(house, warehouse, drop):
    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 100 E9", "GNBV.3.1 100 E10")
    pipeline.ingest(house)
    warehouse.query("DELETE FROM staging.fund_row WHERE cell = 'E9'")
    assert pipeline.build(house).accepted == []
    assert warehouse.value("SELECT status FROM quality.file") == "received"


def test_staged_rows_of_a_dead_loader_go(house, warehouse, drop):
    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 100 E9")
    pipeline.ingest(house)
    warehouse.query(
        "INSERT INTO staging.fund_row (batch_id, row_number, file_id) SELECT 99, 1, file_id FROM quality.file"
    )
    recovery.drop_orphans(warehouse)
    assert [row.batch_id for row in warehouse.query("SELECT batch_id FROM staging.fund_row")] != [99]
    assert warehouse.value("SELECT count(*) FROM staging.fund_row") == 1


def test_a_builder_passes_no_file_over_because_another_looks_for_orphans(house, warehouse, drop):
    for day in (28, 29, 30):
        drop("42.444", f"bc-{day}.xlsx", f"42.444 2023-09-{day}", f"GNBV.2 {day} E9")
    pipeline.ingest(house)
    with warehouse.transaction():
        recovery.drop_orphans(warehouse)
        assert len(pipeline.build(house).accepted) == 3


def test_a_builder_waits_for_whoever_holds_a_file_for_a_moment(house, warehouse, drop):
    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 100 E9")
    pipeline.ingest(house)
    with ThreadPoolExecutor() as pool:
        with warehouse.transaction():
            warehouse.query("SELECT file_id FROM quality.file FOR NO KEY UPDATE")
            building = pool.submit(pipeline.build, house)
            while not (building.done() or warehouse.value(WAITING)):
                time.sleep(0.01)
        assert len(building.result().accepted) == 1


@pytest.mark.parametrize("table", ["staging.known_figure", "staging.unsteady_money"])
def test_what_the_batch_of_a_dead_loader_was_compared_with_goes(house, warehouse, drop, table):
    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 100 E9")
    pipeline.ingest(house)
    batch = warehouse.value("SELECT batch_id FROM staging.fund_row")
    warehouse.query(f"INSERT INTO {table} (batch_id) VALUES (99), (%(batch)s)", batch=batch)  # noqa: S608
    recovery.drop_orphans(warehouse)
    assert [row.batch_id for row in warehouse.query(f"SELECT batch_id FROM {table}")] == [batch]  # noqa: S608


def test_a_file_whose_reader_dies_again_and_again_is_given_up(house, warehouse, drop, monkeypatch):
    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 100 E9")
    pipeline.ingest(house)
    warehouse.query("UPDATE quality.file SET status = 'received', attempts = 99")
    pipeline.ingest(house)
    assert warehouse.value("SELECT status FROM quality.file") == "rejected"
    assert warehouse.value("SELECT rule FROM quality.finding") == "file.kills_reader"


def test_a_file_is_counted_as_tried_when_its_turn_comes(house, warehouse, drop, monkeypatch):
    """What waits while another file is read alone would be counted by every loader that comes by."""
    counted = []

    def read_and_look(*arguments):
        counted.append([row.attempts for row in warehouse.query(ATTEMPTS)])
        return read(*arguments)

    drop("42.444", "bc-29.xlsx", "42.444 2023-09-29", "GNBV.2 100 E9")
    drop("42.444", "bc-30.xlsx", "42.444 2023-09-30", "GNBV.2 100 E9")
    with monkeypatch.context() as patch:
        patch.setattr(batch, "process_received", lambda *arguments: batch.Processed())
        pipeline.ingest(house)
    warehouse.query("UPDATE quality.file SET attempts = %(alone)s", alone=batch.ALONE_AFTER)
    read = batch.examine_all
    monkeypatch.setattr(batch, "examine_all", read_and_look)
    pipeline.ingest(house)
    assert counted == [[3, 2], [3, 3]]


@pytest.mark.parametrize("trouble", [ValidationBroken, WarehouseBusy])
def test_trouble_that_is_no_files_fault_is_held_against_none(house, warehouse, drop, monkeypatch, trouble):
    def fail(*arguments) -> None:
        raise trouble("of the house")

    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 100 E9")
    for _ in range(batch.MOST_ATTEMPTS + 1):
        with monkeypatch.context() as patch, pytest.raises(trouble):
            patch.setattr(comparison, "add_findings_of_the_batch", fail)
            pipeline.ingest(house)
    pipeline.ingest(house)
    assert warehouse.value("SELECT status FROM quality.file") == "staged"


def test_what_another_builder_has_loaded_meanwhile_is_not_held(house, warehouse, drop, monkeypatch):
    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 100 E9")
    pipeline.ingest(house)

    hold = facts._hold

    def overtaken(*arguments) -> list[int]:
        monkeypatch.undo()
        assert pipeline.build(house).accepted
        return hold(*arguments)

    monkeypatch.setattr(facts, "_build", lambda *arguments: warehouse.query("SELECT 'what the tables refuse'::int"))
    monkeypatch.setattr(facts, "_hold", overtaken)
    assert facts.build_staged(warehouse).held == []
    assert warehouse.value("SELECT status FROM quality.file") == "accepted"


def test_a_table_that_may_not_be_written_is_no_files_fault(house, warehouse, drop):
    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 100 E9")
    pipeline.ingest(house)
    warehouse.query("ALTER TABLE core.fact RENAME COLUMN note TO of_the_next_version")
    with pytest.raises(Exception, match="note"):
        pipeline.build(house)
    assert warehouse.value("SELECT status FROM quality.file") == "staged"


def test_a_copy_that_is_finished_just_now_is_no_remainder(house, monkeypatch):
    spool = house.archive / ".spool"
    spool.mkdir(parents=True)
    (spool / "gone.part").symlink_to("nowhere")
    recovery.clear_spool(house)
    assert (spool / "gone.part").is_symlink()


class Nth:
    """Makes the n-th call of any of the watched functions fail, as a full disk or a cut connection would."""

    def __init__(self, n: int, monkeypatch) -> None:
        self.left = n
        self.fired = False
        for module, name in ((os, "fsync"), (os, "rename"), (os, "open"), (builtins, "open"), (os, "mkdir")):
            self._watch(monkeypatch, module, name, OSError(errno.EIO, "injected"))
        self._watch(monkeypatch, Warehouse, "query", OSError(errno.EPIPE, "injected"))
        self._watch(monkeypatch, Warehouse, "copy_rows", OSError(errno.EPIPE, "injected"))
        self._watch(monkeypatch, Warehouse, "copy_encoded", OSError(errno.ENOSPC, "injected"))

    def _watch(self, monkeypatch, owner, name: str, failure: OSError) -> None:
        real = getattr(owner, name)

        def watched(*arguments, **options):
            self.left -= 1
            if self.left == 0:
                self.fired = True
                raise failure
            return real(*arguments, **options)

        monkeypatch.setattr(owner, name, watched)


def test_each_operation_of_a_load_fails_once_and_nothing_is_lost_or_doubled(house, warehouse, drop, rounds):
    stride = rounds(7, 1)
    for n in count(1, stride):
        day = f"20{n % 15 + 10}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        drop("42.444", f"{n}.xlsx", f"42.444 {day}", f"GNBV.2 {n} E9")
        with pytest.MonkeyPatch.context() as patch:
            nth = Nth(n, patch)
            try:
                pipeline.ingest(house)
                pipeline.build(house)
            except (OSError, FundflowError):
                assert nth.fired
        pipeline.ingest(house)
        pipeline.build(house)
        if not nth.fired:
            break
    assert n > 60
    drops = (n - 1) // stride + 1
    assert [str(problem) for problem in verification.verify(warehouse)] == []
    [states] = warehouse.query("SELECT count(*), count(*) FILTER (WHERE status = 'accepted') FROM quality.receipt")
    assert tuple(states) == (drops, drops)
    assert warehouse.value("SELECT count(DISTINCT amount) = count(*) AND count(*) = %(n)s FROM core.fact", n=drops)
