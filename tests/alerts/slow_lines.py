"""Slow lines of the report of 30/9/2023, put straight into the table that alerts look at."""

from __future__ import annotations

from datetime import date

from fundflow.warehouse import Warehouse

REPORT_DAY = date(2023, 9, 30)
LINE = """
INSERT INTO mart.line_version (component_code, unit_code, capital_type, budget_year, money_year_first, money_year_last,
    as_of, as_of_next, known_from, is_line, available_vnd, late_vnd, disbursed_vnd, disbursed_as_of, remaining_vnd,
    disbursed_pct, status_code, source_file_id)
VALUES (%(component)s, %(unit)s, 'SN', 2023, %(year)s, %(year)s, %(as_of)s, 'infinity', now(), true, %(available)s, 0,
    %(disbursed)s, %(as_of)s, %(available)s::numeric - %(disbursed)s,
    round(%(disbursed)s::numeric * 100 / %(available)s, 2), 'slow', 1)
"""


def add_line(
    warehouse: Warehouse, unit: str, component: str, available: int, disbursed: int, year=2023, as_of=REPORT_DAY
) -> None:
    warehouse.query(
        LINE,
        unit=unit,
        component=component,
        available=available,
        disbursed=disbursed,
        year=year,
        as_of=as_of,
    )
