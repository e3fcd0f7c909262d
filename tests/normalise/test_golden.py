"""The golden workbooks of tests/workbooks/<form>: good ones give their rows, bad ones their one finding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from golden import FOLDER, FORMS, WORDS

from fundflow.examine import examine

GOOD = sorted(path for form in FORMS.values() for path in (FOLDER / form / "pass").glob("*.xlsx"))
BAD = sorted(path for form in FORMS.values() for path in (FOLDER / form / "fail").glob("*.xlsx"))


def look(path: Path):
    said = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    reading = examine(path, folder_unit=said["unit"])
    return said, reading, [(f.rule, f.sheet, f.cell) for f in reading.findings if f.severity == "error"]


@pytest.mark.parametrize("path", GOOD, ids=lambda path: f"{path.parents[1].name}/{path.name}")
def test_a_good_workbook_gives_its_rows(path):
    said, reading, errors = look(path)

    assert errors == []
    assert {tuple(row.as_json()[w] for w in WORDS) for row in reading.rows if row.amount} == {
        tuple(row[w] for w in WORDS) for row in said["rows"]
    }


@pytest.mark.parametrize("path", BAD, ids=lambda path: f"{path.parents[1].name}/{path.name}")
def test_a_bad_workbook_gives_its_one_finding(path):
    said, _, errors = look(path)

    assert [(rule, sheet, cell if said["cell"] else None) for rule, sheet, cell in errors] == [
        (said["rule"], said["sheet"], said["cell"])
    ]
