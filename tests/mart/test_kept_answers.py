"""Restated figures and openings that do not meet their closing are kept from load to load: after every step they are what the
plain question, asked of all facts, answers.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mart_facts import Ledger

from fundflow import mart
from fundflow.warehouse import Warehouse

RESTATEMENTS = """
WITH said AS (
    SELECT supersession.*, fact.*, fact.submission_id = superseding_id AS is_later
    FROM core.supersession JOIN core.fact ON fact.submission_id IN (superseded_id, superseding_id)
)
SELECT superseded_id, superseding_id, superseded_at, unit_code, component_code, capital_type, money_year_first,
    money_year_last, as_of, measure, sum(amount) FILTER (WHERE NOT is_later), sum(amount) FILTER (WHERE is_later),
    string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE NOT is_later),
    string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE is_later)
FROM said
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
HAVING sum(amount) FILTER (WHERE NOT is_later) IS DISTINCT FROM sum(amount) FILTER (WHERE is_later)
"""
OPENING_BREAKS = """
WITH in_force AS (
    SELECT * FROM core.fact WHERE submission_id NOT IN (SELECT superseded_id FROM core.supersession)
),
closing AS (
    SELECT unit_code, component_code, capital_type, sum(amount) FILTER (WHERE measure = 'carried_out') AS closing_vnd,
        COALESCE(sum(amount) FILTER (WHERE measure = 'advance'), 0) AS advance_vnd,
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) FILTER (WHERE measure = 'carried_out') AS closing_cells,
        max(submission_id) AS closing_file
    FROM in_force
    WHERE source_kind = 'carryover_form' AND budget_year = 2022
    GROUP BY 1, 2, 3
),
opening AS (
    SELECT unit_code, component_code, capital_type, sum(amount) AS opening_vnd,
        string_agg(sheet || '!' || cell, '; ' ORDER BY sheet, cell) AS opening_cells, max(submission_id) AS opening_file
    FROM in_force AS report
    WHERE source_kind = 'unit_report' AND budget_year = 2023 AND measure = 'carried_in'
        AND unit_code IN (SELECT unit_code FROM closing) AND NOT EXISTS (
            SELECT FROM in_force AS later
            WHERE (later.source_kind, later.budget_year, later.measure, later.unit_code, later.component_code)
                = ('unit_report', 2023, 'carried_in', report.unit_code, report.component_code)
                AND later.as_of > report.as_of
        )
    GROUP BY 1, 2, 3
)
SELECT unit_code, component_code, capital_type, 2022, closing_vnd, advance_vnd, opening_vnd, closing_file, closing_cells,
    opening_file, opening_cells
FROM closing FULL JOIN opening USING (unit_code, component_code, capital_type)
WHERE COALESCE(opening_vnd, 0) NOT IN (COALESCE(closing_vnd, 0), COALESCE(closing_vnd + advance_vnd, 0))
"""
PLAIN = {"mart.restatement": RESTATEMENTS, "mart.opening_break": OPENING_BREAKS}
VOICES = {  # what each says, of which budget year
    "unit_report": ("carried_in", "disbursed", 2023, ("2023-03-31", "2023-06-30")),
    "carryover_form": ("carried_out", "advance", 2022, ("2023-01-31",)),
}
UNITS = ("42.443", "42.444")

figures = st.dictionaries(
    st.tuples(st.sampled_from(UNITS), st.sampled_from(["GNBV.2", "DTTS.9.1"]), st.integers(0, 1)),
    st.integers(0, 2),
    min_size=1,
)
submissions = st.tuples(
    st.sampled_from(sorted(VOICES)), st.sampled_from(UNITS), st.integers(0, 1), st.booleans(), figures
)


def submit(ledger: Ledger, in_force: dict, kind: str, unit: str, day: int, is_other_file: bool, said: dict) -> None:
    """A later file of the same voice and day takes the place of the earlier one, unless it is about something else."""
    *measures, year, days = VOICES[kind]
    as_of = days[day % len(days)]
    text = "\n".join(
        f"{component} SN 2022 {measures[measure]} {amount} unit={of}"
        for (of, component, measure), amount in said.items()
    )
    subject = kind, unit, as_of, is_other_file
    in_force[subject] = ledger.submit(
        text, kind=kind, unit=unit, budget_year=year, as_of=as_of, replaces=in_force.get(subject)
    )


def texts(warehouse: Warehouse, query: str) -> list[str]:
    return sorted(str(row) for row in warehouse.query(query))


def assert_kept_are_the_plain_answers(warehouse: Warehouse) -> None:
    for table, plain in PLAIN.items():
        assert texts(warehouse, f"SELECT * FROM {table}") == texts(warehouse, plain)  # noqa: S608 - names of ours


@given(steps=st.lists(submissions, min_size=1, max_size=6))
@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
def test_after_every_load_they_are_the_plain_answers(ledger, steps):
    ledger.empty()
    in_force: dict = {}
    for step in steps:
        submit(ledger, in_force, *step)
        assert_kept_are_the_plain_answers(ledger.warehouse)
    mart.rebuild(ledger.warehouse)
    assert_kept_are_the_plain_answers(ledger.warehouse)


@pytest.mark.parametrize(
    ("table", "made_up"), [("mart.restatement", "after_vnd = 99"), ("mart.opening_break", "opening_vnd = 99")]
)
def test_what_was_made_up_is_gone_when_the_unit_is_derived_again(ledger, table, made_up):
    closing = {"kind": "carryover_form", "budget_year": 2022, "as_of": "2023-01-31"}
    first = ledger.submit("GNBV.2 SN 2022 carried_out 7", **closing)
    second = ledger.submit("GNBV.2 SN 2022 carried_out 8", **closing, replaces=first)
    before = texts(ledger.warehouse, f"SELECT * FROM {table}")  # noqa: S608
    assert len(before) == 1
    for change in (made_up, "component_code = 'GNBV.9'"):
        ledger.warehouse.query(f"UPDATE {table} SET {change}")  # noqa: S608
        mart.refresh(ledger.warehouse, ledger.keys_of(second))
        assert texts(ledger.warehouse, f"SELECT * FROM {table}") == before  # noqa: S608
