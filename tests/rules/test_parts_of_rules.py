"""What rules are made of: needs, sums, ratios, shares, dated columns."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.rules.sheets import (
    CLOSING_HEADER,
    REPORT_HEADER,
    TITLE,
    TODAY,
    closing,
    decision,
    errors,
    found,
    judged,
    knowledge,
    report,
)

from fundflow.findings import Severity
from fundflow.rules.base import NotApplicable, Rule, Stage, figures, measures, source_kinds
from fundflow.rules.file_view import FileView
from fundflow.rules.shares import shares
from fundflow.rules.sums import sums_off
from fundflow.rules.years import dated_columns

LINE = "| | Dự án 2 | 100 | 50 | 20 | 20 | |"
WITHOUT_TOTAL = CLOSING_HEADER.replace("| Dự toán năm được chi: Tổng số ", "")


def view(reading) -> FileView:
    return FileView(reading, TODAY)


def test_figures_of_one_component_are_one_entry_though_others_stand_between():
    reading = report(LINE)
    one = reading.rows[0].subject
    other = replace(one, component="GNBV.3")
    reading.rows = [replace(row, subject=subject) for row in reading.rows for subject in (one, other)]

    entries = view(reading).entries
    assert [(entry.subject, len(entry.rows)) for entry in entries] == [
        (one, len(reading.rows) // 2), (other, len(reading.rows) // 2)
    ]  # fmt: skip


# Needs --------------------------------------------------------------------------------------------------------------


def test_a_rule_for_one_voice_says_which():
    need = source_kinds("decision", "treasury")

    assert need(view(decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |")), knowledge()[0]) is None
    said = need(view(report(LINE)), knowledge()[0])
    assert said == "only for decision, treasury / chỉ áp dụng cho loại tệp này"


def test_a_rule_for_one_voice_may_need_more():
    need = source_kinds("unit_report", then=measures("carried_out"))

    assert need(view(report(LINE)), knowledge()[0]).startswith("the file gives no carried_out")


def test_measures_name_what_is_missing():
    need = measures("disbursed", "advance", any_of=("estimate", "adjusted"))
    said = need(view(report(LINE)), knowledge()[0])

    assert said == (
        "the file gives no advance, adjusted | estimate / tệp không có chỉ tiêu advance, adjusted | estimate"
    )
    assert measures("disbursed", any_of=("allocated", "adjusted"))(view(report(LINE)), knowledge()[0]) is None


def test_a_rule_that_needs_figures():
    assert figures(view(report(LINE)), knowledge()[0]) is None
    assert "holds no figures" in figures(view(report("| | Dự án 2 | | | | | |")), knowledge()[0])


def test_the_three_answers():
    def check(file, reference):
        return (rule.finding("Sai.", "Wrong.", at=row) for row in file.reading.rows if row.amount > 100_000_000)

    rule = Rule("r", Severity.WARNING, "vi", "en", "c", "s", "2026-01-01", Stage.LINE, check, version=3, on_trial=True)

    assert rule.judge(view(report(LINE)), knowledge()[0]) == []
    [finding] = rule.judge(view(report(LINE.replace("50", "150"))), knowledge()[0])
    assert (finding.rule, finding.message, finding.cell, finding.value) == ("r", "Sai. / Wrong.", "D6", "150")
    assert (finding.rule_version, finding.on_trial, finding.stops) == (3, True, False)
    silent = rule.judge(view(report("| | Dự án 2 | | | | | |")), knowledge()[0])
    assert silent == NotApplicable("the file holds no figures / tệp không có số liệu")


def test_a_difference_is_written_in_full():
    rule = Rule("r", Severity.ERROR, "vi", "en", "c", "s", "2026-01-01", Stage.LINE, lambda file, reference: ())

    assert rule.finding("Sai.", "Wrong.", difference=Decimal("1E+9")).difference_vnd == "1000000000"


def test_a_finding_for_machines_holds_plain_values():
    rule = Rule("r", Severity.ERROR, "vi", "en", "c", "s", "2026-01-01", Stage.LINE, lambda file, reference: ())
    said = replace(rule.finding("Sai.", "Wrong."), suggestions=("GNBV.2",)).as_json()

    assert (type(said["severity"]), said["severity"], said["suggestions"]) == (str, "error", ["GNBV.2"])


def test_why_a_rule_has_nothing_to_say_stays_with_the_reading():
    assert (
        judged(report(LINE)).not_applicable["carried_out_is_what_is_left"].startswith("the file gives no carried_out")
    )


# Sums ---------------------------------------------------------------------------------------------------------------

TWO_PROGRAMMES = """
    | | Chương trình MTQG giảm nghèo bền vững | 300 | | | | |
    | | Dự án 2 | 100 | | | | |
    | | Dự án 6, Tiểu dự án 2 | 200 | | | | |
    | | Chương trình MTQG phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi | 50 | | | | |
    | | Dự án 9, Tiểu dự án 1 | 50 | | | | |
    | | Tổng cộng Chương trình MTQG giảm nghèo bền vững | {first} | | | | |
    | | Tổng cộng | {all} | | | | |
"""


@pytest.mark.parametrize(
    ("first", "everything", "told"), [("300", "350", []), ("350", "350", ["C11"]), ("300", "300", ["C12"])]
)
def test_a_programmes_total_adds_up_its_own_lines(first, everything, told):
    rows = TWO_PROGRAMMES.replace("{first}", first).replace("{all}", everything)

    assert found("totals_equal_details", report(rows)) == told


def test_a_sections_total_leaves_out_what_stands_above_the_total_before_and_itself():
    rows = """
        | | Dự án 2 | 10 | | | | |
        | | TỔNG CỘNG | 10 | | | | |
        | | Dự án 6, Tiểu dự án 2 | 500 | | | | |
        | | Dự án 7, Tiểu dự án 1 | 70 | | | | |
        | | TỔNG CỘNG | {} | | | | |
    """
    assert found("totals_equal_details", report(rows.replace("{}", "570"))) == []
    assert found("totals_equal_details", report(rows.replace("{}", "580"))) == []
    assert found("totals_equal_details", report(rows.replace("{}", "600"))) == ["C10"]


@pytest.mark.parametrize(("spent", "told"), [("55", []), ("50", ["F10"]), ("5", ["F10"]), ("105", ["F10"])])
def test_a_subtotal_that_is_blank_in_a_column_hands_its_details_up(spent, told):
    rows = """
        | I | Dự án 2 | 100 | | | 5 | |
        | II | Dự án 3 | 300 | | | | |
        | 1 | Tiểu dự án 1 | 100 | | | 20 | |
        | 2 | Tiểu dự án 2 | 200 | | | 30 | |
        | | Tổng cộng | 400 | | | {} | |
    """
    assert found("totals_equal_details", report(rows.replace("{}", spent))) == told


def test_a_programmes_total_without_lines_of_its_own_adds_up_nothing():
    rows = """
        | | Dự án 2 | 100 | | | | |
        | | Tổng cộng Chương trình MTQG phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi | 7 | | | | |
    """
    assert found("totals_equal_details", report(rows)) == []


def test_a_total_that_repeats_one_of_its_details_is_off():
    assert found("totals_equal_details", closing("| | Dự án 2 | '12 | 60 | 40 | 60 | | 30 | | 30 | |")) == ["D8"]


def test_a_sum_says_what_each_cell_would_need():
    reading = judged(closing("| | Dự án 2 | '12 | 101 | 40 | 60 | 0 | 30 | | 73 | |"))
    reading.spoiled.clear()
    sums = {entry.total.cell: entry for entry in sums_off(view(reading), reading.tables[0])}
    plan, balance = sums["D8"], sums["J8"]

    assert (plan.total.cell, plan.expected, plan.difference) == ("D8", 100, 1)
    assert {amount.cell: int(change) for amount, change in plan.corrections()} == {"D8": -1, "E8": 1, "F8": 1, "G8": 1}
    assert {amount.cell: int(change) for amount, change in balance.corrections()} == {"J8": -2, "H8": -2, "D8": 2}


def test_a_sum_that_is_exact_is_not_off():
    rows = "| | TỔNG CỘNG | {} | | | | |\n| | Dự án 2 | 1.5 | | | | |\n| | Dự án 6, Tiểu dự án 2 | 1.5 | | | | |"
    exact, off = report(rows.format("3.0")), report(rows.format("3.1"))

    assert list(sums_off(view(exact), exact.tables[0])) == []
    assert [entry.total.cell for entry in sums_off(view(off), off.tables[0])] == ["C6"]


def test_tolerance_grows_with_the_numbers_that_were_rounded():
    rows = "| | TỔNG CỘNG | 3.1 | | | | |\n| | Dự án 2 | 1.5 | | | | |\n| | Dự án 6, Tiểu dự án 2 | 1.5 | | | | |"
    reading = report(rows)
    [total] = sums_off(view(reading), reading.tables[0])

    assert total.tolerance(reading.tables[0]) == Decimal(150_000)
    assert total.tolerance(replace_rounding(reading.tables[0], 1000)) == 0
    assert total.tolerance(replace_rounding(reading.tables[0], 1001)) > 0


@pytest.mark.parametrize(("balance", "holds"), [(85_000, True), (85_001, False)])
def test_a_sum_may_be_off_by_half_a_digit_of_each_number_that_it_adds_or_takes_away(balance, holds):
    reading = closing(f"| | Dự án 2 | '12 | 100000 | 40000 | 60000 | | 30000 | | {balance} | |")
    [table] = reading.tables
    table.rounding = Decimal(10_000)

    assert [entry.holds(table) for entry in sums_off(view(reading), table)] == [holds]


def replace_rounding(table, rounding):
    return replace(table, rounding=Decimal(rounding))


# Balances -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rounding", "told"), [(1, ["I8"]), (1000, ["I8"]), (10_000, [])])
def test_a_balance_may_be_off_by_the_sheets_rounding(rounding, told):
    reading = closing("| | Dự án 2 | '12 | 400000 | 600000 | | 300000 | | 720000 | |", header=WITHOUT_TOTAL)
    reading.tables[0].rounding = Decimal(rounding)

    assert found("carried_out_is_what_is_left", reading) == told


def test_a_balance_off_by_more_than_twice_the_rounding_is_told():
    reading = closing("| | Dự án 2 | '12 | 400000 | 600000 | | 300000 | | 720001 | |", header=WITHOUT_TOTAL)
    reading.tables[0].rounding = Decimal(10_000)

    assert found("carried_out_is_what_is_left", reading) == ["I8"]


def test_what_was_returned_is_no_longer_left():
    reading = closing("| | Dự án 2 | '12 | 40 | 60 | | 30 | 10 | 60 | |", header=WITHOUT_TOTAL)
    reading.rows = [replace(row, measure="returned") if row.measure == "cancelled" else row for row in reading.rows]

    assert found("carried_out_is_what_is_left", reading) == []


@pytest.mark.parametrize("wrong", ["-40 | 60 | | 30", "khoảng 40 | 60 | | 30", "| | | 30", "40 | 60 | | -30"])
def test_a_balance_is_not_held_against_what_is_wrong_or_missing(wrong):
    reading = closing(
        f"| | Dự án 2 | '12 | {wrong} | | 65 | |\n| | Dự án 6 | '12 | 1 | | | 1 | | 0 | |", header=WITHOUT_TOTAL
    )

    assert found("carried_out_is_what_is_left", reading) == []


# Parts --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", ["C6", "C7"], ids=["the whole is wrong", "the part is wrong"])
def test_a_part_is_silent_where_a_cell_is_wrong(wrong):
    reading = report("| | Dự án 2 | 100 | 50 | | | |\n| | Trong đó: tập huấn | 101 | 51 | | | |")
    reading.spoiled.add(("Biểu", wrong))

    assert found("parts_within_whole", reading) == ["D7"]


def test_a_part_before_any_line_is_part_of_nothing():
    assert (
        found("parts_within_whole", report("| | Trong đó: tập huấn | 101 | | | | |\n| | Dự án 2 | 100 | | | | |")) == []
    )


# Shares -------------------------------------------------------------------------------------------------------------


def test_shares_are_summed_by_programme():
    rows = """
        | | Dự án 2 | UBND huyện Hương Khê | 12 | 10 | 2 |
        | | Dự án 6, Tiểu dự án 2 | UBND huyện Hương Khê | 23 | 20 | 3 |
    """
    [share] = shares(view(decision(rows)))

    assert (share.programme, share.central, share.local, share.local_header) == ("GNBV", 30_000_000, 5_000_000, "F5")


def test_shares_of_programmes_are_kept_apart():
    rows = """
        | | Dự án 2 | UBND huyện Hương Khê | 12 | 10 | 2 |
        | | Chương trình MTQG phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi | | | | |
        | | Dự án 9, Tiểu dự án 1 | UBND huyện Hương Khê | 23 | 20 | 3 |
    """
    assert [(share.programme, share.local) for share in shares(view(decision(rows)))] == [
        ("GNBV", 2_000_000),
        ("DTTS", 3_000_000),
    ]


# Years --------------------------------------------------------------------------------------------------------------


def test_dated_columns_name_their_years_and_the_files():
    header = REPORT_HEADER.replace("Giải ngân vốn 2022", "Giải ngân vốn 2021, 2022")
    dated = {
        one.column.header_cell: (one.years, one.budget_year)
        for one in dated_columns(view(report(LINE, header=header)), "disbursed")
    }

    assert dated == {"E5": ("2021-2022", 2023), "F5": ("2023", 2023)}


def test_no_column_is_dated_where_the_file_contradicts_itself():
    doubtful = report(LINE, title=TITLE.replace("2023", "2022"))

    assert list(dated_columns(view(doubtful), "disbursed", "allocated")) == []
    assert errors(doubtful) == [("period.year_differs", "A3")]


# Copies -------------------------------------------------------------------------------------------------------------


def test_two_figures_make_a_table_one_makes_none():
    one = "| | Dự án 2 | 100 | | | | |"
    copy = f"\n== Bản sao ==\n\n{TITLE}\n(Số liệu đến ngày 30/9/2023)\nĐơn vị tính: triệu đồng\n{REPORT_HEADER}\n"

    assert found("table_not_twice", report(one + copy + one)) == []
    two = one.replace("| | | |", "| 5 | | |")
    assert found("table_not_twice", report(two + copy + two)) == ["A2"]


def test_every_copy_of_a_table_is_told():
    two = "| | Dự án 2 | 100 | 5 | | | |"
    other = "| | Dự án 7, Tiểu dự án 1 | 100 | | | | |"
    head = f"\n{TITLE}\n(Số liệu đến ngày 30/9/2023)\nĐơn vị tính: triệu đồng\n{REPORT_HEADER}\n"
    reading = report(two + f"\n== 2 ==\n{head}{other}" + f"\n== 3 ==\n{head}{two}" + f"\n== 4 ==\n{head}{two}")

    assert [(finding.sheet, finding.cell) for finding in judged(reading).findings if finding.rule == "table_not_twice"] == [
        ("3", "A2"), ("4", "A2"),
    ]  # fmt: skip
