"""`python -m benchmarks`: makes the workloads from a seed, runs fundflow and its peers in turn, writes docs/benchmarks.md."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from calendar import monthrange
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.contest import Contestant, machine, run, table, timed
from benchmarks.workloads import Annexes, Reports
from fundflow import embedded
from fundflow.reference import Reference
from fundflow.settings import load_settings

ROOT = Path(__file__).parents[1]
PEERS = Path(__file__).parent / "peers"
PEER_PYTHON = ROOT / ".venv-bench/bin/python"
FUNDFLOW = ROOT / ".venv/bin/fundflow"
SEED = 20260
PAGE = ROOT / "docs/benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench` on {day}: {machine}. fundflow and its peers (benchmarks/peers/) in turn, {rounds} rounds; the last
column is fundflow's median over the peer's, from the same rounds. fundflow reads, checks every rule, keeps every cell's
address, loads bitemporal facts and refreshes the tables; the peers only load, or only read. Seeds are fixed."""


class Stage:
    """One run's server, folders and fresh databases."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.settings = load_settings(home=folder / "home")
        self.url = embedded.start(self.settings)
        self.reference = Reference.load(self.settings.reference)
        self.databases = 0

    def fresh_database(self) -> str:
        from sqlalchemy import create_engine, text

        self.databases += 1
        name = f"bench_{self.databases}"
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url.replace("/fundflow?", f"/{name}?")

    def fundflow_home(self, url: str) -> dict[str, str]:
        """The environment of a fundflow of its own on that database."""
        home = self.folder / url.rsplit("/", 1)[1].partition("?")[0]
        return {"FUNDFLOW_HOME": str(home), "FUNDFLOW_WAREHOUSE_URL": url}

    def migrated(self) -> dict[str, str]:
        """A fresh fundflow whose warehouse is set up: set-up is done once in its life, not per load."""
        environment = self.fundflow_home(self.fresh_database())
        timed([FUNDFLOW, "refresh"], environment)
        return environment

    def close(self) -> None:
        embedded.stop(self.settings)


def peers(stage: Stage, workload: Path) -> list[Contestant]:
    def script(name: str, *more: str, database: bool = True):
        def prepare():
            url = [stage.fresh_database()] if database else []
            return [PEER_PYTHON, PEERS / f"{name}.py", workload, *url, *more], {}

        return prepare

    return [
        Contestant("pandas + openpyxl + to_sql", script("pandas_to_sql")),
        Contestant("dlt merge (openpyxl)", script("dlt_merge")),
        Contestant("dlt merge (calamine)", script("dlt_merge", "calamine")),
        Contestant("calamine + COPY, nothing checked (the floor)", script("calamine_copy")),
        Contestant("openpyxl read-only, only reading", script("openpyxl_open", database=False)),
        Contestant("Great Expectations on pandas per file, no load", script("gx_on_pandas", database=False)),
    ]


def fundflow(stage: Stage, workload: Path) -> Contestant:
    return Contestant(
        "fundflow, inbox to tables, all rules", lambda: ([FUNDFLOW, "ingest", workload], stage.migrated())
    )


def again(stage: Stage, workload: Path, corrected: list[Path], rounds: int, say) -> str:
    """The same files again, then 50 of them corrected: on one warehouse that has loaded them before."""
    environment = stage.migrated()
    inbox = Path(environment["FUNDFLOW_HOME"]) / "inbox"
    shutil.copytree(workload, inbox, dirs_exist_ok=True)
    environment |= {"FUNDFLOW_SETTLE_SECONDS": "0"}
    timed([FUNDFLOW, "ingest"], environment)
    unchanged = [timed([FUNDFLOW, "ingest"], environment)[0] for _ in range(rounds)]
    reports = Reports(stage.reference, SEED)
    fixed = []
    for number in range(rounds):
        for path in corrected:
            unit = stage.reference.units[path.parent.name]
            day = date.fromisoformat(path.stem[-7:] + "-01")
            reports.report(inbox / path.parent.name / path.name, unit, _month_end(day), correction=number + 1)
        fixed.append(timed([FUNDFLOW, "ingest"], environment)[0])
    say(f"  unchanged {median(unchanged):.2f} s, 50 corrected {median(fixed):.2f} s")
    return (
        f"The same files again, nothing changed: **{median(unchanged):.2f} s** (median of {rounds}, process start included). "
        f"Then 50 corrected files: **{median(fixed):.2f} s**."
    )


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def main() -> None:
    options = _options()
    say = lambda line: print(line, file=sys.stderr, flush=True)  # noqa: E731, T201
    with tempfile.TemporaryDirectory(prefix="ffb-") as folder:
        stage = Stage(Path(folder))
        try:
            sections = [_workload_a(stage, options, say), _workload_c(stage, options, say)]
        finally:
            stage.close()
    page = (
        "\n\n".join([HEAD.format(machine=machine(), day=f"{date.today():%d/%m/%Y}", rounds=options.rounds), *sections])
        + "\n"
    )
    if not options.short:
        PAGE.write_text(page, encoding="utf-8")
    print(page)  # noqa: T201


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument(
        "--short", action="store_true", help="a few files, one round: shows that the benchmark itself works"
    )
    options = parser.parse_args()
    if options.short:
        options.rounds, options.files = 1, 20
    return options


def _workload_a(stage: Stage, options, say) -> str:
    say(f"A) {options.files} report workbooks of 60 rows")
    workload = stage.folder / "A"
    paths = Reports(stage.reference, SEED).write(workload, options.files)
    contestants = [fundflow(stage, workload), *peers(stage, workload)]
    run(contestants, options.rounds, say)
    text = again(stage, workload, paths[-50:], options.rounds, say)
    return f"## A) {options.files} report workbooks of 60 rows\n\n{table(contestants)}\n\n{text}"


def _workload_c(stage: Stage, options, say) -> str:
    count = options.files // 2
    say(f"C) {count} wide allocation annexes")
    workload = stage.folder / "C"
    Annexes(stage.reference, SEED).write(workload, count)
    contestants = [fundflow(stage, workload), *peers(stage, workload)[:5]]
    run(contestants, options.rounds, say)
    return f"## C) {count} wide allocation annexes\n\n{table(contestants)}"


if __name__ == "__main__":
    main()
