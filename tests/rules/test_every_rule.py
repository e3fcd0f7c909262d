"""No rule without its words, its docstring and its four cases."""

from __future__ import annotations

import ast
import importlib
import re
from datetime import date
from pathlib import Path

import pytest
from tests.rules import told

from fundflow import rules
from fundflow.rules.base import Rule, Stage

HERE = Path(__file__).parent
FOLDER = Path(rules.__file__).parent
SHARED = {
    "__init__", "base", "columns", "comparisons", "file_view", "left_blank", "natures",
    "ratios", "same_lines", "shares", "sums", "years",
}  # fmt: skip
CASES = ("test_passes", "test_fails", "test_not_applicable", "test_null")
ALL = [pytest.param(rule, id=rule.id) for rule in rules.catalogue()]


def test_every_module_is_a_rule_or_known_as_shared():
    assert {path.stem for path in FOLDER.glob("*.py")} == {rule.id for rule in rules.catalogue()} | SHARED


def test_rules_run_by_stage_and_each_once():
    ids = [(rule.stage, rule.id) for rule in rules.catalogue()]

    assert ids == sorted(ids)
    assert len({rule.id for rule in rules.catalogue()}) == len(ids) >= 55


@pytest.mark.parametrize("rule", ALL)
def test_header(rule: Rule):
    """The rule's own words: for the accountant, the auditor and the developer."""
    module = importlib.import_module(f"fundflow.rules.{rule.id}")
    first, _, rest = module.__doc__.strip().partition("\n\n")

    assert first.rstrip().endswith(".")
    assert re.search(r"Silent:\s+1\. ", rest), "the docstring numbers when the rule is silent"
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", rule.id)
    for sentence in (rule.sentence_vi, rule.sentence_en):
        assert sentence.endswith(".") and len(sentence) > 20
    assert re.search(r"[à-ỹđ]", rule.sentence_vi)
    assert len(rule.compares) > 15 and len(rule.source) > 10
    assert date.fromisoformat(rule.since) <= date(2100, 1, 1)
    assert rule.version >= 1 and rule.stage in Stage


@pytest.mark.parametrize("rule", ALL)
@pytest.mark.parametrize("case", CASES)
def test_has_its_case(rule: Rule, case: str):
    tree = ast.parse((HERE / f"test_{rule.id}.py").read_text(encoding="utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}

    assert any(name.startswith(case) for name in functions)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_rules_know_neither_spreadsheets_nor_the_warehouse_nor_each_other(path):
    imported = re.findall(r"^(?:from|import) (fundflow[\w.]*)", path.read_text(encoding="utf-8"), re.MULTILINE)
    allowed = {"fundflow.rules", *(f"fundflow.rules.{name}" for name in SHARED)}

    assert not [name for name in imported if name.startswith(("fundflow.reader", "fundflow.warehouse"))]
    assert not [name for name in imported if name.startswith("fundflow.rules") and name not in allowed]


@pytest.mark.parametrize("rule", ALL)
def test_its_words_are_those_that_were_proof_read(rule: Rule):
    """told.yml holds every sentence as people get it; after a change: python -m tests.rules.told, and read the diff."""
    assert told.told_by(rule.id) == told.written()[rule.id] != []
