"""An audit sample: drawn again it is the same, everything in it is evidence, and a changed original is refused."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from fundflow import journal
from fundflow.auditing.auditpack import Request, _harmless_name, build
from fundflow.exceptions import EvidenceBroken, WrongUse
from fundflow.loading.archive import path_of

REQUEST = Request(size=12, seed=7, weighted=True)


@pytest.fixture(scope="module")
def pack(audited, tmp_path_factory) -> ZipFile:
    out = tmp_path_factory.mktemp("packs") / "sample.zip"
    build(audited, REQUEST, out)
    with ZipFile(out) as opened:
        yield opened


def rows_of(pack: ZipFile, name: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(pack.read(name).decode("utf-8-sig"), newline="")))


def test_it_holds_what_it_says(pack, warehouse):
    manifest = json.loads(pack.read("manifest.json"))
    names = set(pack.namelist()) - {"manifest.json"}
    assert {"README.txt", "sample.csv", "cells.csv", "files.csv", "findings.csv", "history.csv", "journal.csv"} < names
    assert manifest["files"] == {name: hashlib.sha256(pack.read(name)).hexdigest() for name in names}
    assert (manifest["journal_entry"], manifest["journal_head"]) == journal.head(warehouse)
    assert 0 < manifest["drawn"] == len(rows_of(pack, "sample.csv")) <= 12


def test_the_same_seed_draws_the_same_pack_and_another_another(audited, pack, tmp_path):
    known_at = datetime.fromisoformat(json.loads(pack.read("manifest.json"))["known_at"])
    again = replace(REQUEST, known_at=known_at)
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    build(audited, again, first)
    build(audited, again, second)
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as opened:
        assert opened.read("sample.csv") == pack.read("sample.csv")
    build(audited, replace(again, seed=8), second)
    with ZipFile(second) as opened:
        assert opened.read("sample.csv") != pack.read("sample.csv")


def test_the_cells_of_a_line_add_up_to_it_and_stand_in_the_workbooks(pack, tmp_path):
    cells = rows_of(pack, "cells.csv")
    for line in rows_of(pack, "sample.csv"):
        spent = sum(Decimal(c["amount"]) for c in cells if (c["number"], c["measure"]) == (line["number"], "disbursed"))
        assert spent == Decimal(line["disbursed_vnd"])
    for workbook in {cell["workbook"] for cell in cells}:
        path = tmp_path / "book.xlsx"
        path.write_bytes(pack.read(workbook))
        book = load_workbook(path)
        for cell in (cell for cell in cells if cell["workbook"] == workbook):
            assert str(book[cell["sheet"]][cell["cell"]].value) == cell["raw_text"].removeprefix("'")


def test_replaced_versions_and_their_journal_are_in_it(audited, tmp_path):
    out = tmp_path / "one.zip"
    build(audited, Request(size=99, seed=1, units="42.440"), out)
    with ZipFile(out) as pack:
        workbooks = [name.split("_", 1)[1] for name in pack.namelist() if name.startswith("workbooks/")]
        versions = [name for name in workbooks if name.startswith("BC giai ngan T9-2023 440")]
        kinds = {row["kind"] for row in rows_of(pack, "journal.csv")}
        history = rows_of(pack, "history.csv")
    assert len(versions) == 3
    assert {"receipt", "load"} <= kinds
    assert {row["disbursed_vnd"] for row in history} >= {"782734000", "382734000"}


def test_a_day_and_a_moment_can_be_named(audited, warehouse, tmp_path):
    before = warehouse.value("SELECT min(superseded_at) - interval '1us' FROM core.supersession")
    out = tmp_path / "then.zip"
    build(audited, Request(size=5, seed=1, on_day=date(2023, 6, 30), known_at=before, units="42.444"), out)
    with ZipFile(out) as pack:
        assert {row["as_of"] for row in rows_of(pack, "sample.csv")} == {"2023-06-30"}
        assert {row["superseding_id"] for row in rows_of(pack, "files.csv")} == {""}
        assert not [name for name in pack.namelist() if "dinh chinh" in name]


def test_nothing_to_draw_from_is_told(audited, tmp_path):
    with pytest.raises(WrongUse):
        build(audited, Request(size=1, seed=1, units="99"), tmp_path / "none.zip")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_changed_original_is_refused(audited, pack, tmp_path, harm):
    sha256 = rows_of(pack, "files.csv")[0]["sha256"]
    original = path_of(audited.archive, sha256)
    content = original.read_bytes()
    original.unlink()
    if harm == "changed":
        original.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    try:
        with pytest.raises(EvidenceBroken, match="FF30"):
            build(audited, REQUEST, tmp_path / "harmed.zip")
        assert list(tmp_path.iterdir()) == []
    finally:
        original.unlink(missing_ok=True)
        original.write_bytes(content)


@pytest.mark.parametrize(
    "name, kept",
    [
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("BC T6\r\n.xlsx", "BC T6__.xlsx"),
        ("Báo cáo 9.xlsx", "Báo cáo 9.xlsx"),
    ],
)
def test_a_senders_name_cannot_leave_the_folder(name, kept):
    assert _harmless_name(name) == kept
    assert len(_harmless_name("x" * 300 + ".xlsx")) < 110
