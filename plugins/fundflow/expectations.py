"""Runs the suites of expectations/ on the staged batch: the only room that imports great_expectations.

One run per batch: expectations/<table>.json is run on staging.<table>, on the batch's rows only. Every failing row
comes back with its row number, from which its file, sheet and cell are known. A suite's entry carries in `meta` the
rule's id and its sentence in Vietnamese and English, in `severity` critical (rejects the file), warning or info.

What GX drops or swallows is an error here: an unknown expectation, a metric that could not be computed, a result that
nobody asked for.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Thread
from types import ModuleType
from typing import Any

from fundflow import collector
from fundflow.exceptions import ValidationBroken
from fundflow.findings import Severity

SEVERITIES = {"critical": Severity.ERROR, "warning": Severity.WARNING, "info": Severity.INFO}
ONLY_FOR_DISTRIBUTIONS = ("altair", "scipy.stats")  # GX imports them for three expectations: 1 s of processor
ABOUT_COLUMNS = ("expect_column_to_exist", "expect_column_type", "expect_table_column")  # whatever the rows are
COUNTS = {"result_format": "BOOLEAN_ONLY"}
ROWS = {
    "result_format": "COMPLETE",
    "unexpected_index_column_names": ["row_number"],
    "return_unexpected_index_query": False,
    "partial_unexpected_count": 2**31 - 1,  # GX cuts even the "complete" list of rows to this, 20 by default
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A staged row that an expectation does not hold for. `value`: what stands there, None where nothing does."""

    row_number: int
    rule: str
    severity: Severity
    message: str
    value: str | None


def validate(url: str, folder: Path, batch_id: int) -> list[Failure]:
    """All failures of the batch, in the suites' order. Raises ValidationBroken.

    Sees committed rows only: GX has a connection of its own.
    """
    context = _context()
    with warnings.catch_warnings():  # GX would rather have a PostgresDatasource, which refuses a unix socket
        warnings.simplefilter("ignore")
        source = context.data_sources.add_sql("warehouse", connection_string=url)
        suites = [(_table(source, path.stem), _read(path)) for path in sorted(folder.glob("*.json"))]
    return [failure for table, suite in suites for failure in _run(context, table, suite, batch_id)]


def warm_up_aside() -> None:
    """Starts to import great_expectations in a thread; who needs it meanwhile waits for the same import."""
    Thread(target=warm_up, daemon=True).start()


def warm_up() -> None:
    """Imports great_expectations, which takes seconds, without what no suite of ours uses."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    os.environ.setdefault("TQDM_DISABLE", "1")
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    for name in ONLY_FOR_DISTRIBUTIONS:
        sys.modules.setdefault(name, _OnFirstUse(name))
    with collector.paused():
        import great_expectations  # noqa: F401


class _OnFirstUse(ModuleType):
    """Stands for a module until somebody asks it for something. (LazyLoader of the library is woken by any import.)"""

    def __getattr__(self, name: str):
        if sys.modules[self.__name__] is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def _context():
    warm_up()
    import great_expectations
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False, metric_calculations=False)
    return context


def _read(path: Path) -> dict:
    suite = json.loads(path.read_text(encoding="utf-8"))
    rules = [expectation["meta"]["rule"] for expectation in suite["expectations"]]
    if len(set(rules)) < len(rules):
        raise _broken(path.stem, "hai luật trùng mã", "two expectations share a rule id")
    return suite


def _table(source, name: str):
    """The whole table: of an asset that is a query, GX fetches every row only to learn its columns."""
    return source.add_table_asset(name, table_name=name, schema_name="staging")


def _run(context, table, suite: dict, batch_id: int) -> Iterator[Failure]:
    """Counts first, in one query; then the rows of what does not hold, for each such rule takes queries of its own."""
    data = table.add_batch_definition_whole_table("rows")
    counted = _results(context, data, suite["expectations"], table.name, batch_id, COUNTS)
    broken = [expectation for result, expectation in counted if not result.success]
    if broken:
        for result, expectation in _results(context, data, broken, table.name, batch_id, ROWS):
            yield from _failures(result, expectation, table.name)


def _results(context, data, expectations: list[dict], table: str, batch_id: int, result_format: dict) -> list[tuple]:
    """(result, expectation) of each; GX gives them in another order."""
    suite = _suite(f"{table}, {result_format['result_format']}", expectations, table, batch_id)
    results = _validated(context, data, suite, result_format)
    by_rule = {expectation["meta"]["rule"]: expectation for expectation in expectations}
    if {result.expectation_config.meta["rule"] for result in results} != set(by_rule):
        raise _broken(table, "thiếu kết quả kiểm tra", "results are missing")
    for result in results:
        if any(metric.get("raised_exception") for metric in _exceptions(result)):
            rule = result.expectation_config.meta["rule"]
            raise _broken(table, f"không tính được {rule}", f"{rule} could not be computed")
    return [(result, by_rule[result.expectation_config.meta["rule"]]) for result in results]


def _suite(name: str, expectations: list[dict], table: str, batch_id: int):
    """A suite for GX that looks at the batch's rows only."""
    import great_expectations as gx
    from great_expectations.expectations.row_conditions import Column

    suite = gx.ExpectationSuite(name=name, expectations=expectations)
    if len(suite.expectations) != len(expectations):
        raise _broken(table, "có loại kiểm tra không tồn tại", "an expectation of unknown type")
    kept: list[Any] = suite.expectations
    for expectation in kept:
        if "row_condition" in type(expectation).__fields__:
            expectation.row_condition = Column("batch_id") == batch_id
        elif not expectation.expectation_type.startswith(ABOUT_COLUMNS):
            kind = expectation.expectation_type
            raise _broken(table, f"{kind} không giới hạn được trong một lô", f"{kind} cannot be kept to one batch")
    return suite


def _validated(context, data, suite, result_format: dict) -> list:
    import great_expectations as gx

    definition = gx.ValidationDefinition(name=suite.name, data=data, suite=context.suites.add(suite))
    return context.validation_definitions.add(definition).run(result_format=result_format).results


def _failures(result, expectation: dict, table: str) -> Iterator[Failure]:
    rule = expectation["meta"]["rule"]
    rows = result.result.get("unexpected_index_list")
    if not rows or len(rows) != result.result.get("unexpected_count"):
        raise _broken(table, f"{rule} không chỉ ra đủ các dòng sai", f"{rule} does not name every failing row")
    message = f"{expectation['meta']['vi']} / {expectation['meta']['en']}"
    for row in rows:
        yield Failure(row["row_number"], rule, SEVERITIES[expectation["severity"]], message, _value(row))


def _exceptions(result) -> list[dict]:
    """GX gives one dict, or one per metric."""
    info = result.exception_info or {}
    return [info] if "raised_exception" in info else list(info.values())


def _value(row: dict) -> str | None:
    values = [str(value) for name, value in row.items() if name != "row_number" and value is not None]
    return ", ".join(values) or None


def _broken(table: str, vi: str, en: str) -> ValidationBroken:
    return ValidationBroken(
        f"Không chạy được bộ kiểm tra expectations/{table}.json: {vi}. Chưa tệp nào bị kết luận; "
        f"hãy báo người quản trị. / The suite of {table} did not run: {en}. No file was judged; tell the administrator."
    )
