"""What leaves the house as files: exact, complete, harmless in a spreadsheet, and with the proof of when it was."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundflow import journal
from fundflow.auditing import datasets, fiscal_package
from fundflow.auditing.files import harmless, write_csv, write_parquet
from fundflow.cli.export import _write
from fundflow.exceptions import WrongUse
from fundflow.text import FORMULA_STARTS


@pytest.fixture(scope="module")
def exported(audited, tmp_path_factory) -> Path:
    """A folder with every dataset in both formats."""
    folder = tmp_path_factory.mktemp("exported")
    for form in datasets.FORMATS:
        for name in datasets.NAMES:
            datasets.export(audited, name, form, folder / form)
    return folder


@pytest.fixture(scope="module")
def lake(exported):
    """DuckDB over the Parquet files, without the warehouse."""
    with duckdb.connect() as connection:
        connection.execute(f"SET file_search_path = '{exported / 'parquet'}'")
        yield connection


@pytest.fixture(scope="module")
def package(audited, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    fiscal_package.export(audited, folder)
    return folder


def read_csv(path: Path) -> list[dict]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name, table", [("facts", "core.fact"), ("status", "mart.fund_status")])
def test_every_row_is_there_to_the_dong_in_both_formats(name, table, exported, lake, warehouse):
    column = "amount" if name == "facts" else "remaining_vnd"
    [(count, total)] = warehouse.query(f"SELECT count(*), sum({column}) FROM {table}")  # noqa: S608 - of the test's own
    assert lake.execute(f"SELECT count(*), sum({column}) FROM '{name}.parquet'").fetchone() == (count, total)  # noqa: S608
    rows = read_csv(exported / "csv" / f"{name}.csv")
    assert (len(rows), sum(Decimal(row[column]) for row in rows if row[column])) == (count, total)


def test_rows_come_in_pages_however_many_there_are(warehouse):
    binds = {"on_day": None, "known_at": datetime.now(UTC)}
    with warehouse.stream("datasets/history", size=7, **binds) as (_, pages):
        sizes = [len(page) for page in pages]
    assert len(sizes) > 10 and set(sizes[:-1]) == {7}


def test_a_missing_amount_is_empty_and_not_zero(exported, warehouse):
    missing = warehouse.value("SELECT count(*) FROM mart.fund_status_version WHERE disbursed_vnd IS NULL")
    assert missing > 0
    assert sum(row["disbursed_vnd"] == "" for row in read_csv(exported / "csv" / "history.csv")) == missing


def test_the_page_beside_it_says_when_it_was_and_what_it_holds(exported, warehouse):
    about = json.loads((exported / "parquet" / "facts.json").read_text("utf-8"))
    content = (exported / "parquet" / "facts.parquet").read_bytes()
    assert about["sha256"] == hashlib.sha256(content).hexdigest()
    assert about["bytes"] == len(content)
    assert (about["journal_entry"], about["journal_head"]) == journal.head(warehouse)
    assert datetime.fromisoformat(about["known_at"]) <= datetime.now(UTC)
    [amount] = [column for column in about["columns"] if column["name"] == "amount"]
    assert amount == {"name": "amount", "type": "numeric"} | {key: amount[key] for key in ("vi", "en")}


def test_parquet_carries_the_journals_head_inside(exported, lake, warehouse):
    known = dict(lake.execute("SELECT key, value FROM parquet_kv_metadata('history.parquet')").fetchall())
    assert known[b"fundflow.journal_head"].decode() == journal.head(warehouse)[1]


def test_the_status_of_any_day_and_moment_is_that_of_the_warehouse(audited, warehouse, tmp_path):
    day, before = date(2023, 6, 30), warehouse.value("SELECT max(known_from) - interval '1us' FROM core.submission")
    datasets.export(audited, "status", "csv", tmp_path, day, before)
    exported = sorted(
        (row["unit_code"], row["component_code"], row["disbursed_vnd"]) for row in read_csv(tmp_path / "status.csv")
    )
    rows = warehouse.query("SELECT * FROM mart.fund_status_as_of(%(day)s, %(before)s)", day=day, before=before)
    assert exported == sorted((row.unit_code, row.component_code, format(row.disbursed_vnd, "f")) for row in rows)


def test_facts_known_before_a_correction_are_not_yet_superseded(audited, warehouse, tmp_path):
    before = warehouse.value("SELECT min(superseded_at) - interval '1us' FROM core.supersession")
    about = datasets.export(audited, "facts", "csv", tmp_path, known_at=before)
    assert about["rows"] == warehouse.value("SELECT count(*) FROM core.fact WHERE known_from <= %(at)s", at=before)
    assert {row["superseded_at"] for row in read_csv(tmp_path / "facts.csv")} == {""}


def test_duckdb_answers_the_nation_on_a_day_as_the_warehouse_does(audited, lake, warehouse):
    query = (audited.sql / "duckdb" / "nation_on_a_day.sql").read_text("utf-8")
    rows = warehouse.query("""
        SELECT program_code, left(unit_code, 2), capital_type, money_year_first, money_year_last, count(*),
            sum(available_vnd), sum(disbursed_vnd), sum(remaining_vnd)
        FROM mart.fund_status_as_of('2023-09-30') GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
    """)
    assert lake.execute(query).fetchall() == [tuple(row) for row in rows]


def test_duckdb_shows_what_a_correction_changed(audited, lake):
    query = (audited.sql / "duckdb" / "what_changed_between_moments.sql").read_text("utf-8")
    assert lake.execute(query).fetchall() == [("42.440", "GNBV.2", "SN", 2023, Decimal(782734000), Decimal(382734000))]


def test_duckdb_follows_a_line_to_its_cells(audited, lake):
    query = (audited.sql / "duckdb" / "cells_of_a_line.sql").read_text("utf-8")
    cells = {(str(row[0]), row[1], row[4], row[6]) for row in lake.execute(query).fetchall()}
    assert ("2023-06-30", "disbursed", "BC giai ngan T6-2023 444 (dinh chinh).xlsx", "J10") in cells
    assert not any(workbook == "BC giai ngan T6-2023 444.xlsx" for _, _, workbook, _ in cells)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20))
def test_no_text_of_a_csv_file_begins_like_a_formula_and_none_is_lost(text):
    stream = io.StringIO(newline="")
    write_csv(stream, ["text"], [[text]])
    [row] = csv.DictReader(io.StringIO(stream.getvalue(), newline=""))
    assert not row["text"].startswith(FORMULA_STARTS)
    assert row["text"].removeprefix("'" if text.startswith(FORMULA_STARTS) else "") == text


def test_negative_amounts_stay_numbers():
    stream = io.StringIO(newline="")
    write_csv(stream, ["amount", "text"], [[Decimal("-450.50"), "-450"], [None, "=1+1"]])
    assert stream.getvalue().split("\r\n")[1:3] == ["-450.50,'-450", ",'=1+1"]
    assert harmless("Huyện Hương Khê") == "Huyện Hương Khê"


def test_an_amount_with_many_decimals_is_exact(tmp_path):
    amount = Decimal("12345678901234567890.123456789")
    write_parquet(tmp_path / "x.parquet", {"amount": "numeric"}, [[(amount,), (None,)]], {}, 9)
    assert duckdb.read_parquet(str(tmp_path / "x.parquet")).fetchall() == [(amount,), (None,)]
    with pytest.raises(ValueError, match="data loss"):
        write_parquet(tmp_path / "y.parquet", {"amount": "numeric"}, [[(amount,)]], {}, 8)


def test_half_a_file_is_never_left_behind(audited, tmp_path, monkeypatch):
    monkeypatch.setattr(datasets, "write_parquet", lambda *arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        datasets.export(audited, "status", "parquet", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name, form", [("nothing", "csv"), ("facts", "xml"), ("carryover", "parquet")])
def test_what_cannot_be_exported_is_told(audited, name, form, tmp_path):
    with pytest.raises(WrongUse):
        datasets.export(audited, name, form, tmp_path)


def test_the_verb_knows_what_each_name_is(audited, tmp_path, monkeypatch):
    monkeypatch.setattr("fundflow.settings.load_settings", lambda: audited)
    assert _write("status", tmp_path / "status.xlsx", None, None, None)["file"].endswith("status.xlsx")
    assert _write("status", tmp_path, "csv", None, None)["file"].endswith("status.csv")
    assert _write("history", tmp_path, None, None, None)["file"].endswith("history.parquet")
    with pytest.raises(WrongUse):
        _write("status", tmp_path / "status.xlsx", None, None, datetime(2023, 9, 30))


def test_the_fiscal_data_package_is_valid_to_its_last_row(package):
    from frictionless import validate

    report = validate(str(package / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert [task.name for task in report.tasks] == ["budget_lines", "components"]


@pytest.mark.parametrize("old, new", [("42.436", "42.4360"), ("GNBV.2,", "GNBV.99,"), ("2023-09-30", "2023-09-31")])
def test_a_changed_package_is_found(package, tmp_path, old, new):
    from frictionless import validate

    for path in package.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = tmp_path / "budget_lines.csv"
    lines.write_text(lines.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert not validate(str(tmp_path / "datapackage.json")).valid


def test_the_package_says_what_the_fiscal_profile_asks_for(package, warehouse):
    """The profile's JSON schema (fiscal-data-package.json of the frictionless specifications), point by point."""
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    columns = {field["name"]: field for field in descriptor["resources"][0]["schema"]["fields"]}
    assert descriptor["profile"] == "tabular-data-package"
    assert {resource["profile"] for resource in descriptor["resources"]} == {"tabular-data-resource"}
    for measure in descriptor["model"]["measures"].values():
        assert columns[measure["source"]]["type"] == "number"
        assert (measure["currency"], measure["direction"]) == ("VND", "expenditure")
        assert measure["phase"] in ("proposed", "approved", "adjusted", "executed")
    for dimension in descriptor["model"]["dimensions"].values():
        assert set(dimension["primaryKey"]) <= dimension["attributes"].keys()
        assert {attribute["source"] for attribute in dimension["attributes"].values()} <= columns.keys()
    assert descriptor["fiscalPeriod"] == {"start": "2022-01-01", "end": "2023-12-31"}
    assert (descriptor["countryCode"], descriptor["granularity"]) == ("VN", "aggregated")
    assert descriptor["fundflow"]["journal_head"] == journal.head(warehouse)[1]


def test_the_packages_columns_are_those_of_its_files(package, warehouse):
    descriptor = json.loads((package / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        header = (package / resource["path"]).read_text("utf-8").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
    total = sum(Decimal(row["disbursed"]) for row in read_csv(package / "budget_lines.csv") if row["disbursed"])
    assert total == warehouse.value("SELECT sum(disbursed_vnd) FROM mart.fund_status")
