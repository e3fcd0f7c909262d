"""Who owed which report, and what came: a zero, an empty report, silence and a day not reached are four things."""

COVERAGE = (
    "mart.coverage_on(%(day)s) WHERE unit_code = '42.444' AND form = 'disbursement' AND period_end = '2023-09-30'"
)
COLUMNS = "state, due_date, days_late"
FIRST = {"as_of": "2023-09-30", "unit": "42.440"}  # duties count from the first period that anybody reported


def state(ledger, day="2023-10-10") -> list[str]:
    return ledger.table(COLUMNS, COVERAGE, day=day)


def test_not_due_then_missing(ledger):
    ledger.submit("GNBV.2 SN 2023 disbursed 1", **FIRST)
    assert state(ledger, "2023-10-21") == ["not_due 2023-10-21 -"]
    assert state(ledger, "2023-10-25") == ["missing 2023-10-21 4"]


def test_reported(ledger):
    ledger.submit("GNBV.2 SN 2023 disbursed 1")
    assert state(ledger) == ["reported 2023-10-21 -"]


def test_reported_zero(ledger):
    ledger.submit("GNBV.2 SN 2023 allocated 5\nGNBV.2 SN 2023 disbursed 0")
    assert state(ledger) == ["reported_zero 2023-10-21 -"]


def test_nil_return(ledger):
    ledger.submit("")
    assert state(ledger) == ["nil_return 2023-10-21 -"]


def test_held(ledger):
    ledger.submit("GNBV.2 SN 2023 disbursed 1", **FIRST)
    file = ledger.receive(status="rejected")
    assert state(ledger) == ["held 2023-10-21 -"]
    assert ledger.table("file_id, held_file_id", COVERAGE, day="2023-10-10") == [f"- {file}"]


def test_a_rejected_correction_waits_beside_the_report(ledger):
    report = ledger.submit("GNBV.2 SN 2023 disbursed 1")
    file = ledger.receive(status="rejected")
    assert ledger.table("state, file_id, held_file_id", COVERAGE, day="2023-10-10") == [f"reported {report} {file}"]


def test_late_by_the_day_of_its_first_arrival(ledger):
    first = ledger.submit("GNBV.2 SN 2023 disbursed 1")
    corrected = ledger.submit("GNBV.2 SN 2023 disbursed 2", replaces=first)
    for file, day in (first, "2023-10-22T00:30+07"), (corrected, "2023-11-30T08:00+07"):
        ledger.warehouse.query(
            "INSERT INTO quality.receipt (reference, file_id, original_name, received_at, status)"
            " VALUES (%(file)s::bigint::text, %(file)s, 'BC.xlsx', %(day)s, 'accepted')", file=file, day=day,
        )  # fmt: skip
    assert state(ledger) == ["reported 2023-10-21 1"]


def test_a_unit_owes_only_while_it_exists(ledger):
    ledger.submit("GNBV.2 SN 2023 disbursed 1", as_of="2024-12-31", budget_year=2024)
    duties = "mart.coverage_on('2025-12-31') WHERE form = 'disbursement' AND unit_code = %(unit)s"
    assert ledger.table("period_end", duties, unit="42.448") == ["2024-12-31"]
    assert ledger.table("period_end", duties, unit="42.18496") == ["2025-09-30", "2025-12-31"]


def test_the_summary_is_not_the_units_report(ledger):
    ledger.submit("GNBV.2 SN 2023 disbursed 1 unit=42.444", kind="summary", unit="42.SLDTBXH")
    duties = "mart.coverage_on('2023-11-30') WHERE form = 'disbursement' AND period_end = '2023-09-30'"
    assert ledger.table("DISTINCT state", duties) == ["missing"]


def test_the_view_asks_today_about_the_periods_that_were_reported(ledger):
    ledger.submit("GNBV.2 SN 2023 disbursed 1")
    assert ledger.table("state, count(*)", "mart.coverage GROUP BY state") == ["missing 17", "reported 1"]
