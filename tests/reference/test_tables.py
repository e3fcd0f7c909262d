"""The rows themselves: whole, consistent, and refused with the file's name where they cannot be meant."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from fundflow.reference import BadReference, Reference

FOLDER = Path(__file__).resolve().parents[2] / "include" / "reference"


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_both_programmes_are_whole(reference):
    leaves = [code for code in reference.components if reference.is_leaf(code) and reference.components[code].depth]
    poverty = [code for code in leaves if code.startswith("GNBV")]
    assert len(reference.children("GNBV")) == 7
    assert len(poverty) == 13
    assert sorted(code for code in poverty if reference.components[code].applicable == "no") == [
        "GNBV.1.1",
        "GNBV.1.2",
        "GNBV.5",
    ]
    assert len(reference.children("DTTS")) == 10
    assert reference.children("DTTS.9") == ("DTTS.9.1", "DTTS.9.2")


def test_a_component_knows_its_place(reference):
    component = reference.components["DTTS.9.1"]
    assert (component.parent, component.project, component.programme) == ("DTTS.9", "DTTS.9", "DTTS")
    assert (component.depth, component.number, component.capital_types) == (2, "1", ("SN", "DTPT"))
    assert reference.is_within("DTTS.9.1", "DTTS") and not reference.is_within("DTTS.9", "DTTS.9.1")


def test_no_two_components_of_a_level_share_a_name(reference):
    named: dict[tuple[str, str], str] = {}
    for code, component in reference.components.items():
        assert named.setdefault((component.level, component.name_vi), code) == code


def test_the_69_communes_begin_when_the_districts_end(reference):
    communes = [unit for unit in reference.units.values() if unit.kind == "commune"]
    assert len(communes) == 69
    assert sum(unit.name_vi.startswith("Phường ") for unit in communes) == 9
    assert {unit.valid_from.isoformat() for unit in communes} == {"2025-07-01"}
    ends = {unit.code: unit.valid_to.isoformat() for unit in reference.units.values() if unit.kind == "district"}
    assert ends.pop("42.448") == "2025-01-01"
    assert set(ends.values()) == {"2025-07-01"} and len(ends) == 12
    assert "42.438" not in reference.units


def test_parents_and_successors_exist(reference):
    for unit in reference.units.values():
        assert unit.parent is None or unit.parent in reference.units
        assert unit.successor is None or unit.successor in reference.units


def test_every_unit_that_reports_has_a_head_to_write_to(reference):
    heads = {row["unit_code"] for row in rows_of("recipients.csv") if row["role"] == "head"}
    assert {unit.code for unit in reference.units.values() if unit.kind != "oversight"} == heads


def test_addresses_are_of_a_reserved_domain():
    assert all(row["email"].endswith("@hatinh.example") for row in rows_of("recipients.csv"))


def test_every_measure_has_one_order_of_voices():
    ranks: dict[str, list[int]] = {}
    for row in rows_of("authority.csv"):
        ranks.setdefault(row["measure"], []).append(int(row["rank"]))
    assert len(ranks) == 9
    assert all(sorted(found) == list(range(1, len(found) + 1)) for found in ranks.values())


def test_the_columns_are_those_of_the_warehouse():
    schema = Path(FOLDER.parents[1], "include/sql/schema/002_reference.sql").read_text(encoding="utf-8")
    tables = dict(re.findall(r"CREATE TABLE ref\.(\w+) \((.*?)\n?\);", re.sub(r"--.*", "", schema), re.DOTALL))
    assert len(tables) == 9
    for table, body in tables.items():
        body = re.sub(r"\([^()]*\)", "", body.replace("PRIMARY KEY (", "PRIMARY KEY("))
        columns = [part.split()[0] for part in body.split(",") if part.split() and part.split()[0] != "PRIMARY"]
        name = next(name for name in (f"{table}.csv", f"{table}s.csv") if (FOLDER / name).exists())
        assert list(rows_of(name)[0]) == columns, name


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.name)
def test_no_row_twice_and_no_stray_blank(path):
    rows = rows_of(path.name)
    assert rows
    assert len({tuple(row.values()) for row in rows}) == len(rows)
    assert all(value == value.strip() for row in rows for value in row.values())


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("components.csv", "GNBV.8,NOWHERE,Dự án,,project,,,yes,,VND,,,OK,", "NOWHERE"),
        ("components.csv", "GNBV.8,GNBV.8,Dự án,,project,,,yes,,VND,,,OK,", "GNBV.8"),
        ("components.csv", "GNBV.8,GNBV,Dự án", "components.csv"),
        ("component_aliases.csv", "GNBV.88,gì đó,OK,", "GNBV.88"),
        ("unit_aliases.csv", "42.1,Đâu đó,,,OK,", "42.1"),
        ("unit_aliases.csv", "42.447,Kỳ Anh,31/12/2023,,OK,", "YYYY-MM-DD"),
        ("units.csv", "42.X,Huyện X,district,,1.1.2021,,,OK,", "YYYY-MM-DD"),
        ("law.csv", "X,2021,2021,SN,*,*,never,NQ,2021-01-01,,OK,", "law.csv"),
        ("law.csv", "X,MMXXI,2021,SN,*,*,2021-01-01,NQ,2021-01-01,,OK,", "law.csv"),
        ("capital_type_aliases.csv", "XX,vốn gì,anywhere,OK,", "XX"),
        ("units.csv", "42.447,Huyện Kỳ Anh,district,42.UBND,2024-01-01,,,OK,", "42.447"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named(with_rows, file, line, said):
    with pytest.raises(BadReference, match=re.escape(said)):
        with_rows({file: [line]})


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadReference, match=re.escape("components.csv")):
        Reference.load(tmp_path)


def test_loaded_once_until_a_file_changes(with_rows):
    before = with_rows({})
    assert with_rows({}) is before
    after = with_rows({"component_aliases.csv": ["GNBV.2,Nuôi bò,OK,made up"]})
    assert before.component_by_name("Nuôi bò").code is None
    assert after.component_by_name("Nuôi bò").code == "GNBV.2"
