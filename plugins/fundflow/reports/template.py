"""The clean workbook for a unit's next report: its lines, its last figures, drop-downs and limits.

Dropped back as it is, it reads without an error. It is made of the form's description in include/forms, so that a new
form has its template at once. Blank means "no figure yet"; a zero is a zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fundflow.exceptions import WrongUse
from fundflow.reports.template_plan import UnitLine, budget_year_of, layout_for, planned_columns, title_of
from fundflow.reports.template_sheet import TemplateSheet

if TYPE_CHECKING:
    from fundflow.forms import Form
    from fundflow.reference import Reference
    from fundflow.settings import Settings

MEASURES = (
    "carried_in",
    "allocated",
    "adjusted",
    "disbursed",
    "cancelled",
    "returned",
    "advance",
    "carried_out",
    "estimate",
)
LEVEL_WORDS = {"project": "Dự án", "sub_project": "Tiểu dự án"}


def template(settings: Settings, form_name: str, unit: str, as_of: date, out: Path) -> int:
    """Writes the template to `out`; answers how many lines it is filled with.

    Raises WrongUse for a form or unit that is not known.
    """
    from fundflow.forms import load_forms
    from fundflow.reference import Reference

    reference = Reference.load(settings.reference)
    form = layout_for(load_forms(settings.forms), form_name)
    if not reference.is_unit(unit):
        raise WrongUse(f"Không có đơn vị mã “{unit}”. Hãy xem include/reference/units.csv. / There is no such unit.")
    lines = _known_lines(settings, form, unit, as_of) or _blank_lines(reference, budget_year_of(form, as_of))
    out.parent.mkdir(parents=True, exist_ok=True)
    _write(out, form, reference, unit, as_of, lines)
    return len(lines)


def _known_lines(settings: Settings, form: Form, unit: str, as_of: date) -> list[UnitLine]:
    """The unit's lines in the warehouse; none where there is no warehouse yet."""
    if settings.warehouse_url is None and not (settings.home / "postgres").exists():
        return []
    from fundflow.migrations import open_warehouse

    with open_warehouse(settings) as warehouse:
        rows = warehouse.run_sql("reports/unit_lines", as_of=as_of, unit=unit)
    year = budget_year_of(form, as_of)
    return [_line(row, year) for row in rows if row.budget_year <= year]


def _line(row: Any, budget_year: int) -> UnitLine:
    """A line of an earlier budget year starts the new one with what was left of it."""
    if row.budget_year < budget_year:
        left = row.remaining_vnd if row.carried_out_vnd is None else row.carried_out_vnd
        said = {"carried_in": left}
    else:
        said = {measure: getattr(row, f"{measure}_vnd") for measure in MEASURES}
    amounts = {measure: amount for measure, amount in said.items() if amount is not None}
    return UnitLine(row.component_code, row.capital_type, (row.money_year_first, row.money_year_last), amounts)


def _blank_lines(reference: Reference, budget_year: int) -> list[UnitLine]:
    """Every component that the unit could have money for."""
    return [
        UnitLine(code, capital_type, (budget_year, budget_year), {})
        for code, component in reference.components.items()
        if reference.is_leaf(code) and component.applicable != "no" and component.valid_on(date(budget_year, 12, 31))
        for capital_type in component.capital_types
    ]


def _write(out: Path, form: Form, reference: Reference, unit: str, as_of: date, lines: Sequence[UnitLine]) -> None:
    import xlsxwriter

    year = budget_year_of(form, as_of)
    older = sorted({year_ for line in lines for year_ in range(line.years[0], line.years[1] + 1) if year_ < year})
    columns = planned_columns(form, year, older or [year - 1])
    capital_names = {row["code"]: row["name_vi"] for row in reference.rows("capital_types.csv", "code", "name_vi")}
    by_sheet = _sheets(form, lines, capital_names)
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, of_capital in by_sheet.items():
            title = title_of(form, year) + ("" if form.capital_type == "rows" else f" ({name.upper()})")
            official = [f"Mẫu {form.form}"] if any(character.isdigit() for character in form.form) else []
            head = [reference.units[unit].name_vi, title, f"(Lũy kế đến hết ngày {as_of:%d/%m/%Y})", *official]
            sheet = TemplateSheet(book, name, columns, head, reference)
            for capital_type, of_type in of_capital.items():
                if form.capital_type == "rows":
                    sheet.heading(capital_names[capital_type].upper())
                _write_programmes(sheet, reference, of_type)
            sheet.finish()


def _sheets(form: Form, lines: Sequence[UnitLine], names: dict[str, str]) -> dict[str, dict[str, list[UnitLine]]]:
    """Sheet -> capital type -> its lines: a sheet for each capital type, unless the form has them as rows."""
    by_type = {capital_type: [line for line in lines if line.capital_type == capital_type] for capital_type in names}
    by_type = {capital_type: found for capital_type, found in by_type.items() if found}
    if form.capital_type == "rows":
        return {"Báo cáo": by_type}
    return {names[capital_type]: {capital_type: found} for capital_type, found in by_type.items()}


def _write_programmes(sheet: TemplateSheet, reference: Reference, lines: Sequence[UnitLine]) -> None:
    by_component: dict[str, list[UnitLine]] = {}
    for line in lines:
        by_component.setdefault(line.component, []).append(line)
    for programme in reference.children(None):
        below = [code for code in reference.components if code in by_component and reference.is_within(code, programme)]
        if below:
            names = [(full_name(reference, code), by_component[code]) for code in below]
            sheet.programme(reference.components[programme].name_vi, names)


def full_name(reference: Reference, code: str) -> str:
    """ "GNBV.3.1" -> "Dự án 3, Tiểu dự án 1: Hỗ trợ phát triển sản xuất trong lĩnh vực nông nghiệp"."""
    component = above = reference.components[code]
    numbers: list[str] = []
    while above.parent:
        numbers.insert(0, f"{LEVEL_WORDS.get(above.level, '')} {above.code.rpartition('.')[2]}".strip())
        above = reference.components[above.parent]
    return f"{', '.join(numbers)}: {component.name_vi}" if component.level in LEVEL_WORDS else component.name_vi
