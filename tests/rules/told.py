"""What every rule tells people, word by word: told.yml, for proof-reading, kept by test_every_rule.py.

python -m tests.rules.told      writes told.yml again, from the failing cases of every rule's test twin
"""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import yaml
from tests.rules import sheets

from fundflow import rules
from fundflow.findings import Finding

BOOK = Path(__file__).with_name("told.yml")


def told_by(rule: str) -> list[dict]:
    """The findings that the failing cases of a rule's twin make of it, as a person gets them."""
    module = importlib.import_module(f"tests.rules.test_{rule}")
    heard: list[dict] = []
    for name, case in inspect.getmembers(module, inspect.isfunction):
        if name.startswith("test_fails") and not inspect.signature(case).parameters:
            sheets.HEARD.clear()
            case()
            heard += [_shown(finding) for finding in sheets.HEARD if finding.rule == rule]
    return heard


def written() -> dict[str, list[dict]]:
    return yaml.safe_load(BOOK.read_text(encoding="utf-8"))


def _shown(finding: Finding) -> dict:
    vi, _, en = finding.message.partition(" / ")
    place = f"{finding.severity} {finding.sheet}!{finding.cell}"
    facts = {"value": finding.value, "expected": finding.expected, "difference_vnd": finding.difference_vnd}
    return {"at": place, "vi": vi, "en": en} | {key: value for key, value in facts.items() if value is not None}


def main() -> None:
    book = {rule.id: told_by(rule.id) for rule in sorted(rules.catalogue(), key=lambda rule: rule.id)}
    BOOK.write_text(yaml.safe_dump(book, allow_unicode=True, sort_keys=False, width=118), encoding="utf-8")


if __name__ == "__main__":
    main()
