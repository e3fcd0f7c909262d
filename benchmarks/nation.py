"""A made-up national warehouse: 34 provinces, 100 communes each, 25 components, five budget years, monthly; from a seed.

The facts, files, receipts and submissions are put in place by benchmarks/national/*.sql, month by month as they would
have come, through the same tables, keys and guards. What is left out is what no question of the benchmark reads: workbooks
in the archive and the journal's entries of these files (`fundflow verify` would name them as not journalled).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fundflow import mart
from fundflow.warehouse import Warehouse

SQL = Path(__file__).parent / "national"
FIRST_MONTH, LAST_MONTH = date(2021, 1, 1), date(2026, 2, 1)  # in which files of 2021-2025 became known


@dataclass(frozen=True, slots=True)
class Size:
    """The province of include/reference counts among `provinces`, with the units that it really has."""

    provinces: int
    units: int
    components: int


WHOLE = Size(provinces=34, units=107, components=25)
SHORT = Size(provinces=3, units=10, components=8)


def make(warehouse: Warehouse, size: Size, seed: int, say: Callable[[str], None]) -> int:
    """Fills a migrated, empty warehouse and derives its tables: the number of facts."""
    binds = {"provinces": size.provinces, "units": size.units, "components": size.components, "seed": seed}
    with warehouse.transaction():
        _run(warehouse, "1_units", **binds)
        _run(warehouse, "2_files", **binds)
        for month in _months():
            _run(warehouse, "3_facts_of_a_month", month=month)
            say(f"  facts known in {month:%m/%Y}")
    facts = warehouse.value("SELECT count(*) FROM core.fact")
    say(f"  {facts:,} facts")
    return facts


def derive(warehouse: Warehouse, say: Callable[[str], None]) -> None:
    """The tables of a freshly made nation. The planner learns of tables as autovacuum would have taught it."""
    warehouse.query("ANALYZE")
    keys = warehouse.run_sql("tables/touched_keys")
    with warehouse.transaction():
        for done in range(0, len(keys), mart.KEYS_PER_STATEMENT):
            binds = mart.key_binds(keys[done : done + mart.KEYS_PER_STATEMENT])
            _run(warehouse, "4_lines_as_they_became_known", **binds)
            for derived in mart.TABLES[1:]:
                warehouse.run_sql(f"tables/{derived}", since=None, **binds)
            say(f"  lines of {done:,} of {len(keys):,} keys")
    warehouse.query("ANALYZE")


def _run(warehouse: Warehouse, name: str, **binds) -> None:
    for statement in (SQL / f"{name}.sql").read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            warehouse.query(statement, **binds)


def _months() -> Iterator[date]:
    for year in range(FIRST_MONTH.year, LAST_MONTH.year + 1):
        for month in range(1, 13):
            if FIRST_MONTH <= date(year, month, 1) <= LAST_MONTH:
                yield date(year, month, 1)
