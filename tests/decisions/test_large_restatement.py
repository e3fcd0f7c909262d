"""A correction that moves very much money waits, under the real checks, until a person lets it in."""

from __future__ import annotations

import pytest
from small_readings import compare_across_files

from fundflow import pipeline
from fundflow.decisions import Choice, decide, waiting

REASON = "Đơn vị đã giải trình, số liệu đúng"
BEFORE, AFTER = "GNBV.2 20000000000 E9", "GNBV.2 5000000000 E9"


@pytest.fixture
def house(house, monkeypatch):
    compare_across_files(monkeypatch)
    return house


def in_force(warehouse) -> list[str]:
    return [row.disbursed_vnd for row in warehouse.query("SELECT disbursed_vnd::text FROM mart.fund_status")]


@pytest.fixture
def reference(send) -> str:
    """The receipt of a correction by fifteen billion đồng."""
    send("v1.xlsx", BEFORE)
    return send("v2.xlsx", AFTER)


def test_the_version_before_stays_in_force_while_it_waits(warehouse, reference):
    [matter] = waiting(warehouse)
    assert (matter.reference, matter.matter, matter.rules) == (reference, "restated", ("large_restatement",))
    assert matter.difference_vnd == 15_000_000_000
    assert in_force(warehouse) == ["20000000000"]


def test_an_approval_lets_it_in_and_asks_no_second_time(house, warehouse, reference):
    decide(house, reference, Choice.APPROVE, by="Trần Thị B", reason=REASON)
    pipeline.ingest(house, [])
    pipeline.build(house)

    assert in_force(warehouse) == ["5000000000"]
    told = warehouse.query("SELECT rule, waived_by IS NOT NULL FROM quality.finding ORDER BY rule")
    assert [tuple(row) for row in told] == [("large_restatement", True), ("restated_figure", False)]
    assert waiting(warehouse) == []


def test_a_rejection_keeps_the_version_before(house, warehouse, reference):
    decide(house, reference, Choice.REJECT, by="Trần Thị B", reason=REASON)
    pipeline.ingest(house, [])
    pipeline.build(house)

    assert in_force(warehouse) == ["20000000000"]
    assert waiting(warehouse) == []
