"""Quality over time: what was found, which reports were right at first, how long it took to mend the others."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from fundflow.warehouse import Warehouse

VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def warehouse(fresh):
    with Warehouse(fresh) as warehouse:
        yield warehouse


@pytest.fixture
def file(warehouse):
    """file("2023-10-02 09:00", "rejected", "x error", subject="S"): a judged file and its findings, `rule severity`."""

    def make(came: str, status: str, *findings: str, subject: str | None = "S", unit: str | None = "42.444") -> int:
        at = datetime.fromisoformat(came).replace(tzinfo=VIET_NAM)
        file_id = warehouse.value(
            "INSERT INTO quality.file (sha256, told_by, size_bytes, first_received_at, status, unit_code, form, as_of,"
            " subject) VALUES (gen_random_uuid()::text, 'bc.xlsx', 1, %(at)s, %(status)s, %(unit)s, 'f', '2023-09-30',"
            " %(subject)s) RETURNING file_id",
            at=at, status=status, unit=unit, subject=subject,
        )  # fmt: skip
        for rule, severity, *waived_by in (one.split() for one in findings):
            warehouse.query(
                "INSERT INTO quality.finding (file_id, rule, severity, message, waived_by)"
                " VALUES (%(file)s, %(rule)s, %(severity)s, '', %(waived_by)s)",
                file=file_id, rule=rule, severity=severity, waived_by=int(waived_by[0]) if waived_by else None,
            )  # fmt: skip
        return file_id

    return make


def report(warehouse):
    [row] = warehouse.query(
        "SELECT files, passed_at_first, month::text, days_to_mend, mended_at FROM quality.report_tries"
    )
    return row


def test_nothing_came(warehouse):
    assert warehouse.query("SELECT FROM quality.report_tries") == []
    assert warehouse.query("SELECT FROM quality.findings_by_month") == []


def test_right_at_first(warehouse, file):
    file("2023-10-02 09:00", "accepted", "w warning")
    assert report(warehouse)[:4] == (1, True, "2023-10-01", None)


def test_mended_after_two_days_and_a_half(warehouse, file):
    file("2023-09-30 21:00", "rejected", "x error")
    file("2023-10-01 09:00", "rejected", "x error")
    file("2023-10-03 09:00", "accepted")
    file("2023-10-20 09:00", "accepted")
    assert report(warehouse)[:4] == (4, False, "2023-09-01", Decimal("2.5"))


def test_not_mended_yet(warehouse, file):
    file("2023-10-02 09:00", "rejected", "x error")
    assert report(warehouse)[1:] == (False, "2023-10-01", None, None)


def test_a_good_version_before_the_bad_one_mends_nothing(warehouse, file):
    file("2023-10-01 09:00", "accepted")
    file("2023-10-02 09:00", "rejected", "x error")
    row = report(warehouse)
    assert (row.passed_at_first, row.mended_at) == (True, None)


def test_what_stands_by_a_waiver_was_not_right_at_first(warehouse, file):
    file("2023-10-02 09:00", "accepted", "x error 1")
    assert report(warehouse)[1:4] == (False, "2023-10-01", Decimal("0.0"))


def test_files_of_which_nobody_knows_the_report_are_reports_of_their_own(warehouse, file):
    for _ in range(2):
        file("2023-10-02 09:00", "rejected", "x error", subject=None, unit=None)
    assert warehouse.value("SELECT count(*) FROM quality.report_tries") == 2


def test_files_that_are_being_read_say_nothing_yet(warehouse, file):
    file("2023-10-02 09:00", "received")
    assert warehouse.query("SELECT FROM quality.report_tries") == []


def test_findings_by_rule_unit_and_month_of_viet_nam(warehouse, file):
    file("2023-10-01 00:30", "rejected", "x error", "x error", "w warning", "i info")  # 30/9 in UTC
    file("2023-10-31 23:30", "accepted", "x error 1", subject="T")
    file("2023-10-05 09:00", "rejected", "x error", subject="U", unit="42.445")
    rows = warehouse.query(
        "SELECT rule, severity, unit_code, month, findings, waived, files FROM quality.findings_by_month ORDER BY 1, 3"
    )
    october = date(2023, 10, 1)
    assert [tuple(row) for row in rows] == [
        ("w", "warning", "42.444", october, 1, 0, 1),
        ("x", "error", "42.444", october, 3, 1, 2),
        ("x", "error", "42.445", october, 1, 0, 1),
    ]


def test_findings_of_rules_on_trial_count_for_nothing(warehouse, file):
    file("2023-10-02 09:00", "accepted", "x error")
    warehouse.query("UPDATE quality.finding SET on_trial = true")
    assert report(warehouse).passed_at_first
    assert warehouse.query("SELECT FROM quality.findings_by_month") == []


def test_the_medians_and_rates_of_the_page(warehouse, file):
    for number, days in enumerate((1, 2, 9)):
        came = datetime(2023, 10, 2, 9)
        file(came.isoformat(), "rejected", "x error", subject=str(number))
        file((came + timedelta(days=days)).isoformat(), "accepted", subject=str(number))
    file("2023-10-02 09:00", "accepted", subject="good")
    file("2023-10-02 09:00", "rejected", "x error", subject="open")
    file("2022-10-02 09:00", "rejected", "x error", subject="long ago")
    [unit] = warehouse.run_sql("quality/units", since=date(2023, 1, 1))
    assert (unit.unit_name, unit.reports, unit.passed, unit.days_to_mend, unit.not_mended) == (
        "Huyện Hương Khê", 5, 1, 2, 1,
    )  # fmt: skip
    [month] = warehouse.run_sql("quality/months", since=date(2023, 1, 1))
    assert (month.reports, month.passed, month.errors, month.warnings) == (5, 1, 4, 0)
