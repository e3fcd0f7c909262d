"""Cases of the cookbook's questions that the sample workbooks do not have."""

from __future__ import annotations

from fundflow.auditing import cookbook


def ask(ledger, name: str, *columns: str, **given: str) -> list[str]:
    """The answer's columns, a line per row."""
    question = cookbook.find_question(ledger.warehouse.settings, name)
    rows = cookbook.ask(ledger.warehouse, question, {"units": "", **given})
    return [" ".join(str(getattr(row, column)) for column in columns) for row in rows]


def closing(ledger, text: str, **about) -> int:
    return ledger.submit(text, kind="carryover_form", budget_year=2022, as_of="2023-01-31", **about)


def test_an_advance_that_was_settled_later_is_no_longer_open(ledger):
    closing(ledger, "GNBV.2 SN 2022 advance 70\nGNBV.3.1 SN 2022 advance 50")
    ledger.submit("GNBV.2 SN 2022 advance 0\nGNBV.2 SN 2022 carried_in 100", as_of="2023-06-30")
    open_now = ("advances_unsettled", "component_code", "advance_vnd")
    assert ask(ledger, *open_now) == ["GNBV.3.1 50"]
    assert ask(ledger, *open_now, on_day="2023-05-31") == ["GNBV.2 70", "GNBV.3.1 50"]


def test_years_told_together_end_the_advances_told_apart_and_the_reverse(ledger):
    open_now = ("advances_unsettled", "component_code", "money_year_first", "money_year_last", "advance_vnd")
    closing(ledger, "GNBV.2 SN 2021 advance 30\nGNBV.2 SN 2022 advance 70\nGNBV.3.1 SN 2021-2022 advance 9")
    ledger.submit(
        "GNBV.2 SN 2021-2022 advance 20\nGNBV.3.1 SN 2022 advance 4",
        kind="carryover_form", budget_year=2023, as_of="2024-01-31",
    )  # fmt: skip
    assert ask(ledger, *open_now, on_day="2023-12-31") == [
        "GNBV.2 2021 2021 30", "GNBV.2 2022 2022 70", "GNBV.3.1 2021 2022 9"
    ]  # fmt: skip
    assert ask(ledger, *open_now, on_day="2024-03-31") == ["GNBV.2 2021 2022 20", "GNBV.3.1 2022 2022 4"]


def test_money_left_of_several_years_counts_what_is_said_of_each(ledger):
    closing(ledger, "GNBV.2 SN 2021 advance 30\nGNBV.2 SN 2022 advance 70\nGNBV.3.1 SN 2021-2022 advance 9")
    ledger.submit(
        "GNBV.2 SN 2021-2022 carried_in 500\nGNBV.2 SN 2021-2022 disbursed 1\n"
        "GNBV.3.1 SN 2021 carried_in 50\nGNBV.3.1 SN 2021 disbursed 1"
    )
    columns = "component_code, money_year_first, money_year_last, advance_unsettled_vnd"
    assert ledger.table(columns, "mart.carryover_unspent_on('2023-09-30')") == [
        "GNBV.2 2021 2022 100", "GNBV.3.1 2021 2021 -"
    ]  # fmt: skip


def test_an_opening_with_or_without_the_advances_meets_the_closing(ledger):
    closing(ledger, "GNBV.2 SN 2022 carried_out 300\nGNBV.2 SN 2022 advance 25\nGNBV.3.1 SN 2022 carried_out 80")
    ledger.submit("GNBV.2 SN 2022 carried_in 325\nGNBV.3.1 SN 2022 carried_in 80", as_of="2023-03-31")
    assert ask(ledger, "ledger_breaks", "component_code") == []


def test_an_opening_that_no_closing_knows_and_a_closing_that_nobody_took_over_break_the_ledger(ledger):
    closing(ledger, "GNBV.2 SN 2022 carried_out 300\nGNBV.7.1 SN 2022 carried_out 0")
    ledger.submit("GNBV.3.1 SN 2022 carried_in 80\nGNBV.7.2 SN 2022 carried_in 0", as_of="2023-03-31")
    breaks = ask(ledger, "ledger_breaks", "component_code", "closing_vnd", "opening_vnd", "difference_vnd")
    assert breaks == ["GNBV.2 300 None -300", "GNBV.3.1 None 80 80"]


def test_a_unit_that_reports_each_programme_in_a_file_of_its_own_breaks_nothing(ledger):
    closing(ledger, "GNBV.2 SN 2022 carried_out 300\nDTTS.9.1 SN 2022 carried_out 40")
    ledger.submit("GNBV.2 SN 2022 carried_in 300", as_of="2023-06-30")
    ledger.submit("DTTS.9.1 SN 2022 carried_in 40", as_of="2023-03-31")
    assert ask(ledger, "ledger_breaks", "component_code") == []


def test_decisions_add_up_and_the_latest_report_counts(ledger):
    ledger.submit("GNBV.2 SN 2023 allocated 100", kind="decision", decision="1", as_of="2023-01-05")
    ledger.submit("GNBV.2 SN 2023 adjusted -20", kind="decision", decision="2", as_of="2023-05-05")
    ledger.submit("GNBV.2 SN 2023 allocated 100", as_of="2023-03-31")
    differences = ("decision_against_report", "decided_vnd", "reported_vnd", "difference_vnd")
    assert ask(ledger, *differences, on_day="2023-04-30") == []
    assert ask(ledger, *differences) == ["80 100 20"]
    ledger.submit("GNBV.2 SN 2023 allocated 80", as_of="2023-06-30")
    assert ask(ledger, *differences) == []


def test_a_decision_of_which_nobody_reports_is_a_difference_without_a_report(ledger):
    ledger.submit("GNBV.2 SN 2023 allocated 100", kind="decision", decision="1", as_of="2023-01-05")
    assert ask(ledger, "decision_against_report", "decided_vnd", "reported_vnd") == ["100 None"]
    assert ask(ledger, "decisions_without_spending", "given_vnd", "spending") == ["100 not reported"]


def test_a_line_that_a_correction_leaves_out_is_restated_to_nothing(ledger):
    first = ledger.submit("GNBV.2 SN 2023 disbursed 10\nGNBV.3.1 SN 2023 disbursed 5")
    ledger.submit("GNBV.2 SN 2023 disbursed 10", replaces=first)
    restated = ask(ledger, "restated_cells", "component_code", "before_vnd", "after_vnd", "difference_vnd")
    assert restated == ["GNBV.3.1 5 None -5"]


def test_a_summary_of_a_unit_that_is_silent_is_shown_with_nothing_beside_it(ledger):
    ledger.submit("GNBV.2 SN 2023 disbursed 900000 unit=42.443", kind="summary", unit="42.SLDTBXH")
    assert ask(ledger, "summary_against_units", "unit_code", "unit_vnd", "summary_vnd") == ["42.443 None 900000"]


def test_rates_leave_out_what_nobody_reported_and_count_it(ledger):
    ledger.submit("GNBV.2 SN 2023 allocated 400\nGNBV.3.1 SN 2023 allocated 100\nGNBV.2 SN 2023 disbursed 100")
    rates = ask(ledger, "execution_rates", "all_money_pct", "carried_over_pct", "this_year_pct", "lines_not_reported")
    assert rates == ["25.00 None 25.00 1"]


def test_a_line_that_nobody_reported_on_does_not_lower_the_rate_of_the_day(ledger):
    ledger.submit("GNBV.2 SN 2023 allocated 100\nGNBV.2 SN 2023 disbursed 40\nGNBV.7.1 SN 2023 allocated 300")
    columns = ("lines", "lines_not_reported", "available_vnd", "disbursed_vnd", "remaining_vnd", "disbursed_pct")
    assert ask(ledger, "known_on_a_day", *columns) == ["2 1 400 40 60 40.00"]
