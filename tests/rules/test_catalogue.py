"""One catalogue of all rules, of every kind; its page is fresh."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from fundflow.catalogue import KINDS, entries, require_rule
from fundflow.catalogue_page import rules_page
from fundflow.exceptions import SettingsError, WrongUse
from fundflow.findings import Severity
from fundflow.settings import Settings

CHECKOUT = Path(__file__).parents[2]
ALL = entries(Settings())


def test_the_page_is_fresh():
    """Write it again with: fundflow rules page --out docs/rules.md"""
    assert (CHECKOUT / "docs/rules.md").read_text(encoding="utf-8") == rules_page(Settings())


def test_at_least_sixty_business_rules_within_and_across_files():
    business = [entry for entry in ALL if entry.kind in ("business", "across")]

    assert len(business) >= 60
    assert {entry.severity for entry in business} == set(Severity)


def test_every_kind_is_there_and_no_id_twice():
    assert {entry.kind for entry in ALL} == set(KINDS)
    assert len({entry.id for entry in ALL}) == len(ALL)


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.id)
def test_every_entry_has_its_words(entry):
    assert len(entry.sentence_vi) > 15 and len(entry.sentence_en) > 15
    assert entry.compares and entry.source and entry.since and entry.version >= 1


def test_every_check_across_files_has_its_words_beside_it():
    folder = CHECKOUT / "include/sql/checks"

    assert {path.stem for path in folder.glob("*.sql")} == {path.stem for path in folder.glob("*.yml")}


def test_every_severity_in_a_check_is_the_one_that_is_told():
    """disbursed_falls is softened to a warning by a note: the catalogue tells the harder one."""
    folder = CHECKOUT / "include/sql/checks"
    for entry in ALL:
        if entry.kind == "across":
            assert f"'{entry.severity}'" in (folder / f"{entry.id}.sql").read_text(encoding="utf-8")
            assert f"'{entry.id}' AS rule" in (folder / f"{entry.id}.sql").read_text(encoding="utf-8")


def test_as_json_is_for_machines():
    said = json.loads(json.dumps(ALL[0].as_json()))

    assert said["severity"] in ("error", "warning", "info")


def test_a_rule_that_is_not_there():
    with pytest.raises(WrongUse, match="no_such_rule"):
        require_rule(Settings(), "no_such_rule")


def test_a_check_without_its_words(tmp_path):
    root = tmp_path / "house"
    (root / "include/sql/checks").mkdir(parents=True)
    (root / "include/sql/checks/new_check.sql").write_text("SELECT 1")

    with pytest.raises(SettingsError, match=r"new_check\.yml"):
        entries(Settings(root=root))


def test_silences_are_those_of_the_docstring():
    [entry] = [entry for entry in ALL if entry.id == "spending_has_plan"]

    assert entry.silent.startswith("1. about amounts of zero;")
    assert replace(entry, silent="").id == entry.id
