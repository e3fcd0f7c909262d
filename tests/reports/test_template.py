"""The next report's workbook: filled, limited, and read back without an error."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from fundflow.examine import examine
from fundflow.exceptions import WrongUse
from fundflow.forms import load_forms
from fundflow.reports.template import template
from fundflow.reports.template_plan import is_filled_by_units
from fundflow.settings import Settings
from fundflow.warehouse import Warehouse

UNIT = "42.444"
LINE = """
INSERT INTO mart.line_version (component_code, unit_code, capital_type, budget_year, money_year_first, money_year_last,
    as_of, as_of_next, known_from, is_line, carried_in_vnd, allocated_vnd, late_vnd, disbursed_vnd, remaining_vnd,
    status_code, source_file_id)
VALUES (%(component)s, '42.444', %(capital)s, 2023, %(year)s, %(year)s, DATE '2023-09-30', 'infinity', now(), true,
    %(carried)s, %(allocated)s, 0, %(disbursed)s,
    COALESCE(%(carried)s::numeric, 0) + COALESCE(%(allocated)s::numeric, 0) - %(disbursed)s::numeric, 'slow', 1)
"""
LINES = [  # component, capital type, money year, carried in, allocated, disbursed
    ("GNBV.2", "SN", 2023, None, 1_000_000_007, 250_000_000),
    ("GNBV.2", "SN", 2022, 300_000_000, None, 100_000_000),
    ("GNBV.3.1", "SN", 2021, 50_000_000, None, 0),
    ("DTTS.9.1", "SN", 2023, None, 700_000_000, 1),
    ("GNBV.4.1", "DTPT", 2023, None, 900_000_000, None),
]


@pytest.fixture
def filled(fresh):
    names = ("component", "capital", "year", "carried", "allocated", "disbursed")
    with Warehouse(fresh) as warehouse:
        for line in LINES:
            warehouse.query(LINE, **dict(zip(names, line, strict=True)))
    return fresh


def unit_forms() -> list[str]:
    return [form.layout for form in load_forms(Settings().forms) if is_filled_by_units(form)]


def errors(path) -> list[tuple]:
    return [(each.rule, each.cell, each.message) for each in examine(path, UNIT).findings if each.severity == "error"]


def figures(path) -> set[tuple]:
    return {
        (row.component, row.capital_type, row.money_year_first, row.measure, row.amount)
        for row in examine(path, UNIT).rows
        if row.amount
    }


@pytest.mark.parametrize("as_of", [date(2023, 12, 31), date(2024, 1, 31), date(2024, 3, 31)])
@pytest.mark.parametrize("layout", unit_forms())
def test_dropped_back_unchanged_it_gives_no_error(filled, tmp_path, layout, as_of):
    out = tmp_path / "mẫu.xlsx"
    template(filled, layout, UNIT, as_of, out)
    assert errors(out) == []
    assert examine(out, UNIT).unit == UNIT


@pytest.mark.parametrize("layout", unit_forms())
def test_without_a_warehouse_it_has_the_lines_of_the_reference(tmp_path, layout):
    out = tmp_path / "mẫu.xlsx"
    assert template(Settings(home=tmp_path / "none"), layout, UNIT, date(2023, 12, 31), out) > 10
    assert errors(out) == []
    assert figures(out) == set()
    assert not (tmp_path / "none").exists()


def test_it_says_the_last_figures_of_every_line(filled, tmp_path):
    out = tmp_path / "mẫu.xlsx"
    assert template(filled, "disbursement", UNIT, date(2023, 12, 31), out) == len(LINES)
    assert figures(out) == {
        ("GNBV.2", "SN", 2023, "allocated", Decimal(1_000_000_007)),
        ("GNBV.2", "SN", 2023, "disbursed", Decimal(250_000_000)),
        ("GNBV.2", "SN", 2022, "carried_in", Decimal(300_000_000)),
        ("GNBV.2", "SN", 2022, "disbursed", Decimal(100_000_000)),
        ("GNBV.3.1", "SN", 2021, "carried_in", Decimal(50_000_000)),
        ("DTTS.9.1", "SN", 2023, "allocated", Decimal(700_000_000)),
        ("DTTS.9.1", "SN", 2023, "disbursed", Decimal(1)),
        ("GNBV.4.1", "DTPT", 2023, "allocated", Decimal(900_000_000)),
    }


def test_a_new_year_starts_with_what_the_old_one_left(filled, tmp_path):
    out = tmp_path / "mẫu.xlsx"
    template(filled, "disbursement", UNIT, date(2024, 3, 31), out)
    said = {row for row in figures(out) if row[0] == "GNBV.2"}
    assert said == {
        ("GNBV.2", "SN", 2023, "carried_in", Decimal(750_000_007)),
        ("GNBV.2", "SN", 2022, "carried_in", Decimal(200_000_000)),
    }


def test_what_may_be_typed_is_limited(filled, tmp_path):
    out = tmp_path / "mẫu.xlsx"
    template(filled, "disbursement", UNIT, date(2023, 12, 31), out)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    limits = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    cells = {cell.value: cell.coordinate for row in sheet.iter_rows() for cell in row}
    plan, spent = cells[1_000_000_007], cells[250_000_000]
    assert limits[plan] == f"AND(ISNUMBER({plan}),{plan}>=0)"
    assert limits[spent] == f"AND(ISNUMBER({spent}),{spent}>=0,{spent}<={plan})"


def test_source_natures_are_chosen_from_a_list(filled, tmp_path):
    out = tmp_path / "mẫu.xlsx"
    template(filled, "04-SDKP/ĐVDT", UNIT, date(2024, 1, 31), out)
    rules = openpyxl.load_workbook(out).worksheets[0].data_validations.dataValidation
    assert {rule.formula1 for rule in rules if rule.type == "list"} == {'"12,13,14,15"'}


@pytest.mark.parametrize(
    ("form", "unit"),
    [("không có", UNIT), ("allocation_tall", UNIT), ("disbursement", "42.000"), ("treasury_02a_sdkp", UNIT)],
)
def test_what_cannot_be_meant_is_said(fresh, tmp_path, form, unit):
    with pytest.raises(WrongUse, match="Không có"):
        template(fresh, form, unit, date(2023, 12, 31), tmp_path / "x.xlsx")
