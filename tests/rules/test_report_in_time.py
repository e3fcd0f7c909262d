"""The rule report_in_time, on small tables."""

from datetime import date

from tests.rules.sheets import applies, decision, findings, found, report

RULE = "report_in_time"
LINE = "| | Dự án 2 | 100 | 50 | 20 | 20 | |"


def test_passes_on_the_due_day():
    assert found(RULE, report(LINE), today=date(2023, 10, 21)) == []


def test_fails_the_day_after():
    [late] = findings(RULE, report(LINE), today=date(2023, 10, 24))

    assert (late.cell, late.expected, str(late.severity)) == ("A3", "≤ 21/10/2023", "info")
    assert "chậm 3 ngày" in late.message


def test_silent_about_old_files():
    assert found(RULE, report(LINE), today=date(2026, 11, 23)) == []


def test_silent_where_no_duty_ends_a_period_on_that_day():
    assert found(RULE, report(LINE, day="(Số liệu đến ngày 31/8/2023)"), today=date(2023, 12, 1)) == []


def test_not_applicable_to_a_decision():
    assert not applies(RULE, decision("| | Dự án 2 | UBND huyện Hương Khê | 5 | 5 | |"))


def test_null_day_is_not_judged():
    assert found(RULE, report(LINE, day=""), today=date(2023, 12, 1)) == []
