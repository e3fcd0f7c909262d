"""Checks between units, decisions and years on a real PostgreSQL: each with a passing, a failing and a silent case."""

from datetime import date

import pytest
from mart_facts import Batch

FOUR = """
    GNBV.2 SN 2023 allocated 1000
    GNBV.2 SN 2023 disbursed 120
    GNBV.6.2 SN 2023 allocated 700
    GNBV.6.2 SN 2023 disbursed 90
"""
PLAN = "GNBV.2 SN 2023 allocated 1000\n"
SPENT = "GNBV.2 SN 2023 disbursed 60\n"


@pytest.fixture
def batch(ledger):
    return Batch(ledger)


# report_of_another_unit


def test_another_units_report_sent_again(batch):
    batch.ledger.submit(FOUR, unit="42.443")
    batch.stage(FOUR)
    assert batch.findings("report_of_another_unit") == ["warning BC - -"]


def test_reports_of_two_units_differ(batch):
    batch.ledger.submit(FOUR.replace("120", "121"), unit="42.443")
    batch.stage(FOUR)
    assert batch.findings("report_of_another_unit") == []


def test_few_or_zero_figures_are_alike_by_chance(batch):
    batch.ledger.submit(PLAN + "GNBV.2 SN 2023 disbursed 0", unit="42.443")
    batch.stage(PLAN + "GNBV.2 SN 2023 disbursed 0")
    assert batch.findings("report_of_another_unit") == []


# summary_lacks_unit


def test_a_summary_without_a_unit_that_reported(batch):
    batch.ledger.submit(PLAN + SPENT)
    batch.stage(PLAN.strip() + " unit=42.443", kind="summary", unit="42.SLDTBXH")
    assert batch.findings("summary_lacks_unit") == ["warning BC -1000 -"]


def test_a_report_that_comes_after_such_a_summary(batch):
    batch.ledger.submit(PLAN.strip() + " unit=42.443", kind="summary", unit="42.SLDTBXH")
    batch.stage(PLAN + SPENT)
    assert batch.findings("summary_lacks_unit") == ["warning BC -1000 -"]


def test_a_summary_with_the_unit(batch):
    batch.ledger.submit(PLAN + SPENT)
    batch.stage(PLAN.strip() + " unit=42.444", kind="summary", unit="42.SLDTBXH")
    assert batch.findings("summary_lacks_unit") == []


def test_a_summary_of_another_capital_type_says_nothing(batch):
    batch.ledger.submit(PLAN + SPENT)
    batch.stage("GNBV.4.1 DTPT 2023 allocated 5 unit=42.443", kind="summary", unit="42.SLDTBXH")
    assert batch.findings("summary_lacks_unit") == []


# allocated_without_decision


def test_a_plan_that_no_decision_gives(batch):
    batch.ledger.submit(PLAN.strip() + " unit=42.443", kind="decision", as_of="2022-12-30", decision="1")
    batch.stage(PLAN)
    assert batch.findings("allocated_without_decision") == ["warning BC!A1 1000 0"]


def test_a_plan_that_a_decision_gives(batch):
    batch.ledger.submit(PLAN, kind="decision", as_of="2022-12-30", decision="1")
    batch.stage(PLAN)
    assert batch.findings("allocated_without_decision") == []


def test_projects_without_any_decision_are_not_loaded_yet(batch):
    batch.ledger.submit("GNBV.6.2 SN 2023 allocated 5", kind="decision", as_of="2022-12-30", decision="1")
    batch.stage(PLAN)
    assert batch.findings("allocated_without_decision") == []


# allocated_moved


def test_a_plan_that_moves_without_a_decision(batch):
    batch.ledger.submit(PLAN, as_of="2023-06-30")
    batch.stage(PLAN.replace("1000", "1100"))
    assert batch.findings("allocated_moved") == ["warning BC!A1 100 1000"]


def test_a_plan_that_a_decision_moves(batch):
    batch.ledger.submit(PLAN, as_of="2023-06-30")
    batch.ledger.submit("GNBV.2 SN 2023 allocated 100", kind="decision", as_of="2023-08-01", decision="2")
    batch.stage(PLAN.replace("1000", "1100"))
    assert batch.findings("allocated_moved") == []


def test_a_plan_corrected_in_two_months_together_has_not_moved(batch):
    for month in ("2023-05-31", "2023-06-30"):
        batch.ledger.submit(PLAN, as_of=month)
        batch.stage(PLAN.replace("1000", "1001"), as_of=month)
    assert batch.findings("allocated_moved") == []


def test_an_earlier_plan_that_comes_later_and_that_no_decision_moved(batch):
    batch.ledger.submit(PLAN)
    batch.stage(PLAN.replace("1000", "1100"), as_of="2023-06-30")
    assert batch.findings("allocated_moved") == ["warning BC!A1 100 1000"]
    batch.ledger.submit("GNBV.2 SN 2023 adjusted -100", kind="decision", as_of="2023-08-01", decision="2")
    assert batch.findings("allocated_moved") == []


def test_a_first_plan_has_not_moved(batch):
    batch.stage(PLAN)
    assert batch.findings("allocated_moved") == []


# line_disappeared


def test_spent_money_that_vanishes(batch):
    batch.ledger.submit(PLAN + SPENT, as_of="2023-06-30")
    batch.stage("GNBV.6.2 SN 2023 allocated 700")
    assert batch.findings("line_disappeared") == ["warning BC -60 60"]


def test_an_earlier_report_that_comes_later_with_a_line_that_is_gone(batch):
    batch.ledger.submit("GNBV.2 SN 2023 disbursed 70")
    batch.stage("GNBV.2 SN 2023 disbursed 60\nGNBV.3.1 SN 2023 disbursed 6", as_of="2023-06-30")
    assert batch.findings("line_disappeared") == ["warning BC 6 -"]


def test_spent_money_that_stays(batch):
    batch.ledger.submit(PLAN + SPENT, as_of="2023-06-30")
    batch.stage(PLAN + SPENT)
    assert batch.findings("line_disappeared") == []


def test_two_months_corrected_together_lose_nothing(batch):
    for month in ("2023-05-31", "2023-06-30"):
        batch.ledger.submit(PLAN + SPENT, as_of=month)
        batch.stage(PLAN + SPENT.replace("60", "61"), as_of=month)
    assert batch.findings("line_disappeared") == []


def test_a_correction_that_loses_a_line(batch):
    batch.ledger.submit(PLAN + SPENT, as_of="2023-05-31")
    batch.ledger.submit(PLAN + SPENT, as_of="2023-06-30")
    batch.stage("GNBV.6.2 SN 2023 allocated 700", as_of="2023-06-30")
    assert batch.findings("line_disappeared") == ["warning BC -60 60"]


def test_a_report_of_another_capital_type_takes_nothing_away(batch):
    batch.ledger.submit(PLAN + SPENT, as_of="2023-06-30")
    batch.stage("GNBV.4.1 DTPT 2023 allocated 700")
    assert batch.findings("line_disappeared") == []


# closing_below_reports


def closing(amount):
    return f"GNBV.2 SN 2022-2023 disbursed {amount}"


def test_a_closing_below_the_last_report(batch):
    batch.ledger.submit(PLAN + SPENT, as_of="2023-12-31")
    batch.stage(closing(59), kind="carryover_form", as_of="2024-01-31")
    assert batch.findings("closing_below_reports") == ["warning BC!A1 -1 ≥ 60"]


def test_a_closing_from_the_last_report_on(batch):
    batch.ledger.submit(PLAN + SPENT, as_of="2023-12-31")
    batch.stage(closing(60), kind="carryover_form", as_of="2024-01-31")
    assert batch.findings("closing_below_reports") == []


def test_a_closing_without_a_report(batch):
    batch.stage(closing(60), kind="carryover_form", as_of="2024-01-31")
    assert batch.findings("closing_below_reports") == []


# central_allocation_exceeded


def given(batch, amount, status="sourced", component="GNBV", year=2023):
    batch.ledger.warehouse.query("DELETE FROM ref.central_allocation")
    batch.ledger.warehouse.copy_text_rows(
        "ref.central_allocation",
        ("component", "capital_type", "budget_year", "amount_vnd", "document", "status"),
        [(component, "SN", str(year), str(amount), "QĐ 1", status)],
    )


def central(batch, year=2023):
    decided = f"GNBV.2 SN {year} allocated 600 level=TW"
    batch.ledger.submit(decided, kind="decision", budget_year=year, as_of=f"{year - 1}-12-30", decision="1")
    batch.stage(decided.replace("600", "500"), kind="decision", budget_year=year, as_of=f"{year}-06-14")


def test_decisions_that_together_exceed_what_was_given(batch):
    given(batch, 1099)
    central(batch)
    assert batch.findings("central_allocation_exceeded") == ["warning BC!A1 1 ≤ 1099"]


def test_decisions_within_what_was_given(batch):
    given(batch, 1100)
    central(batch)
    assert batch.findings("central_allocation_exceeded") == []


def test_an_unconfirmed_amount_limits_nothing(batch):
    given(batch, 1, status="OK")
    central(batch)
    assert batch.findings("central_allocation_exceeded") == []


def test_projects_bind_no_longer_from_2024_on(batch):
    given(batch, 1, component="GNBV.2", year=2024)
    central(batch, year=2024)
    assert batch.findings("central_allocation_exceeded") == []


# closed_year_reported


def test_a_report_after_the_year_was_closed(batch):
    batch.ledger.submit(closing(60), kind="carryover_form", as_of="2024-01-31")
    batch.stage(PLAN + SPENT)
    assert batch.findings("closed_year_reported") == ["warning BC - -"]


def test_a_report_of_a_year_that_is_open(batch):
    batch.ledger.submit(closing(60), kind="carryover_form", as_of="2024-01-31")
    batch.stage("GNBV.2 SN 2024 allocated 5", budget_year=2024, as_of="2024-03-31")
    assert batch.findings("closed_year_reported") == []


def test_another_units_closing_is_not_ones_own(batch):
    batch.ledger.submit(closing(60), kind="carryover_form", unit="42.443", as_of="2024-01-31")
    batch.stage(PLAN + SPENT)
    assert batch.findings("closed_year_reported") == []


# report_older_than_known


def test_a_report_of_an_earlier_day(batch):
    batch.ledger.submit(PLAN + SPENT)
    batch.stage(PLAN + SPENT, as_of="2023-06-30")
    assert batch.findings("report_older_than_known") == [f"info BC - ≥ {date(2023, 9, 30)}"]


def test_the_latest_report_is_not_old(batch):
    batch.ledger.submit(PLAN + SPENT, as_of="2023-06-30")
    batch.stage(PLAN + SPENT)
    assert batch.findings("report_older_than_known") == []


def test_a_correction_is_not_old(batch):
    batch.ledger.submit(PLAN + SPENT)
    batch.stage(PLAN + SPENT.replace("60", "61"))
    assert batch.findings("report_older_than_known") == []
