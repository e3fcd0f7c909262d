"""Which lines are slow on a day, by which rule, and what is said to whom."""

COLUMNS = "rule, milestone_id, threshold, actual, since_date"
SLOW = "mart.slow_disbursement"


def spent(pct: int, component="GNBV.2", years="2023", measure="allocated") -> str:
    return f"{component} SN {years} {measure} 1000000\n{component} SN {years} disbursed {pct * 10000}\n"


def test_below_the_milestone_that_the_figures_day_had_passed(ledger):
    ledger.submit(spent(49))
    assert ledger.table(COLUMNS, SLOW) == ["absolute SN-0930 50 49.00 2023-09-30"]
    assert ledger.table("why_vi", SLOW) == ["Đã giải ngân 49,0 %, thấp hơn mốc 50,0 % của ngày 30/09/2023."]


def test_at_the_milestone_is_on_pace(ledger):
    ledger.submit(spent(50))
    assert ledger.table(COLUMNS, SLOW) == []


def test_a_figure_of_june_is_not_measured_by_septembers_milestone(ledger):
    ledger.submit(spent(30), as_of="2023-06-30")
    assert ledger.table(COLUMNS, "mart.slow_disbursement_on('2023-10-05')") == []


def test_below_half_of_the_provinces_rate(ledger):
    ledger.submit(spent(90), unit="42.440")
    ledger.submit(spent(90), unit="42.441")
    ledger.submit(spent(20))
    assert ledger.table(f"unit_code, {COLUMNS}", f"{SLOW} WHERE rule = 'relative'") == [
        "42.444 relative HALF-OF-AVERAGE 33.33 20.00 2023-09-30"
    ]


def test_the_rate_compares_only_the_same_programme_and_capital_type(ledger):
    ledger.submit(spent(90, "DTTS.9.1"), unit="42.440")
    ledger.submit(spent(20))
    assert ledger.table(COLUMNS, f"{SLOW} WHERE rule = 'relative'") == []


def test_the_nearest_deadline_warning_counts_and_the_law_of_the_day(ledger):
    ledger.submit(spent(90, years="2022", measure="carried_in"))
    assert ledger.table(f"{COLUMNS}, days_left", SLOW) == ["deadline LAPSE-120 120 92 2023-09-02 92"]
    on_day = "mart.slow_disbursement_on(%(day)s)"
    assert ledger.table(COLUMNS, on_day, day="2023-11-28") == ["deadline LAPSE-60 60 33 2023-11-01"]
    assert ledger.table(COLUMNS, on_day, day="2023-11-29") == []
    assert ledger.table("why_vi", SLOW) == ["Còn 92 ngày đến hạn 31/12/2023 (NQ 69/2022/QH15), còn dư 100.000 đồng."]


def test_what_is_past_its_deadline_says_so(ledger):
    ledger.submit(spent(90, years="2022", measure="carried_in"))
    [why] = ledger.table("why_vi", "mart.slow_disbursement_on('2027-01-05') WHERE rule = 'deadline'")
    assert why.startswith("Đã quá hạn 31/12/2026 (NQ 257/2025/QH15), còn dư 100.000 đồng.")


def test_money_that_is_spent_or_not_reported_is_not_slow(ledger):
    ledger.submit(spent(100, years="2022", measure="carried_in"))
    ledger.submit("GNBV.7.1 SN 2023 allocated 100")
    assert ledger.table(COLUMNS, SLOW) == []


def test_the_head_of_the_unit_and_the_standing_agency_are_told(ledger):
    ledger.submit(spent(1))
    assert ledger.table("recipients", SLOW) == ["['42.444-head', '42.SLDTBXH-standing-GNBV']"]


def test_where_the_unit_is_gone_the_head_of_the_unit_above_is_told(ledger):
    ledger.submit(spent(1))
    assert ledger.table("DISTINCT recipients", "mart.slow_disbursement_on('2026-01-01')") == [
        "['42.SNNMT-standing-GNBV', '42.UBND-head']"
    ]


def test_where_the_unit_was_merged_the_head_of_its_successor_is_told(ledger):
    """Lộc Hà (448) became part of Thạch Hà (445) on 1/1/2025; districts ended on 1/7/2025."""
    ledger.submit(spent(1), unit="42.448")
    for day, recipients in {
        "2024-12-31": "['42.448-head', '42.SLDTBXH-standing-GNBV']",
        "2025-01-01": "['42.445-head', '42.SLDTBXH-standing-GNBV']",
        "2025-06-30": "['42.445-head', '42.SNNMT-standing-GNBV']",
        "2025-07-01": "['42.SNNMT-standing-GNBV', '42.UBND-head']",
    }.items():
        assert ledger.table("DISTINCT recipients", "mart.slow_disbursement_on(%(day)s)", day=day) == [recipients]


def test_every_unit_has_one_line_of_people_to_tell_on_any_day(ledger):
    for day in ("2021-01-01", "2024-12-31", "2025-03-01", "2025-07-01", "2026-11-24"):
        told = ledger.table("unit_code", "mart.heads_on(%(day)s)", day=day)
        assert told == ledger.table("DISTINCT code", "ref.unit")


def test_units_that_took_over_from_each_other_are_no_endless_way(ledger):
    ledger.warehouse.query("UPDATE ref.unit SET successor = '42.448', valid_to = '2025-01-01' WHERE code = '42.445'")
    assert ledger.table("recipients", "mart.heads_on('2025-07-02') WHERE unit_code = '42.448'") == ["['42.UBND-head']"]
