"""What is found in a file does not depend on which files came in the same batch, or who took them in beside it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from small_readings import compare_across_files

from fundflow import expectations, pipeline
from fundflow.exceptions import BuildBroken
from fundflow.expectations import Failure
from fundflow.findings import Severity
from fundflow.loading import batch, comparison, facts
from fundflow.loading.comparison import add_findings_of_the_batch

AUGUST = ("42.444", "t8.xlsx", "42.444 2023-08-31", "GNBV.2 100 E9")
SEPTEMBER = ("42.444", "t9.xlsx", "42.444 2023-09-30", "GNBV.2 80 E9")  # cumulative, so that it must not fall
FALLEN = [("t8.xlsx", "accepted", None), ("t9.xlsx", "rejected", "disbursed_falls")]


@pytest.fixture
def house(house, monkeypatch):
    compare_across_files(monkeypatch)
    return house


def answered(warehouse) -> list[tuple]:
    rows = warehouse.query(
        "SELECT original_name, receipt.status, rule FROM quality.receipt LEFT JOIN quality.finding"
        " ON finding.file_id = receipt.file_id AND finding.severity = 'error' ORDER BY 1"
    )
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("size", [1, 1000])
def test_whatever_the_size_of_the_batches(house, warehouse, drop, size):
    drop(*AUGUST)
    drop(*SEPTEMBER)
    small = house.model_copy(update={"batch_files": size})
    pipeline.ingest(small)
    pipeline.build(small)
    assert answered(warehouse) == FALLEN


def test_a_file_that_is_decided_and_not_built_counts(house, warehouse, drop):
    drop(*AUGUST)
    assert pipeline.ingest(house).built == 0
    drop(*SEPTEMBER)
    assert pipeline.ingest(house).built == 1
    assert answered(warehouse) == FALLEN


def test_a_file_that_is_tried_alone_is_compared_with_those_that_are_tried_together(house, warehouse, drop, monkeypatch):
    drop(*AUGUST)
    drop(*SEPTEMBER)
    with monkeypatch.context() as patch:
        patch.setattr(batch, "process_received", lambda *arguments: batch.Processed())
        pipeline.ingest(house)
    warehouse.query("UPDATE quality.file SET attempts = 2 WHERE told_by LIKE '%%t9.xlsx'")
    pipeline.ingest(house)
    assert answered(warehouse) == FALLEN


def test_loaders_compare_in_turn(house, warehouse, drop, monkeypatch):
    """The second loader has read its file before the first has compared its own."""
    second_has_read, first_may_compare = Event(), Event()

    def compare_when_told(*arguments):
        first_may_compare.wait(30)
        add_findings_of_the_batch(*arguments)

    def told_when_read(warehouse):
        second_has_read.set()
        return let_count(warehouse)

    monkeypatch.setattr(comparison, "add_findings_of_the_batch", compare_when_told)
    let_count = comparison._let_count_what_was_decided
    with ThreadPoolExecutor() as loaders:
        drop(*AUGUST)
        first = loaders.submit(pipeline.ingest, house)
        while not warehouse.value("SELECT EXISTS (SELECT FROM staging.fund_row)"):
            pass
        monkeypatch.setattr(comparison, "_let_count_what_was_decided", told_when_read)
        drop(*SEPTEMBER)
        second = loaders.submit(pipeline.ingest, house)
        assert second_has_read.wait(30)
        first_may_compare.set()
        assert (first.result().built, second.result().built) == (0, 1)
    assert answered(warehouse) == FALLEN


def test_what_cannot_be_built_is_no_attempt_at_the_next_file(house, warehouse, drop, monkeypatch):
    def fail(warehouse):
        raise RuntimeError("2 facts from 3 staged rows")

    drop(*AUGUST)
    pipeline.ingest(house)
    drop(*SEPTEMBER)
    with monkeypatch.context() as patch:
        patch.setattr(facts, "build_staged", fail)
        with pytest.raises(BuildBroken, match=r"2 facts.+ / .+administrator"):
            pipeline.ingest(house)
    assert tuple(warehouse.query("SELECT status, attempts FROM quality.file ORDER BY file_id")[1]) == ("received", 0)
    pipeline.ingest(house)
    assert answered(warehouse) == FALLEN


YEAR = {
    "t6.xlsx": "42.444 2023-06-30\nGNBV.2 1000 D9 allocated\nGNBV.2 10 E9",
    "t7.xlsx": "42.444 2023-07-31\nGNBV.2 1000000 D9 allocated\nGNBV.2 20000 E9",  # in the wrong unit of money
    "t8.xlsx": "42.444 2023-08-31\nGNBV.2 1000 D9 allocated\nGNBV.2 30 E9",
    "t9.xlsx": "42.444 2023-09-30\nGNBV.2 1000 D9 allocated\nGNBV.2 25 E9",  # less than the month before
    "khác.xlsx": "42.442 2023-09-30\nGNBV.2 2000 D9 allocated\nGNBV.2 5 E9",
}


@pytest.mark.parametrize("size", [1, 1000])
def test_a_file_is_not_blamed_for_contradicting_one_that_is_rejected(house, warehouse, drop, size):
    for name, text in YEAR.items():
        drop(text.split()[0], name, text)
    small = house.model_copy(update={"batch_files": size})
    pipeline.ingest(small)
    pipeline.build(small)
    assert answered(warehouse) == [
        ("khác.xlsx", "accepted", None),
        ("t6.xlsx", "accepted", None),
        ("t7.xlsx", "rejected", "thousandfold_slip"),
        ("t8.xlsx", "accepted", None),
        ("t9.xlsx", "rejected", "disbursed_falls"),
    ]


def test_a_file_is_not_compared_with_one_whose_rows_are_rejected(house, warehouse, drop, monkeypatch):
    def of_august(url, folder, batch_id):
        [number] = warehouse.query("SELECT row_number FROM staging.fund_row WHERE as_of = '2023-08-31'")[0]
        return [Failure(number, "amount_in_range", Severity.ERROR, "Sai. / Wrong.", None)]

    monkeypatch.setattr(expectations, "validate", of_august)
    drop(*AUGUST)
    drop(*SEPTEMBER)
    pipeline.ingest(house)
    assert answered(warehouse) == [("t8.xlsx", "rejected", "amount_in_range"), ("t9.xlsx", "staged", None)]


def test_a_rejected_file_is_judged_again_once_what_it_contradicted_is_corrected(house, warehouse, drop):
    drop("42.444", "t8.xlsx", "42.444 2023-08-31", "GNBV.2 600 E9")
    drop(*SEPTEMBER)
    run(house)
    drop("42.444", "t8 sửa.xlsx", "42.444 2023-08-31", "GNBV.2 60 E9")
    run(house)
    send_again(house, drop, SEPTEMBER)
    run(house)
    assert answered(warehouse)[-1] == ("t9.xlsx", "accepted", None)


def test_a_rejected_file_that_is_sent_again_takes_the_place_of_what_was_sent_meanwhile(house, warehouse, drop):
    drop(*AUGUST)
    drop(*SEPTEMBER)
    run(house)
    drop("42.444", "t9 nhầm.xlsx", "42.444 2023-09-30", "GNBV.2 700 E9")
    run(house)
    drop("42.444", "t8 sửa.xlsx", "42.444 2023-08-31", "GNBV.2 60 E9")
    run(house)
    send_again(house, drop, SEPTEMBER)
    run(house)
    assert in_force(warehouse) == [("2023-08-31", "60"), ("2023-09-30", "80")]


def in_force(warehouse) -> list[tuple]:
    rows = warehouse.query(
        "SELECT as_of::text, disbursed_vnd::text FROM mart.line_version WHERE known_to = 'infinity' ORDER BY 1"
    )
    return [tuple(row) for row in rows]


def test_a_file_that_was_said_again_is_not_replaced_by_what_lies_between(house, warehouse, drop):
    """Three files at once, of which the loader that took up the second is the last to come to its end."""
    for name, amount in (("1.xlsx", 100), ("2.xlsx", 120), ("3.xlsx", 100)):
        drop("42.444", name, "42.444 2023-09-30", f"GNBV.2 {amount} E9", "", name)
    pipeline.ingest(house)
    for name in ("1.xlsx", "3.xlsx", "2.xlsx"):
        [[number]] = warehouse.query("SELECT file_id FROM quality.receipt WHERE original_name = %(name)s", name=name)
        facts._build(warehouse, [number])
    assert in_force(warehouse) == [("2023-09-30", "100")]
    assert [(name, status) for name, status, _ in answered(warehouse)] == [
        ("1.xlsx", "accepted"), ("2.xlsx", "accepted"), ("3.xlsx", "unchanged"),
    ]  # fmt: skip


def test_a_rejected_file_is_judged_again_on_another_day(house, warehouse, drop):
    for today in (date(2023, 8, 15), date(2023, 8, 15), date(2023, 9, 2)):
        send_again(house, drop, ("42.444", "t8.xlsx", "42.444 2023-08-31", "!as_of_not_in_future E9"))
        run(house.model_copy(update={"today": today}))
    assert [status for _, status, _ in answered(warehouse)] == ["rejected", "duplicate", "rejected"]


def run(house):
    pipeline.ingest(house)
    pipeline.build(house)


def send_again(house, drop, file):
    (house.inbox / file[0] / file[1]).unlink(missing_ok=True)
    pipeline.ingest(house)
    drop(*file)
