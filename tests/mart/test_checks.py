"""Every check across files on a real PostgreSQL: a batch that passes, one that fails, one it has nothing to say of."""

from pathlib import Path

import pytest
from mart_facts import Batch

TESTS = Path(__file__).resolve().parents[1]
FOLDER = TESTS.parent / "include/sql/checks"
CHECKS = sorted(path.stem for path in FOLDER.glob("*.sql"))
PLAN = "GNBV.2 SN 2023 allocated 1000\n"


@pytest.fixture
def batch(ledger):
    return Batch(ledger)


def disbursed(amount, years="2023", note="") -> str:
    return f"GNBV.2 SN {years} disbursed {amount}" + (f" note={note}" if note else "")


def test_every_check_has_its_tests():
    sources = [path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py")]
    assert CHECKS
    assert [name for name in CHECKS if not any(f'"{name}"' in source for source in sources)] == []


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_has_the_columns_of_a_finding_and_is_silent_of_an_empty_batch(batch, name):
    check = batch.ledger.warehouse.read_sql(f"checks/{name}")
    rows = batch.ledger.warehouse.query(
        f"SELECT * FROM ({check}) AS found RIGHT JOIN (SELECT 1) ON true",  # noqa: S608 - our own file
        batch_id=0,
    )
    columns = ("file_id", "rule", "severity", "sheet", "cell", "value", "expected", "difference_vnd", "message")
    assert rows[0]._fields[:9] == columns
    assert rows[0].file_id is None


@pytest.mark.parametrize("name", CHECKS)
def test_a_first_report_that_adds_up_is_silent(batch, name):
    batch.ledger.submit("GNBV.2 SN 2023 allocated 1000", kind="decision", as_of="2022-12-30", decision="1/QĐ")
    batch.stage(PLAN + disbursed(10))
    assert batch.findings(name) == []


@pytest.mark.parametrize("name", CHECKS)
def test_a_message_is_vietnamese_then_english_and_ends_in_what_to_do(name):
    text = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    assert text.startswith("-- ")
    assert " / " in text
    assert "Hãy" in text or "hãy" in text


# disbursed_falls


def test_cumulative_disbursement_that_falls(batch):
    batch.ledger.submit(disbursed(60), as_of="2023-06-30")
    batch.stage(disbursed(50))
    assert batch.findings("disbursed_falls") == ["error BC!A1 -10 ≥ 60"]


def test_it_may_stand_still_or_rise(batch):
    batch.ledger.submit(disbursed(60), as_of="2023-06-30")
    batch.stage(disbursed(60))
    assert batch.findings("disbursed_falls") == []


def test_a_note_explains_a_fall(batch):
    batch.ledger.submit(disbursed(60), as_of="2023-06-30")
    batch.stage(disbursed(50, note="thu_hồi_tạm_ứng"))
    assert batch.findings("disbursed_falls") == ["warning BC!A1 -10 ≥ 60"]


def test_a_fall_within_the_batch_is_found_too(batch):
    batch.stage(disbursed(60), as_of="2023-06-30")
    batch.stage(disbursed(50))
    assert batch.findings("disbursed_falls") == ["error BC!A1 -10 ≥ 60"]


def test_a_new_budget_year_begins_at_nothing(batch):
    batch.ledger.submit(disbursed(60), as_of="2022-12-31", budget_year=2022)
    batch.stage(disbursed(5))
    assert batch.findings("disbursed_falls") == []


def test_carried_money_that_is_grouped_anew_is_compared_as_a_whole(batch):
    batch.ledger.submit(disbursed(10, "2021") + "\n" + disbursed(5, "2022"), as_of="2023-06-30")
    batch.stage(disbursed(12, "2021-2022"))
    assert batch.findings("disbursed_falls") == ["error BC!A1 -3 ≥ 15"]
    again = Batch(batch.ledger)
    again.stage(disbursed(15, "2021-2022"))
    assert again.findings("disbursed_falls") == []


def test_a_correction_is_compared_with_the_report_before_the_one_it_replaces(batch):
    batch.ledger.submit(disbursed(30), as_of="2023-06-30")
    batch.ledger.submit(disbursed(60))
    batch.stage(disbursed(50))
    assert batch.findings("disbursed_falls") == []


@pytest.mark.parametrize(("notes", "severity"), [(("", ""), "error"), (("x", ""), "warning"), (("", "x"), "warning")])
def test_a_report_that_comes_after_a_later_one_that_says_less(batch, notes, severity):
    batch.ledger.submit(disbursed(50, note=notes[0]))
    batch.stage(disbursed(60, note=notes[1]), as_of="2023-06-30")
    assert batch.findings("disbursed_falls") == [f"{severity} BC!A1 10 ≤ 50"]


def test_a_report_that_comes_after_a_later_one_that_groups_its_years(batch):
    batch.ledger.submit(disbursed(12, "2021-2022"))
    batch.stage(disbursed(10, "2021") + "\n" + disbursed(5, "2022"), as_of="2023-06-30")
    assert batch.findings("disbursed_falls") == ["error BC!A1 3 ≤ 12"]


def test_two_reports_in_force_that_fall_are_not_told_again(batch):
    batch.ledger.submit(disbursed(60), as_of="2023-06-30")
    batch.ledger.submit(disbursed(50))
    batch.stage(disbursed(70), as_of="2023-10-31")
    assert batch.findings("disbursed_falls") == []


# restated_figure


def test_a_correction_is_called_out_cell_by_cell(batch):
    batch.ledger.submit(PLAN + disbursed(60))
    batch.stage(PLAN + disbursed(50))
    assert batch.findings("restated_figure") == ["warning BC!A2 -10 60"]


def test_a_figure_that_is_left_out_is_called_out(batch):
    batch.ledger.submit(PLAN + disbursed(60))
    batch.stage(PLAN)
    assert batch.findings("restated_figure") == ["warning - -60 60"]


def test_another_day_and_another_voice_restate_nothing(batch):
    batch.ledger.submit(disbursed(60), as_of="2023-06-30")
    batch.stage("GNBV.2 SN 2023 disbursed 70 unit=42.444", kind="summary", unit="42.SLDTBXH")
    assert batch.findings("restated_figure") == []


# large_restatement

BILLION = 10**9


def test_a_correction_that_moves_very_much_money_waits(batch):
    batch.ledger.submit(f"GNBV.2 SN 2023 allocated {9 * BILLION}\n" + disbursed(3 * BILLION))
    batch.stage(f"GNBV.2 SN 2023 allocated {2 * BILLION}")
    assert batch.findings("large_restatement") == ["error - 10000000000 < 10000000000"]


def test_a_smaller_correction_is_told_and_loaded(batch):
    batch.ledger.submit(disbursed(11 * BILLION))
    batch.stage(disbursed(BILLION + 1))
    assert batch.findings("large_restatement") == []


def test_without_a_sum_in_the_policy_no_correction_waits(batch):
    batch.ledger.submit(disbursed(99 * BILLION))
    batch.stage(disbursed(1))
    batch.ledger.warehouse.query("DELETE FROM ref.decision_policy WHERE rule = 'large_restatement'")
    assert batch.findings("large_restatement") == []


# thousandfold_slip


@pytest.mark.parametrize("plan", ["1000000", "1"])
def test_a_plan_a_thousand_times_off_the_decision(batch, plan):
    batch.ledger.submit(PLAN, kind="decision", as_of="2022-12-30", decision="1/QĐ")
    batch.stage(f"GNBV.2 SN 2023 allocated {plan}")
    assert batch.findings("thousandfold_slip") == [f"error BC!A1 {int(plan) - 1000} 1000"]


def test_an_opening_a_thousand_times_off_the_last_report(batch):
    batch.ledger.submit("GNBV.2 SN 2022 carried_in 7", as_of="2023-06-30")
    batch.stage("GNBV.2 SN 2022 carried_in 7002")
    assert batch.findings("thousandfold_slip") == ["error BC!A1 6995 7"]


def test_what_a_decision_confirms_is_no_slip_though_the_last_report_was_one(batch):
    batch.ledger.submit(PLAN, kind="decision", as_of="2022-12-30", decision="1/QĐ")
    batch.ledger.submit("GNBV.2 SN 2023 allocated 1000000", as_of="2023-06-30")
    batch.stage(PLAN)
    assert batch.findings("thousandfold_slip") == []


# disbursed_jump


def test_a_step_far_beyond_the_pace_of_the_year(batch):
    batch.ledger.submit(disbursed(10), as_of="2023-03-31")
    batch.ledger.submit(disbursed(30), as_of="2023-06-30")
    batch.stage(disbursed(131))
    assert batch.findings("disbursed_jump") == ["warning BC!A1 1 ≤ 130"]


def test_five_times_the_largest_step_is_not_beyond(batch):
    batch.ledger.submit(disbursed(10), as_of="2023-03-31")
    batch.ledger.submit(disbursed(30), as_of="2023-06-30")
    batch.stage(disbursed(130))
    assert batch.findings("disbursed_jump") == []


def test_one_report_is_no_pace(batch):
    batch.ledger.submit(disbursed(10), as_of="2023-06-30")
    batch.stage(disbursed(900))
    assert batch.findings("disbursed_jump") == []


# allocated_differs_from_decisions


def test_a_plan_that_is_not_the_sum_of_the_decisions(batch):
    batch.ledger.submit("GNBV.2 SN 2023 allocated 700 level=TW\nGNBV.2 SN 2023 allocated 300 level=TINH",
                        kind="decision", as_of="2022-12-30", decision="1/QĐ")  # fmt: skip
    batch.ledger.submit("GNBV.2 SN 2023 adjusted -50", kind="decision", as_of="2023-06-14", decision="2/QĐ")
    batch.stage(PLAN)
    assert batch.findings("allocated_differs_from_decisions") == ["warning BC!A1 50 950"]
    again = Batch(batch.ledger)
    again.stage(PLAN + "GNBV.2 SN 2023 adjusted -50")
    assert again.findings("allocated_differs_from_decisions") == []


def test_a_decision_that_comes_after_the_report(batch):
    batch.ledger.submit("GNBV.2 SN 2023 allocated 900", as_of="2023-06-30")
    batch.ledger.submit(PLAN)
    batch.ledger.submit("GNBV.2 SN 2023 allocated 700", kind="decision", as_of="2022-12-30", decision="1/QĐ")
    batch.stage("GNBV.2 SN 2023 allocated 200", kind="decision", as_of="2023-06-14")
    assert batch.findings("allocated_differs_from_decisions") == ["warning BC!A1 -100 1000"]
    again = Batch(batch.ledger)
    again.stage("GNBV.2 SN 2023 allocated 300", kind="decision", as_of="2023-06-14")
    assert again.findings("allocated_differs_from_decisions") == []


def test_the_last_decision_is_named_by_its_own_sheet_and_cell(batch):
    batch.ledger.submit(
        "GNBV.3.1 SN 2023 allocated 7\nGNBV.2 SN 2023 allocated 700", kind="decision", as_of="2022-12-30"
    )
    batch.ledger.submit("GNBV.2 SN 2023 allocated 200", kind="decision", as_of="2023-06-14", decision="2/QĐ")
    batch.stage(PLAN)
    assert "900 đồng (BC!A1)" in batch.told_by("allocated_differs_from_decisions")[0].message


def test_a_decision_of_a_later_day_is_not_yet_in_the_plan(batch):
    batch.ledger.submit("GNBV.2 SN 2023 allocated 7", kind="decision", as_of="2023-12-01", decision="1/QĐ")
    batch.stage(PLAN)
    assert batch.findings("allocated_differs_from_decisions") == []


# opening_differs_from_closing

CLOSING = "GNBV.2 SN 2021-2022 carried_out 40\nGNBV.2 SN 2021-2022 advance 4"


def opening(first, second) -> str:
    return f"GNBV.2 SN 2021 carried_in {first}\nGNBV.2 SN 2022 carried_in {second}"


@pytest.mark.parametrize(("second", "found"), [(30, []), (34, []), (31, ["warning BC!A1 1 40"])])
def test_the_opening_is_the_closing_with_or_without_the_advance(batch, second, found):
    batch.ledger.submit(CLOSING, kind="carryover_form", budget_year=2022, as_of="2023-01-31")
    batch.stage(opening(10, second))
    assert batch.findings("opening_differs_from_closing") == found


@pytest.mark.parametrize(("second", "found"), [(30, []), (34, []), (31, ["warning BC!A1 -1 41"])])
def test_a_closing_that_comes_after_the_opening(batch, second, found):
    batch.ledger.submit(opening(10, 77), as_of="2023-06-30")
    batch.ledger.submit(opening(10, second))
    batch.stage(CLOSING, kind="carryover_form", budget_year=2022, as_of="2023-01-31")
    assert batch.findings("opening_differs_from_closing") == found


def test_without_a_closing_there_is_nothing_to_compare(batch):
    batch.stage(opening(10, 31))
    assert batch.findings("opening_differs_from_closing") == []


# opening_moved


def test_an_opening_that_moves_within_the_year(batch):
    batch.ledger.submit(opening(10, 30), as_of="2023-06-30")
    batch.stage(opening(10, 31))
    assert batch.findings("opening_moved") == ["warning BC!A2 1 30"]


def test_an_earlier_opening_that_comes_later(batch):
    batch.ledger.submit(opening(10, 31))
    batch.stage(opening(10, 30), as_of="2023-06-30")
    assert batch.findings("opening_moved") == ["warning BC!A2 -1 31"]


def test_an_opening_that_stays(batch):
    batch.ledger.submit(opening(10, 30), as_of="2023-06-30")
    batch.stage(opening(10, 30))
    assert batch.findings("opening_moved") == []


# summary_differs_from_reports


def summary(batch, *lines):
    batch.stage("\n".join(f"{line} unit=42.444" for line in lines), kind="summary", unit="42.SLDTBXH")


def test_a_summary_that_says_something_else(batch):
    batch.ledger.submit(disbursed(9_000_000))
    summary(batch, disbursed(9_500_001))
    assert batch.findings("summary_differs_from_reports") == ["warning BC!A1 500001 9000000"]


def test_a_summary_may_round(batch):
    batch.ledger.submit(disbursed(9_000_000))
    summary(batch, disbursed(9_500_000))
    assert batch.findings("summary_differs_from_reports") == []


@pytest.mark.parametrize(("second", "found"), [(5, []), (1_000_005, ["warning BC!A1 1000000 20"])])
def test_a_summarys_parts_are_compared_with_a_grouped_report(batch, second, found):
    batch.ledger.submit(disbursed(20, "2021-2022"))
    summary(batch, disbursed(15, "2021"), disbursed(second, "2022"))
    assert batch.findings("summary_differs_from_reports") == found


def test_a_report_that_comes_after_the_summary(batch):
    batch.ledger.submit("GNBV.2 SN 2023 disbursed 1 unit=42.444", kind="summary", unit="42.SLDTBXH")
    batch.stage(disbursed(9_000_000))
    assert batch.findings("summary_differs_from_reports") == ["warning BC!A1 8999999 1"]


def test_a_unit_that_is_silent_cannot_differ(batch):
    summary(batch, disbursed(9_000_000))
    assert batch.findings("summary_differs_from_reports") == []


# report_copied

THREE = "GNBV.2 SN 2023 disbursed 1\nGNBV.7.1 SN 2023 disbursed 2\nGNBV.7.2 SN 2023 disbursed 3\n"


def test_last_periods_report_under_a_new_date(batch):
    batch.ledger.submit(THREE, as_of="2023-06-30")
    batch.stage(THREE)
    assert batch.findings("report_copied") == ["warning BC - -"]


@pytest.mark.parametrize("more", ["GNBV.4.3 SN 2023 disbursed 0", "GNBV.2 SN 2022 disbursed 7"])
def test_a_report_with_one_new_figure_is_no_copy(batch, more):
    batch.ledger.submit(THREE, as_of="2023-06-30")
    batch.stage(THREE + more)
    assert batch.findings("report_copied") == []


# decision_same_day


def test_two_decisions_of_one_day_for_one_line(batch):
    batch.ledger.submit(PLAN, kind="decision", as_of="2022-12-30", decision="1/QĐ")
    batch.stage(PLAN, kind="decision", as_of="2022-12-30")
    assert batch.findings("decision_same_day") == ["warning BC!A1 0 1000"]


def test_a_decision_sent_twice_is_told_once_at_its_largest_amount(batch):
    lines = "GNBV.2 SN 2023 allocated 1000\nGNBV.3.1 SN 2023 allocated 7000\nGNBV.4 SN 2023 allocated 10"
    batch.ledger.submit(lines, kind="decision", as_of="2022-12-30", decision="1/QĐ")
    batch.stage(lines.replace("7000", "7100"), kind="decision", as_of="2022-12-30")
    assert batch.findings("decision_same_day") == ["warning BC!A2 100 7000"]
    [told] = batch.told_by("decision_same_day")
    assert "3 dòng của quyết định này: 8.010 đồng, trong đó 2 dòng đúng bằng" in told.message
    assert "gives money to 3 lines of this one too: 8010, 2 of the lines" in told.message


def test_three_decisions_of_one_day_are_told_in_pairs(batch):
    batch.stage(PLAN, kind="decision", as_of="2022-12-30")
    batch.stage(PLAN, kind="decision", as_of="2022-12-30")
    batch.stage(PLAN, kind="decision", as_of="2022-12-30")
    assert batch.findings("decision_same_day") == ["warning BC!A1 0 1000", "warning BC!A1 0 1000"]


def test_decisions_of_one_day_for_two_lines(batch):
    batch.ledger.submit(PLAN, kind="decision", as_of="2022-12-30", decision="1/QĐ")
    batch.stage("GNBV.2 DTPT 2023 allocated 1000", kind="decision", as_of="2022-12-30")
    assert batch.findings("decision_same_day") == []


# cell_used_twice


def test_two_figures_from_one_cell(batch):
    batch.stage(PLAN + disbursed(1))
    batch.ledger.warehouse.query("UPDATE staging.fund_row SET cell = 'A1'")
    assert batch.findings("cell_used_twice") == ["error BC!A1 - -"]


def test_figures_from_a_cell_each(batch):
    batch.stage(PLAN + disbursed(1))
    assert batch.findings("cell_used_twice") == []
