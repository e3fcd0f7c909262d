"""What we read is what others read: openpyxl, calamine and LibreOffice on the same workbooks."""

from __future__ import annotations

import random
import shutil
import subprocess
from datetime import datetime
from decimal import Decimal
from itertools import chain
from pathlib import Path

import openpyxl
import pytest
from making import written, xlsx
from python_calamine import CalamineWorkbook

from fundflow.reader import Workbook, open_workbook
from fundflow.reader.cells import Cell

CHECKOUT = Path(__file__).parents[2]
SAMPLES = sorted(chain(CHECKOUT.glob("include/samples/**/*.xlsx"), CHECKOUT.glob("tests/workbooks/**/*.xlsx")))
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
ALIKE = 1e-14  # of a number: the others give the nearest binary fraction, and LibreOffice 15 digits of it


def cells_of(book: Workbook) -> dict[tuple[str, str], Cell]:
    return {(s.name, cell.address): cell for s in book.sheets for row in s.rows.values() for cell in row}


def agrees(cell: Cell | None, value) -> bool:
    """Does our cell say what another reader says?"""
    if value is None or (isinstance(value, str) and not value.strip()):
        return cell is None
    if cell is None:
        return False
    if isinstance(value, bool):
        return cell.kind == "bool" and (cell.text == "TRUE") == value
    if isinstance(value, int | float):
        return cell.kind == "number" and abs(cell.number - Decimal(repr(value))) <= abs(Decimal(repr(value))) * Decimal(
            ALIKE
        )
    if isinstance(value, datetime):
        return cell.date == value.date()
    return (cell.original or cell.text) == value


def test_there_are_samples():
    assert len(SAMPLES) >= 70


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_openpyxl_says_the_same(path: Path):
    ours, book = cells_of(open_workbook(path)), openpyxl.load_workbook(path, data_only=True)
    formulas = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for theirs in row:
                cell = ours.pop((sheet.title, theirs.coordinate), None)
                if theirs.value is None and formulas[sheet.title][theirs.coordinate].data_type == "f":
                    assert cell.formula  # without a stored value: computed or named, which openpyxl does not do
                else:
                    assert agrees(cell, theirs.value), (cell, theirs.value)
    assert not ours
    for sheet in open_workbook(path).sheets:
        ranges = book[sheet.name].merged_cells.ranges
        assert sorted(sheet.merged) == sorted((r.min_row, r.min_col, r.max_row, r.max_col) for r in ranges)


def calamine_disagrees(path: Path) -> list:
    ours, book = cells_of(open_workbook(path)), CalamineWorkbook.from_path(path)
    wrong = []
    for name in book.sheet_names:
        for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), start=1):
            for column, value in enumerate(values, start=1):
                address = Cell(row, column, "", "").address
                cell = ours.pop((name, address), None)
                lost = cell is not None and (cell.kind == "error" or cell.formula)  # calamine does not know these
                if not lost and not agrees(cell, value):
                    wrong.append((name, address, cell, value))
    return wrong + [cell for cell in ours.values() if cell.kind != "error" and not cell.formula]


@pytest.mark.parametrize("path", SAMPLES[::5], ids=lambda path: path.stem)
def test_calamine_says_the_same(path: Path):
    assert calamine_disagrees(path) == []


def made_up(seed: int) -> bytes:
    """A workbook of random numbers and of sums of sums without stored values, over two sheets."""
    chance = random.Random(seed)
    rows, sums = [], [f"Hai!B{n}" for n in range(1, 6)]
    for row in range(1, 40):
        numbers = [chance.choice([chance.randrange(10**9), round(chance.uniform(-1e6, 1e6), 3)]) for _ in "ABC"]
        cells = "".join(
            f'<c r="{column}{row}"><v>{number}</v></c>' for column, number in zip("ABC", numbers, strict=True)
        )
        formula = chance.choice(["SUM(A{0}:C{0})", "A{0}+B{0}-C{0}", "-A{0}+(B{0}-C{0})+1.5", "SUM(A$1:A{0},C{0})"])
        sums.append(f"D{row}")
        total = "+".join(chance.sample(sums, 3))
        cells += f'<c r="D{row}"><f>{formula.format(row)}</f></c><c r="E{row}"><f>{total}</f></c>'
        rows.append(f'<row r="{row}">{cells}</row>')
    second = "".join(f'<row r="{n}"><c r="B{n}"><f>SUM(A!A{n}:B{n})</f></c></row>' for n in range(1, 6))
    return xlsx({"A": "".join(rows), "Hai": second})


def saved_by_office(folder: Path, kind: str) -> Path:
    """The workbooks of a folder as LibreOffice saves them after computing all formulas."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", folder / kind]
    subprocess.run([*command, *sorted(folder.glob("*.xlsx"))], check=True, capture_output=True, timeout=240)
    return folder / kind


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed: no second opinion of it")
@pytest.mark.parametrize(("kind", "step"), [("xlsx", 1), ("xls", 8), ("ods", 8)])
def test_libreoffice_reads_and_computes_the_same(tmp_path: Path, kind: str, step: int):
    """200 files (fewer in the older formats): values and sums in what LibreOffice saves are those that we read."""
    samples = random.Random(0).sample(SAMPLES, 100)
    contents = [*(path.read_bytes() for path in samples), *map(made_up, range(100))][::step]
    for number, content in enumerate(contents):
        written(tmp_path, content, f"{number}.xlsx")
    saved = saved_by_office(tmp_path, kind)
    compared = computed = 0
    for number in range(len(contents)):
        ours = cells_of(open_workbook(tmp_path / f"{number}.xlsx"))
        theirs = cells_of(open_workbook(saved / f"{number}.{kind}"))
        assert set(ours) == set(theirs)
        for place, cell in ours.items():
            other = theirs[place]
            if cell.kind == "formula":
                continue  # not a plain sum: named, not computed
            compared += 1
            computed += cell.kind == "number" and cell.formula is not None
            if cell.kind == "number":
                allowed = Decimal("0.00001") if cell.formula else abs(cell.number) * Decimal(ALIKE)  # it adds in binary
                assert abs(cell.number - other.number) <= allowed, (cell, other)
            else:
                assert (cell.kind, cell.text) == (other.kind, other.text)
    assert compared > 100 * len(contents)
    assert computed > 10 * len(contents)
