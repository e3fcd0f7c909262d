"""`make bench-scale`: a national warehouse of 20 million facts, one new file on it, the auditors' questions about a
district and about the nation, today's and as of a past day; medians, written to docs/benchmarks-scale.md.

A warehouse that was made before is used again when its folder is named: --home FOLDER.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from benchmarks import nation
from benchmarks.measuring import machine
from benchmarks.workbooks.reports import Reports
from fundflow import embedded, pipeline
from fundflow.auditing import cookbook, datasets
from fundflow.migrations import migrate
from fundflow.periods import month_end
from fundflow.reference import Reference
from fundflow.settings import Settings, load_settings
from fundflow.warehouse import Warehouse

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/benchmarks-scale.md"
SEED = 20260
UNIT = "42.444"
PAST_DAY = "2023-09-30"
KNOWN_THEN = "2023-10-20"  # when all of the past day had been told, and nothing since
HEAD = """# Benchmarks at the scale of the nation

Written by `{command}` on {day}: {machine}; load when it began: {load}. Medians of {rounds}. {facts:,} facts of
{provinces} provinces, {units:,} units, {components} components and five budget years, monthly (benchmarks/national, seed
{seed}), and {versions:,} versions of their lines, each with the moments from which and to which it was known, in the
embedded PostgreSQL as it comes. *Today* is the day of the latest figures, *as of* is {past}, where the question can say
so as it was known on {known}."""
SIZES = {True: nation.SHORT, False: nation.WHOLE}
WHOLE_TABLES = {
    "fund_status": "SELECT program_code, sum(available_vnd), sum(disbursed_vnd) FROM mart.fund_status GROUP BY 1",
    "carryover_unspent": "SELECT program_code, sum(at_risk_vnd), min(days_left) FROM mart.carryover_unspent GROUP BY 1",
    "slow_disbursement": "SELECT rule, count(*) FROM mart.slow_disbursement GROUP BY 1",
}


@dataclass(slots=True)
class Timings:
    """Seconds of each thing that was measured, by its name."""

    rounds: int
    say: Callable[[str], None]
    seconds: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.seconds.setdefault(name, []).append(time.perf_counter() - started)

    def repeat(self, name: str, work: Callable[[], object]) -> None:
        for _ in range(self.rounds):
            with self.of(name):
                work()
        self.say(f"  {name}: {self.shown(name)} s")

    def shown(self, name: str) -> str:
        return f"{median(self.seconds[name]):.3f}" if name in self.seconds else ""


def run(settings: Settings, size: nation.Size, rounds: int, say: Callable[[str], None]) -> str:
    """Makes the nation, if it is not there yet, and measures: the page."""
    timings = Timings(rounds, say)
    with Warehouse(settings) as warehouse:
        timings.seconds["full"] = [stand(settings, warehouse, size, say)]
        load = f"{os.getloadavg()[0]:.1f}"
        head = HEAD.format(
            command="make bench-scale", day=f"{date.today():%d/%m/%Y}", machine=machine(), load=load, rounds=rounds,
            past=PAST_DAY, known=KNOWN_THEN, seed=SEED, provinces=size.provinces, components=size.components,
            facts=warehouse.value("SELECT count(*) FROM core.fact"),
            versions=warehouse.value("SELECT count(*) FROM mart.line_version"),
            units=warehouse.value("SELECT count(DISTINCT unit_code) FROM mart.line_latest"),
        )  # fmt: skip
        sections = [
            _questions(warehouse, timings),
            _tables(warehouse, timings),
            _export(settings, timings),
            _refreshes(settings, warehouse, timings),
        ]
    return "\n\n".join([head, *sections]) + "\n"


def stand(settings: Settings, warehouse: Warehouse, size: nation.Size, say: Callable[[str], None]) -> float:
    """The nation, made if it is not there yet: in how many seconds all its lines were derived from the facts."""
    settings.make_folders()
    migrate(warehouse)
    derived_in = settings.home / "derived_in_seconds"
    if not derived_in.exists():
        nation.make(warehouse, size, SEED, say)
        started = time.perf_counter()
        nation.derive(warehouse, say)
        derived_in.write_text(str(time.perf_counter() - started))
    return float(derived_in.read_text())


def _refreshes(settings: Settings, warehouse: Warehouse, timings: Timings) -> str:
    """D) One new report of a district, the real way; beside it, deriving everything, once."""
    reports = Reports(Reference.load(settings.reference), SEED)
    unit = reports.reference.units[UNIT]
    last = warehouse.value("SELECT max(as_of) FROM core.submission WHERE unit_code = %(unit)s", unit=UNIT)
    for _ in range(timings.rounds):
        last = month_end(last + timedelta(days=1))
        path = settings.inbox / UNIT / f"BC {last:%Y-%m}.xlsx"
        path.parent.mkdir(exist_ok=True)
        reports.report(path, unit, last)
        with timings.of("ingest"):
            pipeline.ingest(settings)
        with timings.of("build"):
            built = pipeline.build(settings)
        if len(built.accepted) != 1:
            sys.exit(f"{path.name} was not accepted: {built}")
    return f"""## D) One new file

| step | s |
|---|---:|
| inbox to verdict: read, all rules, checks against what is known | {timings.shown("ingest")} |
| verdict to refreshed tables, one transaction | {timings.shown("build")} |
| every line of the nation derived, with all that was known of it (once, when the warehouse was made) | {timings.shown("full")} |"""


def _questions(warehouse: Warehouse, timings: Timings) -> str:
    """E) Every question of the cookbook, about a district and the nation, today and as of a past day."""
    today = str(warehouse.value("SELECT day FROM mart.data_day"))
    lines = [
        "| question | district today | nation today | district as of | nation as of |",
        "|---|---:|---:|---:|---:|",
    ]
    for question in cookbook.read_questions(warehouse.settings):
        cells = []
        for day, moment in ((today, "now"), (PAST_DAY, KNOWN_THEN)):
            for units in (UNIT, ""):
                name = f"{question.number} {question.name}, {units or 'nation'}, {day}"
                given = {"units": units, "on_day": day, "known_at": moment}
                binds = {bind.name: given[bind.name] for bind in question.binds if bind.name in given}
                if _is_new(binds, day, units):
                    timings.repeat(name, lambda binds=binds: cookbook.ask(warehouse, question, binds))  # noqa: B023
                cells.append(timings.shown(name))
        lines.append(f"| {question.number}. {question.en} | {' | '.join(cells)} |")
    return "## E) The cookbook's questions, in seconds\n\n" + "\n".join(lines)


def _is_new(binds: dict[str, str], day: str, units: str) -> bool:
    """A question without a day, or without units, is asked once."""
    return ("on_day" in binds or day != PAST_DAY) and ("units" in binds or units != "")


def _tables(warehouse: Warehouse, timings: Timings) -> str:
    lines = ["| table, summed up for the nation | s |", "|---|---:|"]
    for name, statement in WHOLE_TABLES.items():
        timings.repeat(name, lambda statement=statement: warehouse.query(statement))
        lines.append(f"| mart.{name} | {timings.shown(name)} |")
    return "\n".join(lines)


def _export(settings: Settings, timings: Timings) -> str:
    """The nation as of a day, without the warehouse: DuckDB on the exported history."""
    import duckdb

    about = datasets.export(settings, "history", "parquet", settings.exports)
    question = (settings.sql / "duckdb/nation_on_a_day.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        connection.execute("SET file_search_path = ?", [str(settings.exports)])
        timings.repeat("duckdb", lambda: connection.execute(question).fetchall())
    return (
        f"The history exported as Parquet: {about['rows']:,} versions of lines, {about['bytes'] // 2**20} MB. "
        f"The nation as of {PAST_DAY} from it, with DuckDB: **{timings.shown('duckdb')} s**."
    )


def main() -> None:
    options = _options()
    say = lambda line: print(line, file=sys.stderr, flush=True)  # noqa: E731, T201
    home = options.home or Path(tempfile.mkdtemp(prefix="ffs-"))
    settings = load_settings(home=home, settle_seconds=0)
    try:
        page = run(settings, SIZES[options.short], options.rounds, say)
    finally:
        embedded.stop(settings)
        if not options.home:
            shutil.rmtree(home, ignore_errors=True)
    if not options.short:
        PAGE.write_text(page, encoding="utf-8")
    print(page)  # noqa: T201


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--home", type=Path, help="keep the warehouse here, and use it again")
    parser.add_argument("--short", action="store_true", help="200,000 facts: shows that the benchmark itself works")
    return parser.parse_args()


if __name__ == "__main__":
    main()
