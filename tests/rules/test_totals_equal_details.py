"""The rule totals_equal_details, on small tables."""

import pytest
from tests.rules.sheets import applies, closing, decision, errors, findings, found, report

RULE = "totals_equal_details"
TREE = """
    | | TỔNG CỘNG | 300 | | | 60 | |
    | I | Dự án 6 | 200 | | | 40 | |
    | 1 | Tiểu dự án 1 | 50 | | | 10 | |
    | 2 | Tiểu dự án 2 | 150 | | | 30 | |
    | II | Dự án 2 | 100 | | | 20 | |
"""


def test_passes_down_the_rows_and_across_the_columns():
    assert found(RULE, report(TREE)) == []


def test_fails_at_a_wrong_total():
    [wrong] = findings(RULE, report(TREE.replace("| TỔNG CỘNG | 300 |", "| TỔNG CỘNG | 310 |")))

    assert (wrong.cell, wrong.expected, wrong.difference_vnd) == ("C6", "300", "10000000")


def test_fails_at_the_one_cell_that_breaks_several_sums():
    assert errors(report(TREE.replace("| Dự án 6 | 200 |", "| Dự án 6 | 210 |"))) == [(RULE, "C7")]


def test_fails_at_a_total_column():
    across = closing("| | Dự án 2 | '12 | 101 | 40 | 60 | | 30 | | 71 | |")

    assert found(RULE, across) == ["D8"]


@pytest.mark.parametrize("balance", ["60", "70"])
def test_passes_on_both_readings_of_the_closing_form(balance):
    assert found(RULE, closing(f"| | Dự án 2 | '12 | 100 | 40 | 60 | | 30 | 10 | {balance} | |")) == []


def test_a_total_may_add_up_its_own_section():
    rows = """
        | | Dự án 2 | 10 | | | | |
        | | TỔNG CỘNG | 10 | | | | |
        | | Dự án 6, Tiểu dự án 2 | 5 | | | | |
        | | TỔNG CỘNG | 5 | | | | |
    """
    assert found(RULE, report(rows)) == []


@pytest.mark.parametrize("closing_row", ["Cộng", "Cộng (I)", "Cộng CTMTQG"])
def test_a_total_may_close_the_group_above_it(closing_row):
    rows = f"""
        | I | Dự án 6 |
        | 1 | Tiểu dự án 1 | 50 | | | 10 | |
        | 2 | Tiểu dự án 2 | 150 | | | 30 | |
        | | {closing_row} | 200 | | | 40 | |
        | II | Dự án 2 | 100 | | | 20 | |
        | | TỔNG CỘNG | 300 | | | 60 | |
    """
    assert found(RULE, report(rows)) == []
    assert found(RULE, report(rows.replace("| 200 |", "| 210 |"))) == ["C9"]


def test_silent_within_the_rounding_of_the_sheet():
    rounded = "| | TỔNG CỘNG | 3.1 | | | | |\n| | Dự án 2 | 1.5 | | | | |\n| | Dự án 6, Tiểu dự án 2 | 1.5 | | | | |"

    assert found(RULE, report(rounded)) == []
    assert found(RULE, report(rounded.replace("3.1", "3.3"))) == ["C6"]


def test_many_broken_sums_are_all_told():
    rows = "\n".join(f"| | Dự án 2 | '12 | 9 | {n} | 60 | | 0 | | 9 | |" for n in range(100, 600))

    assert len(found(RULE, closing(rows))) == 500


def test_of_many_broken_sums_each_is_told_at_its_total_with_its_sum():
    rows = "\n".join(f"| | Dự án 2 | '12 | 9 | {n} | 60 | | 0 | | 9 | |" for n in range(100, 401))
    told = {one.cell: (one.expected, one.difference_vnd) for one in findings(RULE, closing(rows))}

    assert told["D8"] == ("160", "-151")
    assert told["D308"] == ("460", "-451")


def test_not_applicable_without_totals():
    assert not applies(RULE, report("| | Dự án 2 | 100 | 50 | 20 | 20 | |"))


def test_null_totals_and_details_are_not_zero():
    assert found(RULE, report(TREE.replace("| TỔNG CỘNG | 300 |", "| TỔNG CỘNG | |"))) == []
    assert found(RULE, report(TREE.replace("| Tiểu dự án 2 | 150 |", "| Tiểu dự án 2 | khoảng 150 |"))) == []


def test_a_blank_that_its_row_and_its_column_miss_is_told_once_and_there():
    rows = """
        | I | Dự án 2 | | 100 | 90 | 10 |
        | 1 | | Huyện Hương Khê | 60 | 55 | 5 |
        | 2 | | Huyện Vũ Quang | 40 | | 5 |
    """
    told = findings(RULE, decision(rows))

    assert [(found.cell, found.expected) for found in told] == [("E8", "35")]
    assert told[0].message.startswith("Ô E8 để trống, nhưng theo các tổng ở ô D8, E6 thì phải là 35.000.000 đồng.")


def test_a_blank_that_only_its_row_misses_is_not_taken_for_the_fault():
    rows = """
        | I | Dự án 2 | | 100 | 90 | 10 |
        | 1 | | Huyện Hương Khê | 60 | 55 | 5 |
        | 2 | | Huyện Vũ Quang | 45 | 35 | 5 |
        | 3 | | Huyện Can Lộc | 3 | | |
    """
    assert [finding.cell for finding in findings(RULE, decision(rows))] == ["D6", "D8"]
