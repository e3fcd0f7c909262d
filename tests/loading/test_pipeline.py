"""From the inbox to facts: every drop has a receipt, every content one load, and nothing happens twice."""

from __future__ import annotations

import pytest

from fundflow import journal, mart, pipeline
from fundflow.warehouse import Warehouse

HEADING = "42.444 2023-09-30"


def facts(warehouse) -> list[tuple]:
    """What is in force."""
    rows = warehouse.query(
        "SELECT component_code, amount::text FROM core.fact WHERE NOT EXISTS"
        " (SELECT FROM core.supersession WHERE superseded_id = submission_id) ORDER BY 1"
    )
    return [tuple(row) for row in rows]


def receipts(warehouse) -> list[tuple]:
    rows = warehouse.query("SELECT original_name, status FROM quality.receipt ORDER BY receipt_id")
    return [tuple(row) for row in rows]


def run(house):
    pipeline.ingest(house)
    return pipeline.build(house)


def test_a_dropped_file_becomes_facts_and_a_receipt(house, warehouse, drop):
    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 100 E9", "GNBV.3.1 250 E10")
    run(house)
    assert facts(warehouse) == [("GNBV.2", "100"), ("GNBV.3.1", "250")]
    [receipt] = warehouse.query("SELECT * FROM quality.receipt")
    assert (receipt.status, receipt.rows_loaded, receipt.sums) == ("accepted", 2, {"disbursed": "350"})
    assert receipt.reference.startswith("R-20") and receipt.reference.endswith("-000001")
    assert "2" in receipt.message and " / " in receipt.message


def test_the_same_inbox_again_changes_nothing(house, warehouse, drop):
    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 100 E9")
    run(house)
    before = journal.head(warehouse)
    run(house)
    assert journal.head(warehouse) == before


def test_the_same_bytes_under_another_name_are_a_second_receipt(house, warehouse, drop):
    for name in ("a.xlsx", "b.xlsx"):
        drop("42.444", name, HEADING, "GNBV.2 100 E9")
        run(house)
    assert receipts(warehouse) == [("a.xlsx", "accepted"), ("b.xlsx", "duplicate")]
    assert facts(warehouse) == [("GNBV.2", "100")]
    message = warehouse.value("SELECT message FROM quality.receipt WHERE status = 'duplicate'")
    assert "-000001" in message


def test_a_hundred_copies_at_once_are_one_load_and_a_hundred_receipts(house, warehouse, drop):
    for number in range(100):
        drop("42.444", f"{number}.xlsx", HEADING, "GNBV.2 100 E9")
    run(house)
    assert warehouse.value("SELECT count(*) FROM core.submission") == 1
    assert sorted(status for _, status in receipts(warehouse)) == ["accepted"] + ["duplicate"] * 99


def test_the_same_figures_in_other_bytes_change_nothing(house, warehouse, drop):
    drop("42.444", "a.xlsx", HEADING, "GNBV.2 100 E9")
    run(house)
    drop("42.444", "b.xlsx", HEADING, "GNBV.2 100 E9", "", "saved again")
    run(house)
    assert receipts(warehouse) == [("a.xlsx", "accepted"), ("b.xlsx", "unchanged")]
    assert warehouse.value("SELECT count(*) FROM core.submission") == 1


def test_a_correction_stands_beside_what_it_corrects(house, warehouse, drop):
    drop("42.444", "v1.xlsx", HEADING, "GNBV.2 100 E9")
    run(house)
    drop("42.444", "v2.xlsx", HEADING, "GNBV.2 120 E9")
    run(house)
    assert facts(warehouse) == [("GNBV.2", "120")]
    assert warehouse.value("SELECT count(*) FROM core.fact") == 2
    assert "-000001" in warehouse.value("SELECT message FROM quality.receipt WHERE original_name = 'v2.xlsx'")


def test_a_rejected_correction_leaves_the_good_version_in_force(house, warehouse, drop):
    drop("42.444", "v1.xlsx", HEADING, "GNBV.2 100 E9")
    run(house)
    drop("42.444", "v2.xlsx", HEADING, "GNBV.2 999 E9", "!amount.not_a_number E10")
    run(house)
    assert facts(warehouse) == [("GNBV.2", "100")]
    assert receipts(warehouse) == [("v1.xlsx", "accepted"), ("v2.xlsx", "rejected")]
    [finding] = warehouse.query("SELECT rule, sheet, cell FROM quality.finding")
    assert tuple(finding) == ("amount.not_a_number", "Biểu 1", "E10")
    assert warehouse.value("SELECT count(*) FROM staging.fund_row") == 0


def test_two_versions_in_one_batch_end_with_the_one_dropped_last(house, warehouse, drop):
    drop("42.444", "z-first.xlsx", HEADING, "GNBV.2 100 E9")
    drop("42.444", "a-last.xlsx", HEADING, "GNBV.2 120 E9")
    run(house)
    assert facts(warehouse) == [("GNBV.2", "120")]


def test_a_changed_file_of_the_same_name_is_a_new_drop(house, warehouse, drop):
    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 100 E9")
    run(house)
    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 2500 E9")
    run(house)
    assert facts(warehouse) == [("GNBV.2", "2500")]


def test_every_row_read_is_accounted_for(house, warehouse, drop):
    drop("42.444", "good.xlsx", HEADING, "GNBV.2 100 E9")
    drop("42.445", "bad.xlsx", "42.445 2023-09-30", "GNBV.2 1 E9", "!x E9")
    run(house)
    assert warehouse.value(
        "SELECT bool_and(rows_read = rows_loaded + rows_held + rows_ignored) AND sum(rows_read) = 2 FROM quality.file"
    )


def test_the_ledger_tells_what_the_facts_say(house, warehouse, drop):
    drop("42.444", "bc.xlsx", HEADING, "GNBV.2 100 E9")
    run(house)
    [file] = warehouse.query("SELECT * FROM quality.file")
    assert (file.status, file.rows_loaded, file.unit_code, file.form) == ("accepted", 1, "42.444", "disbursement")
    assert (house.archive / file.sha256[:2] / file.sha256).read_text().startswith(HEADING)
    assert journal.verify(warehouse) is None


def test_a_file_that_the_warehouse_refuses_is_held_and_the_others_are_loaded(house, warehouse, drop):
    drop("42.444", "good.xlsx", HEADING, "GNBV.2 100 E9")
    drop("42.445", "odd.xlsx", "42.445 2023-09-30", "GNBV.2 100 E9")
    pipeline.ingest(house)
    warehouse.query("ALTER TABLE core.fact ADD CONSTRAINT test_refusal CHECK (unit_code <> '42.445')")
    pipeline.build(house)
    assert sorted(receipts(warehouse)) == [("good.xlsx", "accepted"), ("odd.xlsx", "held")]
    assert facts(warehouse) == [("GNBV.2", "100")]


def test_a_rejected_file_moved_to_another_folder_is_judged_again(house, warehouse, drop):
    for unit in ("42.445", "42.444"):
        drop(unit, "bc.xlsx", HEADING, "GNBV.2 1 E9", "!unit.differs_from_folder B2")
        run(house)
    assert receipts(warehouse) == [("bc.xlsx", "rejected"), ("bc.xlsx", "rejected")]
    assert warehouse.value("SELECT count(DISTINCT file_id) FROM quality.receipt") == 2


def test_equal_nil_returns_are_one_file_per_name_even_in_one_batch(house, warehouse, drop):
    for name in ("T3.xlsx", "T6.xlsx", "T9.xlsx"):
        drop("42.444", name, HEADING)
    run(house)
    drop("42.445", "T9.xlsx", HEADING)
    run(house)
    assert warehouse.value("SELECT count(DISTINCT file_id) FROM quality.receipt") == 4
    assert "duplicate" not in {status for _, status in receipts(warehouse)}


def test_every_drop_is_answered_in_the_outbox_of_its_unit(house, warehouse, drop):
    drop("42.444", "../../x.xlsx".replace("/", "∕"), HEADING, "GNBV.2 100 E9")
    drop("42.445", "bad.xlsx", "42.445 2023-09-30", "!amount.not_a_number E10")
    run(house)
    [good] = (house.outbox / "42.444").glob("*.txt")
    assert "Đã nạp 1 số liệu" in good.read_text()
    assert len(list((house.outbox / "42.445").glob("R-*(cần sửa).xlsx"))) == 1
    [findings] = house.quarantine.glob("*.findings.json")
    assert "amount.not_a_number" in findings.read_text()


def test_a_correction_that_leaves_a_programme_out_is_accepted_with_a_warning(house, warehouse, drop):
    drop("42.444", "v1.xlsx", HEADING, "GNBV.2 100 E9", "DTTS.9.1 50 E10")
    run(house)
    drop("42.444", "v2.xlsx", HEADING, "GNBV.2 120 E9")
    run(house)
    assert facts(warehouse) == [("GNBV.2", "120")]
    [finding] = warehouse.query("SELECT rule, severity FROM quality.finding")
    assert tuple(finding) == ("submission.narrower", "warning")


def nil_findings(warehouse) -> list[tuple]:
    rows = warehouse.query(
        "SELECT original_name, severity, value FROM quality.finding JOIN quality.receipt USING (file_id)"
        " WHERE rule = 'submission.nil_with_money'"
    )
    return [tuple(row) for row in rows]


def test_a_nil_return_of_a_unit_that_holds_money_is_told(house, warehouse, drop):
    drop("42.444", "T6.xlsx", "42.444 2023-06-30", "GNBV.2 100 E9 allocated")
    run(house)
    drop("42.444", "T9.xlsx", HEADING)
    run(house)
    assert nil_findings(warehouse) == [("T9.xlsx", "warning", "100")]


def test_a_nil_return_of_a_unit_without_money_is_a_good_answer(house, warehouse, drop):
    drop("42.445", "T6.xlsx", "42.445 2023-06-30", "GNBV.2 100 E9 allocated")
    drop("42.444", "T3.xlsx", "42.444 2023-03-31", "GNBV.2 0 E9 allocated")
    drop("42.444", "T12.xlsx", "42.444 2023-12-31", "GNBV.2 5 E9 allocated")  # money of a later day
    run(house)
    drop("42.444", "T9.xlsx", HEADING)
    drop("42.444", "T9-2024.xlsx", "42.444 2024-09-30")  # another year
    run(house)
    assert nil_findings(warehouse) == []


@pytest.mark.parametrize("derive", [mart.refresh, mart.rebuild])
def test_no_load_comes_in_while_the_tables_are_derived(house, warehouse, derive):
    with warehouse.transaction(), Warehouse(house) as loader:
        derive(warehouse)
        assert loader.query("SELECT FROM audit.chain_head FOR UPDATE SKIP LOCKED") == []
