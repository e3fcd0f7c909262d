"""The warehouse answers from the same rows as the package: the law is asked in both places."""

from __future__ import annotations

import json
from datetime import date

import pytest

from fundflow.warehouse import Warehouse

DAYS = [
    date(2022, 6, 30),
    date(2023, 1, 31),
    date(2023, 9, 30),
    date(2023, 11, 29),
    date(2024, 12, 31),
    date(2026, 1, 1),
]
SPANS = [(first, last) for first in range(2020, 2027) for last in (first, first + 1)]
ASKED = """
SELECT first, last, capital_type, programme, source_nature, asked_on, deadline_date, rule_id
FROM jsonb_to_recordset(%(questions)s::jsonb)
    AS question (first int, last int, capital_type text, programme text, source_nature text, asked_on date)
CROSS JOIN LATERAL mart.deadline(first, last, capital_type, programme, source_nature, asked_on)
"""


@pytest.fixture(scope="module")
def warehouse(settings):
    with Warehouse(settings) as warehouse:
        yield warehouse


def test_deadlines(reference, warehouse):
    questions = [
        {"first": first, "last": last, "capital_type": capital, "programme": programme, "source_nature": nature,
         "asked_on": day.isoformat()}
        for first, last in SPANS for capital in ("SN", "DTPT") for programme in ("GNBV", "DTTS")
        for nature in (None, "12", "15") for day in DAYS
    ]  # fmt: skip
    answers = warehouse.query(ASKED, questions=json.dumps(questions))
    assert len(answers) == len(questions)
    for row in answers:
        ours = reference.deadline(row.first, row.last, row.capital_type, row.programme, row.asked_on, row.source_nature)
        assert (row.deadline_date, row.rule_id) == ((ours.deadline, ours.rule_id) if ours else (None, None)), row


def test_components_and_units_are_there(reference, warehouse):
    tree = {
        row.code: (row.programme_code, row.project_code, row.depth)
        for row in warehouse.query("SELECT * FROM mart.component_tree")
    }
    assert tree == {code: (c.programme, c.project, c.depth) for code, c in reference.components.items()}
    assert {row.code for row in warehouse.query("SELECT code FROM ref.unit")} == set(reference.units)
