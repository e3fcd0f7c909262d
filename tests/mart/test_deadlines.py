"""Until when money may be spent, by the law of the day asked about, with the reference data as they are shipped."""

import pytest

CARRIED = """
    GNBV.2 SN 2021 carried_in 30
    GNBV.2 SN 2021 disbursed 10
    GNBV.2 SN 2022 carried_in 70
    GNBV.2 SN 2022 disbursed 7
"""


@pytest.mark.parametrize(
    ("asked_on", "deadline"),
    [("2023-09-30", "2023-12-31"), ("2023-11-30", "2024-12-31"), ("2025-01-01", "2025-12-31"),
     ("2026-01-01", "2026-12-31")],
)  # fmt: skip
@pytest.mark.parametrize("money_year", [2021, 2022])
@pytest.mark.parametrize("capital_type", ["SN", "DTPT"])
def test_the_same_money_has_another_deadline_when_the_law_has_changed(
    ledger, asked_on, deadline, money_year, capital_type
):
    ledger.submit(f"GNBV.2 {capital_type} {money_year} carried_in 30\nGNBV.2 {capital_type} {money_year} disbursed 10")
    source = "mart.carryover_unspent_on(%(day)s)"
    assert ledger.table("deadline_date", source, day=asked_on) == [deadline]


def test_the_law_of_a_proposal_is_not_yet_known(ledger):
    source = "mart.deadline(2021, 2022, 'SN', 'GNBV', NULL, %(day)s)"
    assert ledger.table("deadline_date", source, day="2023-11-28") == ["2023-12-31"]
    assert ledger.table("deadline_date", source, day="2023-11-29") == ["2024-12-31"]


def test_grouped_money_lasts_as_long_as_its_oldest_part(ledger):
    source = "mart.deadline(%(first)s, 2023, 'SN', 'GNBV', NULL, '2023-09-30')"
    assert ledger.table("deadline_date", source, first=2022) == ["2023-12-31"]
    assert ledger.table("deadline_date", source, first=2023) == ["2024-01-31"]


def test_of_money_without_a_rule_no_deadline_is_known(ledger):
    assert ledger.table("deadline_date", "mart.deadline(1999, 1999, 'SN', 'GNBV', NULL, '2023-09-30')") == ["-"]


def test_a_row_keeps_the_deadline_of_its_own_day(ledger):
    ledger.submit(CARRIED, as_of="2023-09-30")
    ledger.submit(CARRIED, as_of="2023-11-30")
    columns = "as_of, money_year_first, deadline_date, days_left, status_code"
    assert ledger.table(columns, "mart.fund_status_history") == [
        "2023-09-30 2021 2023-12-31 92 at_risk", "2023-09-30 2022 2023-12-31 92 at_risk",
        "2023-11-30 2021 2024-12-31 397 slow", "2023-11-30 2022 2024-12-31 397 slow",
    ]  # fmt: skip


def test_carried_over_money_with_amount_owner_pace_and_new_money_on_top(ledger):
    ledger.submit("GNBV.2 SN 2022 carried_in 92000000 level=TW\nGNBV.2 SN 2022 disbursed 0 level=TW\n"
                  "GNBV.2 SN 2023 allocated 50\nGNBV.2 SN 2023 disbursed 0")  # fmt: skip
    columns = ("money_year_first, carried_in_vnd, remaining_vnd, at_risk_vnd, days_left, weekly_spend_needed_vnd,"
               " owner_level, new_money_on_top_vnd, unallocated_vnd, allocated_not_drawn_vnd")  # fmt: skip
    assert ledger.table(columns, "mart.carryover_unspent") == [
        "2022 92000000 92000000 92000000 92 7000000 TW 50 0 92000000"
    ]


def test_money_that_the_province_holds_is_unallocated(ledger):
    ledger.submit("GNBV.2 SN 2022 carried_in 100\nGNBV.2 SN 2022 disbursed 0", unit="42.UBND")
    assert ledger.table("unallocated_vnd, allocated_not_drawn_vnd", "mart.carryover_unspent") == ["100 0"]


def test_advances_of_the_closing_form_stay_unsettled(ledger):
    ledger.submit("GNBV.2 SN 2022 allocated 100\nGNBV.2 SN 2022 disbursed 60\nGNBV.2 SN 2022 carried_out 40\n"
                  "GNBV.2 SN 2022 advance 9", kind="carryover_form", budget_year=2022, as_of="2023-01-31")  # fmt: skip
    ledger.submit("GNBV.2 SN 2022 carried_in 40\nGNBV.2 SN 2022 disbursed 1")
    assert ledger.table("remaining_vnd, advance_unsettled_vnd", "mart.carryover_unspent") == ["39 9"]


def test_spent_money_is_not_listed(ledger):
    ledger.submit("GNBV.2 SN 2022 carried_in 40\nGNBV.2 SN 2022 disbursed 40")
    assert ledger.table("*", "mart.carryover_unspent") == []


def test_carried_money_nobody_reports_on_is_listed_as_unknown(ledger):
    ledger.submit("GNBV.2 SN 2022 carried_in 40")
    columns = "remaining_vnd, at_risk_vnd, status_code"
    assert ledger.table(columns, "mart.carryover_unspent") == ["- 40 not_reported"]


def test_money_added_after_30_9_does_not_lapse(ledger):
    ledger.submit("GNBV.2 SN 2022 allocated 100 nature=15\nGNBV.2 SN 2022 disbursed 0", kind="carryover_form",
                  budget_year=2022, as_of="2023-01-31")  # fmt: skip
    asked = {"day": "2024-03-01"}
    assert ledger.table("at_risk_vnd, status_code", "mart.carryover_unspent_on(%(day)s)", **asked) == ["0 slow"]
    assert ledger.table("*", "mart.slow_disbursement_on(%(day)s) WHERE rule = 'deadline'", **asked) == []


def test_where_part_was_added_after_30_9_the_rest_is_at_risk(ledger):
    ledger.submit("GNBV.2 SN 2022 allocated 60 nature=12\nGNBV.2 SN 2022 adjusted 40 nature=15\n"
                  "GNBV.2 SN 2022 disbursed 10", kind="carryover_form", budget_year=2022,
                  as_of="2023-01-31")  # fmt: skip
    assert ledger.table("remaining_vnd, at_risk_vnd", "mart.carryover_unspent_on('2023-09-30')") == ["90 50"]
