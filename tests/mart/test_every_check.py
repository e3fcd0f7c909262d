"""No check across files without its cases: header, pass, fail, not applicable, null, on a real PostgreSQL.

The header and the case that does not apply (an empty batch, a first report) are run for every check in test_checks.py,
the null case here; that each has a passing and a failing case of its own is read from the tests beside this one.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from mart_facts import Batch

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
CHECKS = sorted(path.stem for path in (ROOT / "include/sql/checks").glob("*.sql"))
LINE = "GNBV.2 SN 2023 allocated 1000\nGNBV.2 SN 2023 disbursed 60\nGNBV.2 SN 2022 carried_in 40"


def outcomes(source: str) -> Iterator[tuple[str, bool]]:
    """(check, whether it must find something) of every `assert batch.findings("check") == …` of a test module.

    An outcome that is a parameter of the test is looked up in its list of cases.
    """
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef):
            cases = [case for mark in function.decorator_list for case in _lists(mark)]
            for compared in (node for node in ast.walk(function) if isinstance(node, ast.Compare)):
                yield from ((name, bool(case.elts)) for name in _asked(compared) for case in _told(compared, cases))


def _asked(compared: ast.Compare) -> Iterator[str]:
    call = compared.left
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "findings":
        yield from (argument.value for argument in call.args if isinstance(argument, ast.Constant))


def _told(compared: ast.Compare, cases: list[ast.List]) -> list[ast.List]:
    [right] = compared.comparators
    return [right] if isinstance(right, ast.List) else cases


def _lists(mark: ast.expr) -> Iterator[ast.List]:
    """The lists that stand in the tuples of a parametrize mark."""
    for node in ast.walk(mark):
        if isinstance(node, ast.Tuple):
            yield from (one for one in node.elts if isinstance(one, ast.List))


CASES: dict[str, set[bool]] = defaultdict(set)
for path in sorted(Path(__file__).parent.glob("test_*.py")):
    for name, fails in outcomes(path.read_text(encoding="utf-8")):
        CASES[name].add(fails)


@pytest.mark.parametrize("name", CHECKS)
def test_it_has_a_passing_and_a_failing_case(name):
    assert CASES[name] == {True, False}


def test_a_check_without_cases_is_noticed():
    assert dict(outcomes('def test_it(batch):\n    assert batch.findings("new_check") == ["error A1"]')) == {
        "new_check": True
    }
    assert list(outcomes("def test_it(batch):\n    assert batch.number == 1")) == []


@pytest.mark.parametrize("name", CHECKS)
def test_an_amount_that_is_missing_is_not_a_zero(ledger, name):
    """The null case: a staged line that gives no amount, level, nature or note is held against nothing."""
    ledger.submit(LINE, kind="decision", as_of="2022-12-30", decision="1/QĐ")
    ledger.submit(LINE, as_of="2023-06-30")
    batch = Batch(ledger)
    batch.stage(LINE)
    ledger.warehouse.query("UPDATE staging.fund_row SET amount = NULL")

    assert batch.findings(name) == []
