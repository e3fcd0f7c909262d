"""What is taken from an inbox, and what is not: half copies, locks, links, devices, odd names, a share that is gone."""

from __future__ import annotations

import os
import shutil
import time
from types import SimpleNamespace

import pytest

from fundflow import pipeline
from fundflow.exceptions import DiskFull, InboxMissing, WrongUse
from fundflow.loading import sweep

ODD_NAMES = [
    "..xlsx", "-rf", "--help.xlsx", "a b.xlsx", " a.xlsx ", "a\nb.xlsx", "a\tb.xlsx", "a\rb.xlsx", "\x1b[31mred.xlsx",
    "a\u202excod.xlsx", "a\u200bb.xlsx", "\ufeffa.xlsx", "'; DROP TABLE quality.file; --.xlsx", '".xlsx', "`id`.xlsx",
    "$(id).xlsx", "${HOME}.xlsx", "%s%s%n.xlsx", "%(name)s.xlsx", "{{ 7*7 }}.xlsx", "{% raw %}.xlsx", "<script>.xlsx",
    "=1+1.xlsx", "@SUM(1).xlsx", "+1.xlsx", "a\\..\\b.xlsx", "C:\\x.xlsx", "|id.xlsx", "a;b.xlsx", "a&b.xlsx", "*.xlsx",
    "?.xlsx", "[x].xlsx", "báo cáo tháng 9.xlsx", "ba\u0301o ca\u0301o.xlsx", "ﾎ.xlsx", "\U0001f4c4.xlsx", "NUL.xlsx",
    "x" * 250 + ".xls", "null", ".hidden.xlsx",
]  # fmt: skip
HEADING = "42.444 2023-09-30"


@pytest.fixture
def unit_folder(house):
    folder = house.inbox / "42.444"
    folder.mkdir(parents=True)
    return folder


def test_names_are_data_and_never_paths(house, warehouse, unit_folder):
    names = [*ODD_NAMES, b"\xff\xfe.xlsx"]
    for number, name in enumerate(names):
        (unit_folder / os.fsdecode(name)).write_text(f"{HEADING}\n\n{number}")
    pipeline.ingest(house)
    stored = [row.original_name for row in warehouse.query("SELECT original_name FROM quality.receipt")]
    assert len(stored) == len(names)
    assert all(name.isprintable() and len(name) <= 255 for name in stored)
    outside = [path for path in house.home.rglob("*") if path.is_file() and house.inbox not in path.parents]
    assert {path.relative_to(house.home).parts[0] for path in outside} <= {"archive", "outbox", "quarantine"}


@pytest.mark.parametrize("name", ["~$bc.xlsx", ".~lock.bc.xlsx#", ".DS_Store", "Thumbs.db", "bc.xlsx.part", "bc.tmp"])
def test_lock_files_of_programs_are_no_drops(house, warehouse, unit_folder, name):
    (unit_folder / name).write_text(HEADING)
    assert pipeline.ingest(house).receipts == []


def test_what_its_sender_takes_back_during_the_sweep_is_no_drop(house, unit_folder, monkeypatch):
    (unit_folder / "bc.xlsx").write_text(HEADING)
    (unit_folder / "quý 3").mkdir()
    (unit_folder / "quý 3" / "bc.xlsx").write_text(HEADING)
    listed = sweep._entries

    def taken_back(folder):
        entries = listed(folder)
        if folder != house.inbox:
            shutil.rmtree(unit_folder, ignore_errors=True)
        return entries

    monkeypatch.setattr(sweep, "_entries", taken_back)
    assert list(sweep.walk_inbox(house.inbox)) == []


def test_links_and_pipes_are_refused_without_being_opened(house, warehouse, unit_folder, tmp_path):
    secret = tmp_path / "secret.xlsx"
    secret.write_text(HEADING)
    (unit_folder / "link.xlsx").symlink_to(secret)
    os.mkfifo(unit_folder / "pipe.xlsx")
    pipeline.ingest(house)
    rows = warehouse.query("SELECT original_name, status, file_id FROM quality.receipt ORDER BY 1")
    assert [tuple(row) for row in rows] == [("link.xlsx", "refused", None), ("pipe.xlsx", "refused", None)]
    assert list(house.archive.glob("[0-9a-f][0-9a-f]/*")) == []


def test_a_folder_in_a_units_folder_belongs_to_the_unit(house, warehouse, unit_folder):
    (unit_folder / "năm 2023" / "quý 3").mkdir(parents=True)
    (unit_folder / "năm 2023" / "quý 3" / "bc.xlsx").write_text(HEADING)
    pipeline.ingest(house)
    assert warehouse.value("SELECT folder_unit_code FROM quality.receipt") == "42.444"


def test_a_file_that_is_too_large_is_refused_unread(house, warehouse, unit_folder):
    with (unit_folder / "big.xlsx").open("wb") as big:
        big.truncate(house.max_file_mb * 2**20 + 1)
    pipeline.ingest(house)
    assert warehouse.value("SELECT status FROM quality.receipt") == "refused"
    assert "lớn hơn" in warehouse.value("SELECT message FROM quality.receipt")


def test_a_share_that_is_not_mounted_is_a_fault_and_not_no_files(house):
    house.inbox.rmdir()
    with pytest.raises(InboxMissing):
        pipeline.ingest(house)


def test_nothing_is_taken_in_without_room_to_keep_it(house, warehouse, unit_folder):
    (unit_folder / "bc.xlsx").write_text(HEADING)
    with pytest.raises(DiskFull):
        pipeline.ingest(house.model_copy(update={"min_free_mb": 10**9}))
    assert len(pipeline.ingest(house).receipts) == 1


def test_a_path_that_does_not_exist_is_wrong_use(house, tmp_path):
    with pytest.raises(WrongUse):
        pipeline.ingest(house, [tmp_path / "none.xlsx"])


def test_a_file_that_is_still_being_written_is_left_alone_until_it_is_whole(house, warehouse, unit_folder, monkeypatch):
    whole = f"{HEADING}\nGNBV.2 100 E9\nGNBV.3.1 250 E10"
    path = unit_folder / "bc.xlsx"
    path.write_text(whole[:20])
    lengths = iter(range(21, len(whole) + 1))

    def writes_on(seconds: float) -> None:
        if length := next(lengths, None):
            path.write_text(whole[:length])

    monkeypatch.setattr(sweep, "time", SimpleNamespace(time_ns=time.time_ns, sleep=writes_on))
    patient = house.model_copy(update={"settle_seconds": 3600})
    while not pipeline.ingest(patient).receipts:
        pass
    assert next(lengths, None) is None
    assert [row.rows_loaded for row in warehouse.query("SELECT rows_loaded FROM quality.file")] == [2]


def test_what_exceeds_a_units_quota_waits_for_the_next_sweep(house, warehouse, unit_folder):
    few = house.model_copy(update={"max_files_per_unit": 2})
    for number in range(5):
        (unit_folder / f"{number}.xlsx").write_text(f"{HEADING}\n\n{number}")
    assert [len(pipeline.ingest(few).receipts) for _ in range(4)] == [2, 2, 1, 0]


def test_a_thousand_files_that_did_not_change_are_not_read_again(house, warehouse, unit_folder):
    for number in range(1000):
        (unit_folder / f"{number}.xlsx").write_text(HEADING)
    pipeline.ingest(house)
    seen = {
        bytes(row.path): (row.size_bytes, row.modified_ns) for row in warehouse.query("SELECT * FROM quality.inbox")
    }
    assert sweep.look(house, seen) == []
