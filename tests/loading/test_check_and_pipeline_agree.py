"""What `fundflow check` says at home is what the pipeline says of the same file: every fixture, finding by finding.

The checks across files and periods need the warehouse, so they are the pipeline's alone; `fundflow check` says so.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fundflow import pipeline
from fundflow.catalogue import entries
from fundflow.cli import build_app
from fundflow.settings import Settings
from fundflow.warehouse import Warehouse

CHECKOUT = Path(__file__).parents[2]
BOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
FOLDERS = ("tests/workbooks", "include/samples")
FIXTURES = sorted(
    path for folder in FOLDERS for path in (CHECKOUT / folder).rglob("*") if path.suffix.lower() in BOOKS
)  # fmt: skip
ACROSS = {entry.id for entry in entries(Settings()) if entry.kind == "across"}
STORED = """
SELECT sha256, rule, rule_version, severity, sheet, cell, value, expected, message
FROM quality.finding JOIN quality.file USING (file_id)
WHERE NOT on_trial
"""


def told(sha256: str, finding: dict) -> tuple:
    keys = ("rule", "rule_version", "severity", "sheet", "cell", "value", "expected", "message")
    return (sha256, *(finding[key] for key in keys))


@pytest.fixture(scope="module")
def checked() -> list[dict]:
    done = CliRunner().invoke(build_app(), ["check", "--json", *map(str, FIXTURES)])
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def warehouse(settings):
    pipeline.ingest(settings, FIXTURES)
    with Warehouse(settings) as warehouse:
        yield warehouse


def test_there_are_fixtures_of_both_outcomes(checked):
    assert len(checked) == len(FIXTURES) > 150
    assert {one["status"] for one in checked} == {"accepted", "rejected"}


def test_every_fixture_has_the_same_findings_at_home_and_in_the_pipeline(checked, warehouse):
    at_home = {told(one["sha256"], finding) for one in checked for finding in one["findings"]}
    stored = {tuple(row) for row in warehouse.query(STORED) if row.rule not in ACROSS}

    assert sorted(map(str, stored - at_home)) == []
    assert sorted(map(str, at_home - stored)) == []
    assert len(at_home) > 60


def test_the_pipeline_stops_what_is_stopped_at_home_and_what_only_it_can_compare(checked, warehouse):
    rejected = {row.sha256 for row in warehouse.query("SELECT sha256 FROM quality.file WHERE status = 'rejected'")}
    at_home = {one["sha256"] for one in checked if one["status"] == "rejected"}
    compared = {row.sha256 for row in warehouse.query(STORED) if row.rule in ACROSS and row.severity == "error"}

    assert at_home and rejected == at_home | compared


def test_check_says_what_only_the_pipeline_can_compare():
    done = CliRunner().invoke(build_app(), ["check", str(FIXTURES[0])])
    said = " ".join(done.stdout.split())

    assert f"{len(ACROSS)} đối chiếu giữa các tệp" in said
    assert "fundflow rules list --kind across" in said
