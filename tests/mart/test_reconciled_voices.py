"""The Treasury and disclosures are compared with what units report, never added to it."""

import pytest
from mart_facts import Batch

REPORT = "GNBV.3.1 SN 2021 carried_in 30\nGNBV.3.1 SN 2022 carried_in 20\nGNBV.3.1 SN 2023 allocated 500\n" \
    "GNBV.3.2 SN 2023 allocated 400\nGNBV.3.1 SN 2021-2022 disbursed 40\nGNBV.3.1 SN 2023 disbursed 60\n" \
    "GNBV.3.2 SN 2023 disbursed 10"  # fmt: skip


def treasury(carried_in=50, disbursed=110) -> str:
    return f"GNBV.3 SN 2022 carried_in {carried_in}\nGNBV.3 SN 2023 allocated 900\nGNBV.3 SN 2022-2023 disbursed {disbursed}"


@pytest.fixture
def batch(ledger):
    return Batch(ledger)


def test_a_project_is_compared_with_the_sum_of_its_sub_projects(batch):
    batch.ledger.submit(REPORT)
    batch.stage(treasury(), kind="treasury")
    assert batch.findings("treasury_differs_from_reports") == []


def test_each_measure_that_differs_is_a_finding_with_both_cells(batch):
    batch.ledger.submit(REPORT)
    batch.stage(treasury(carried_in=49, disbursed=150), kind="treasury")
    assert batch.findings("treasury_differs_from_reports") == ["warning BC!A1 -1 50", "warning BC!A3 40 110"]
    said = batch.told_by("treasury_differs_from_reports")
    message = next(row.message for row in said if row.cell == "A3")
    assert (message.count("(BC!A3)"), message.count("BC!A5)")) == (2, 2)


def test_a_report_that_comes_after_the_treasury(batch):
    batch.ledger.submit(treasury(disbursed=111), kind="treasury")
    batch.stage(REPORT)
    assert batch.findings("treasury_differs_from_reports") == ["warning BC!A5 -1 111"]


@pytest.mark.parametrize("other", [{"as_of": "2023-06-30"}, {"unit": "42.441"}, {"budget_year": 2022}])
def test_silent_of_another_day_unit_or_year(batch, other):
    batch.ledger.submit(REPORT)
    batch.stage(treasury(disbursed=1), kind="treasury", **other)
    assert batch.findings("treasury_differs_from_reports") == []


def test_a_correction_is_compared_in_place_of_what_it_replaces(batch):
    batch.ledger.submit(REPORT.replace("disbursed 60", "disbursed 61"))
    batch.ledger.submit(treasury(), kind="treasury")
    batch.stage(REPORT)
    assert batch.findings("treasury_differs_from_reports") == []


def test_the_tolerance_is_data(batch):
    batch.ledger.warehouse.query("UPDATE ref.authority SET tolerance_vnd = 40 WHERE source_kind = 'treasury'")
    batch.ledger.submit(REPORT)
    batch.stage(treasury(disbursed=150), kind="treasury")
    assert batch.findings("treasury_differs_from_reports") == []


def test_tables_hold_each_dong_once(ledger):
    ledger.submit(REPORT)
    said = ledger.table("component_code, money_year_first, available_vnd, disbursed_vnd")
    ledger.submit(treasury(), kind="treasury", form="01a/02a-SDKP/ĐVDT")
    ledger.submit("GNBV.2 SN 2023 allocated 7\nGNBV SN 2023 allocated 900", kind="disclosure", as_of="2023-01-01")
    assert said
    assert ledger.table("component_code, money_year_first, available_vnd, disbursed_vnd") == said


def test_the_treasury_alone_makes_no_report_due(ledger):
    ledger.submit(treasury(), kind="treasury", as_of="2023-03-31", form="01a/02a-SDKP/ĐVDT")
    assert ledger.warehouse.value("SELECT mart.data_date()") is None


DECIDED = (
    "GNBV.2 SN 2023 allocated 600000000\nGNBV.3.1 SN 2023 allocated 300000000\nGNBV.3.1 SN 2022 carried_in 70000000"
)


def disclosed(amount: int, of="GNBV SN") -> str:
    return f"{of} 2023 allocated {amount}"


def test_a_disclosure_that_decisions_bear_out(batch):
    batch.ledger.submit(DECIDED, kind="decision", as_of="2022-12-30", decision="1/QĐ")
    batch.stage(disclosed(900_000_000), kind="disclosure", as_of="2023-01-01")
    assert batch.findings("disclosure_differs_from_decisions") == []


def test_a_disclosure_of_another_amount_is_told_with_the_sum_of_the_decisions(batch):
    batch.ledger.submit(DECIDED, kind="decision", as_of="2022-12-30", decision="1/QĐ")
    batch.stage(disclosed(950_000_000), kind="disclosure", as_of="2023-01-01")
    assert batch.findings("disclosure_differs_from_decisions") == ["warning BC!A1 50000000 900000000"]


@pytest.mark.parametrize("amount", [900_000_000, 1_000_000_000, 1_000_400_000])
def test_the_estimate_of_any_day_of_the_year_is_borne_out(batch, amount):
    batch.ledger.submit(DECIDED, kind="decision", as_of="2022-12-30", decision="1/QĐ")
    batch.ledger.submit("GNBV.2 SN 2023 adjusted 100000000", kind="decision", as_of="2023-08-15", decision="9/QĐ")
    batch.stage(disclosed(amount), kind="disclosure", as_of="2023-01-01")
    assert batch.findings("disclosure_differs_from_decisions") == []


@pytest.mark.parametrize("other", [{"of": "DTTS SN"}, {"of": "GNBV DTPT"}])
def test_a_disclosure_of_money_that_no_decision_names_is_not_judged(batch, other):
    batch.ledger.submit(DECIDED, kind="decision", as_of="2022-12-30", decision="1/QĐ")
    batch.stage(disclosed(5, **other), kind="disclosure", as_of="2023-01-01")
    assert batch.findings("disclosure_differs_from_decisions") == []
