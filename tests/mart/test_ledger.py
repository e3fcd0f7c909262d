"""The ledger of money years, its breaks, and the cells between two tables."""

from datetime import timedelta

from mart_facts import START

from fundflow import why

CLOSING = "GNBV.2 SN 2021 carried_in 30\nGNBV.2 SN 2022 allocated 70\nGNBV.2 SN 2021-2022 disbursed 60\n"
CLOSED = {"kind": "carryover_form", "budget_year": 2022, "as_of": "2023-01-31"}
LEDGER = ("budget_year, money_year_first, money_year_last, opening_vnd, carried_in_vnd, allocated_vnd, disbursed_vnd,"
          " closing_vnd")  # fmt: skip
BREAKS = "money_year_first, money_year_last, closing_vnd, opening_vnd, difference_vnd, closing_cells, opening_cells"


def opened(first, second) -> str:
    return (
        f"GNBV.2 SN 2021 carried_in {first}\nGNBV.2 SN 2021 disbursed 0\n"
        f"GNBV.2 SN 2022 carried_in {second}\nGNBV.2 SN 2022 disbursed 5\n"
    )


def test_the_last_word_of_each_year_with_opening_and_closing(ledger):
    ledger.submit("GNBV.2 SN 2022 allocated 70\nGNBV.2 SN 2022 disbursed 20", budget_year=2022, as_of="2022-12-31")
    ledger.submit("GNBV.2 SN 2022 allocated 70\nGNBV.2 SN 2022 disbursed 30\nGNBV.2 SN 2022 carried_out 40", **CLOSED)
    ledger.submit("GNBV.2 SN 2022 carried_in 40\nGNBV.2 SN 2022 disbursed 5", as_of="2023-06-30")
    ledger.submit("GNBV.2 SN 2022 carried_in 40\nGNBV.2 SN 2022 disbursed 15")
    assert ledger.table(LEDGER, "mart.ledger") == ["2022 2022 2022 - - 70 30 40", "2023 2022 2022 40 40 - 15 25"]


def test_money_closed_together_has_no_opening_by_year(ledger):
    ledger.submit(CLOSING + "GNBV.2 SN 2021-2022 carried_out 40", **CLOSED)
    ledger.submit(opened(10, 30))
    assert ledger.table(LEDGER, "mart.ledger WHERE budget_year = 2023") == [
        "2023 2021 2021 - 10 - 0 10", "2023 2022 2022 - 30 - 5 25"
    ]  # fmt: skip
    assert ledger.table(BREAKS, "mart.ledger_break") == []


def test_a_break_names_the_cells_of_both_sides(ledger):
    form = ledger.submit(CLOSING + "GNBV.2 SN 2021-2022 carried_out 40", **CLOSED)
    report = ledger.submit(opened(10, 31))
    assert ledger.table(BREAKS, "mart.ledger_break") == [
        f"2021 2022 40 41 1 ['{form}:BC!A3', '{form}:BC!A4'] ['{report}:BC!A1', '{report}:BC!A3']"
    ]


def test_the_advance_may_be_counted_in(ledger):
    ledger.submit(CLOSING + "GNBV.2 SN 2021-2022 carried_out 40\nGNBV.2 SN 2021-2022 advance 4", **CLOSED)
    ledger.submit(opened(10, 34))
    assert ledger.table(BREAKS, "mart.ledger_break") == []


def test_money_that_no_report_carries_in_is_a_break(ledger):
    ledger.submit(CLOSING + "GNBV.2 SN 2021-2022 carried_out 40", **CLOSED)
    ledger.submit("GNBV.2 SN 2023 allocated 5", kind="decision", as_of="2022-12-30", decision="1/QĐ")
    assert ledger.table("difference_vnd", "mart.ledger_break") == []
    ledger.submit("GNBV.2 SN 2023 allocated 5\nGNBV.2 SN 2023 disbursed 0", as_of="2023-03-31")
    assert ledger.table("difference_vnd", "mart.ledger_break") == ["-40"]


def test_central_money_is_kept_apart_from_local_money_where_documents_do(ledger):
    ledger.submit(
        "GNBV.2 SN 2022 carried_in 100 level=TW\nGNBV.2 SN 2022 disbursed 60 level=TW\n"
        "GNBV.2 SN 2022 returned 40 level=TW\n"
        "GNBV.2 SN 2022 carried_in 10 level=TINH\nGNBV.2 SN 2022 disbursed 4 level=TINH\n"
        "GNBV.7.1 SN 2022 carried_in 8\nGNBV.7.1 SN 2022 disbursed 1"
    )
    columns = "component_code, budget_level, carried_in_vnd, returned_vnd, closing_vnd"
    assert ledger.table(columns, "mart.ledger_by_level('42.444')") == [
        "GNBV.2 TINH 10 - 6", "GNBV.2 TW 100 40 0", "GNBV.7.1 - 8 - 7"
    ]  # fmt: skip


def test_each_level_opens_with_what_it_closed(ledger):
    ledger.submit(
        "GNBV.2 SN 2022 allocated 100 level=TW\nGNBV.2 SN 2022 carried_out 60 level=TW\n"
        "GNBV.2 SN 2022 allocated 10 level=TINH\nGNBV.2 SN 2022 carried_out 4 level=TINH\n"
        "GNBV.7.1 SN 2022 allocated 8\nGNBV.7.1 SN 2022 carried_out 7", **CLOSED
    )  # fmt: skip
    ledger.submit(
        "GNBV.2 SN 2022 carried_in 60 level=TW\nGNBV.2 SN 2022 carried_in 5 level=TINH\nGNBV.7.1 SN 2022 carried_in 7"
    )
    columns = "component_code, budget_level, opening_vnd, carried_in_vnd"
    assert ledger.table(columns, "mart.ledger_by_level('42.444') WHERE budget_year = 2023") == [
        "GNBV.2 TINH 4 5", "GNBV.2 TW 60 60", "GNBV.7.1 - 7 7"
    ]  # fmt: skip


def explain(ledger, *minutes, **days) -> tuple[list[str], dict]:
    before, after = (why.Moment(START + timedelta(minutes=minute, seconds=30), **days) for minute in minutes)
    found = why.explain(ledger.warehouse, before, after)
    assert found.unexplained == {}
    cells = [f"{cell.measure} {cell.change_vnd:+f} {cell.file_id}:{cell.cell}" for cell in found.cells]
    return cells, {measure: int(after - before) for measure, (before, after) in found.totals.items() if after != before}


def test_a_correction_is_explained_by_what_went_and_what_came(ledger):
    first = ledger.submit("GNBV.2 SN 2023 allocated 100\nGNBV.2 SN 2023 disbursed 60")
    second = ledger.submit("GNBV.2 SN 2023 allocated 100\nGNBV.2 SN 2023 disbursed 55", replaces=first)
    cells, totals = explain(ledger, 0, 1)
    assert totals == {"disbursed": -5}
    assert sorted(cells) == sorted([
        f"allocated -100 {first}:A1", f"allocated +100 {second}:A1",
        f"disbursed -60 {first}:A2", f"disbursed +55 {second}:A2",
    ])  # fmt: skip


def test_a_summary_that_splits_a_grouped_line_changes_no_total(ledger):
    ledger.submit("GNBV.2 SN 2021 carried_in 30\nGNBV.2 SN 2022 carried_in 70\nGNBV.2 SN 2021-2022 disbursed 20")
    ledger.submit("GNBV.2 SN 2021 disbursed 15 unit=42.444\nGNBV.2 SN 2022 disbursed 5 unit=42.444", kind="summary",
                  unit="42.SLDTBXH")  # fmt: skip
    cells, totals = explain(ledger, 0, 1)
    assert totals == {}
    assert len(cells) == 3


def test_two_days_as_known_now(ledger):
    ledger.submit("GNBV.2 SN 2023 allocated 100\nGNBV.2 SN 2023 disbursed 20", as_of="2023-06-30")
    ledger.submit("GNBV.2 SN 2023 allocated 100\nGNBV.2 SN 2023 disbursed 60")
    now = START + timedelta(days=1)
    june, september = (why.Moment(now, why.date(2023, month, 30)) for month in (6, 9))
    found = why.explain(ledger.warehouse, june, september, units="42.444")
    assert found.unexplained == {}
    assert found.totals["disbursed"] == (20, 60)
    assert why.explain(ledger.warehouse, june, september, units="43").cells == []


def test_the_same_table_twice_needs_no_cell(ledger):
    ledger.submit("GNBV.2 SN 2023 allocated 100")
    assert explain(ledger, 5, 6) == ([], {})


KEY = {"unit": "42.444", "component": "GNBV.2", "capital_type": "SN", "known_at": None}


def traced(ledger, money_year, on_day) -> list[str]:
    rows = ledger.warehouse.run_sql("trace/line", **KEY, money_year=money_year, on_day=on_day)
    return [f"{row.money_year_first} {row.measure} {row.amount}" for row in rows]


def test_the_cells_behind_a_key_are_those_of_each_line_in_the_table(ledger):
    """Its lines are of several days, and a later budget year's word takes over though it speaks of an earlier day."""
    ledger.submit("GNBV.2 SN 2022 allocated 70\nGNBV.2 SN 2022 disbursed 30", **CLOSED)
    ledger.submit("GNBV.2 SN 2023 allocated 90", kind="decision", decision="1/QĐ", as_of="2022-12-30")
    assert ledger.table("money_year_first, as_of") == ["2022 2023-01-31", "2023 2022-12-30"]
    assert traced(ledger, None, None) == ["2022 allocated 70", "2022 disbursed 30", "2023 allocated 90"]
    ledger.submit("GNBV.2 SN 2022 carried_in 40\nGNBV.2 SN 2022 disbursed 5", as_of="2023-01-15")
    assert ledger.table("money_year_first, as_of") == ["2022 2023-01-15", "2023 2022-12-30"]
    assert traced(ledger, 2022, None) == ["2022 carried_in 40", "2022 disbursed 5"]
    assert traced(ledger, None, "2022-12-31") == ["2023 allocated 90"]
    assert traced(ledger, None, "2022-12-29") == []
