"""Who speaks in a file, and of when: the reporting unit, the day of the figures, the budget year, the decision."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath

from fundflow.formspec import Form
from fundflow.messages import finding
from fundflow.normalise import titles
from fundflow.normalise.tables import FoundTable
from fundflow.normalise.titles import Day, Said
from fundflow.periods import settlement_end
from fundflow.reader.cells import Cell, Sheet
from fundflow.records import Reading
from fundflow.reference import Reference
from fundflow.text import bare, tidy

# -- of when


def find_period(reading: Reading, found: list[FoundTable]) -> None:
    years = {table.budget_year for table in found if table.budget_year}
    reading.budget_year = max(years) if years else None
    rule = found[0].form.as_of
    if rule == "decision_date":
        _decision(reading, found)
    elif rule == "year_start":
        reading.as_of = date(reading.budget_year, 1, 1) if reading.budget_year else None
    elif rule == "settlement":
        reading.as_of = settlement_end(reading.budget_year) if reading.budget_year else None
    elif rule == "file_name":
        _from_file_name(reading, found)
    elif rule == "title":
        _from_words(reading, found)
    else:
        reading.as_of = date.fromisoformat(rule)
    if reading.budget_year is None and reading.as_of and rule not in ("decision_date", "settlement", "year_start"):
        reading.budget_year = reading.as_of.year
    if reading.budget_year is None and rule not in ("title", "file_name"):
        reading.findings.append(finding("budget_year.missing", sheet=found[0].sheet.name, cell=found[0].title_cell))


def _from_words(reading: Reading, found: list[FoundTable]) -> None:
    said: list[tuple[FoundTable, Said[Day]]] = []
    for table in found:
        spending = [c for c in table.mapping.columns if c.role in ("measure", "total") and c.measure != "estimate"]
        for cells in (table.title_cells, table.cells_of(spending)):
            days, impossible = titles.days_in(cells, table.form.words)
            said += [(table, day) for day in days]
            for wrong in impossible:
                reading.findings.append(
                    finding("date.impossible", sheet=table.sheet.name, cell=wrong.cell, value=wrong.text)
                )
            if impossible:
                return
    if not said:
        reading.findings.append(finding("period.missing", sheet=found[0].sheet.name, cell=found[0].title_cell))
        return
    exact = [entry for entry in said if entry[1].value.exact] or said
    table, first = next((entry for entry in exact if _fits_year(entry[1].value, reading.budget_year)), exact[0])
    reading.as_of = first.value.last
    reading.said_at["as_of"] = (table.sheet.name, first.cell)
    _contradictions(reading, said, first.value)


def _fits_year(day: Day, budget_year: int | None) -> bool:
    """A day of the budget year, or of its settlement in the January after it."""
    return budget_year in (None, day.last.year) or (day.last.month == 1 and day.last.year == budget_year + 1)


def _contradictions(reading: Reading, said: list[tuple[FoundTable, Said[Day]]], day: Day) -> None:
    other = next(((table, statement) for table, statement in said if not day.agrees(statement.value)), None)
    if other is not None:
        listed = "; ".join(sorted({f"{statement.value.last:%d/%m/%Y}" for _, statement in said}))
        reading.findings.append(
            finding("period.contradiction", sheet=other[0].sheet.name, cell=other[1].cell, value=listed)
        )
    elif not _fits_year(day, reading.budget_year):
        sheet, cell = reading.said_at["as_of"]
        value, year = f"{day.last:%d/%m/%Y}", str(reading.budget_year)
        reading.findings.append(finding("period.year_differs", sheet=sheet, cell=cell, value=value, expected=year))


def _decision(reading: Reading, found: list[FoundTable]) -> None:
    table = found[0]
    said = titles.decision_in([cell for table in found for cell in table.title_cells], table.form.words)
    reading.decision_number, reading.decision_date = said.number, said.date
    reading.as_of = said.date
    cell = said.cell or table.title_cell
    reading.said_at["decision"] = (table.sheet.name, cell)
    if said.impossible:
        reading.findings.append(finding("date.impossible", sheet=table.sheet.name, cell=cell, value=said.impossible))
    elif said.number is None or said.date is None:
        reading.findings.append(finding("decision.number_missing", sheet=table.sheet.name, cell=cell))


def _from_file_name(reading: Reading, found: list[FoundTable]) -> None:
    named = named_period(reading.file, found[0].form)
    if named is None:
        reading.findings.append(finding("period.missing", sheet=found[0].sheet.name, cell=found[0].title_cell))
    else:
        reading.as_of = named[1]


def named_period(file: str, form: Form) -> tuple[int, date] | None:
    """(budget year, day) as the file's name says by the form's `file_names` ((?P<year>) and maybe (?P<month>))."""
    name = bare(PurePath(file).stem).replace("_", " ")
    for pattern in form.file_names:
        if named := pattern.search(name):
            year, month = int(named["year"]), int(named.groupdict().get("month") or 12)
            day = settlement_end(year) if form.as_of == "settlement" else titles.month_end(year, month)
            return (year, day) if day else None
    return None


# -- who


def find_unit(reading: Reading, found: list[FoundTable], covers: list[Sheet], reference: Reference) -> None:
    """Who speaks: the lowest unit named above the tables or on a cover; a decision is the province's; else the folder's."""
    form = found[0].form
    if form.constant("unit"):
        reading.unit = str(form.constant("unit"))
        return
    if form.speaks == "issuer":
        reading.unit = reading.folder_unit or reference.province_unit()
        return
    named = _units_named(reading, found, covers, reference)
    below_province = [code for code in named if code != reference.province_unit()] or list(named)
    if reading.folder_unit in below_province or not below_province:
        reading.unit = reading.folder_unit
    else:
        reading.unit = below_province[0]
    if reading.unit in named:
        sheet, reading.unit_cell = named[reading.unit]
        if reading.folder_unit and reading.unit != reading.folder_unit:
            reading.findings.append(
                finding("unit.differs_from_folder", sheet=sheet, cell=reading.unit_cell,
                        value=reading.unit, expected=reading.folder_unit)
            )  # fmt: skip
    if reading.unit is None:
        reading.findings.append(finding("unit.missing", sheet=found[0].sheet.name))
    else:
        _tell_other_units(reading, found, reference)


def _tell_other_units(reading: Reading, found: list[FoundTable], reference: Reference) -> None:
    """A sheet under another unit's letterhead is not ours; a title or a sheet's name may only have been left over."""
    rule, named = "unit.another_sheet", _letterhead_of_others(reading, found, reference)
    if not named:
        rule, named = "unit.another_named", _named_beside(reading, found, reference)
    other = next((code for code in named if code not in _ours(reading, reference)), None)
    if other:
        sheet, cell = named[other]
        reading.findings.append(finding(rule, sheet=sheet, cell=cell, value=other, expected=reading.unit))


def _ours(reading: Reading, reference: Reference) -> set[str | None]:
    return {reading.unit, reference.province_unit()}


def _letterhead_of_others(reading, found, reference) -> dict[str, tuple[str, str | None]]:
    """The units over the first table that stands under others' names and not under ours."""
    for table in found:
        above = _units_in_cells(_places([table]), reading, table.form, reference)
        if reading.unit not in above and above.keys() - _ours(reading, reference):
            return {**above}
    return {}


def _named_beside(reading, found, reference) -> dict[str, tuple[str, str | None]]:
    """The units that titles and names of sheets speak of; a sheet's name has no cell."""
    named: dict[str, tuple[str, str | None]] = {**_units_in_titles(reading, found, reference)}
    for table in found:
        if code := reference.unit_by_name(table.sheet.name, on=reading.as_of, province=_province(reading)).code:
            named.setdefault(code, (table.sheet.name, None))
    return named


def _units_named(reading, found, covers, reference) -> dict[str, tuple[str, str]]:
    """code -> (sheet, cell), in the order of reading: letterheads first, then covers, then the titles' own words."""
    places = _places(found)
    places += [(sheet.name, cell) for sheet in covers for cells in sheet.rows.values() for cell in cells]
    return _units_in_cells(places, reading, found[0].form, reference) or _units_in_titles(reading, found, reference)


def _places(found: list[FoundTable]) -> list[tuple[str, Cell]]:
    return [(table.sheet.name, cell) for table in found for cell in table.title_cells]


def _units_in_cells(places: list[tuple[str, Cell]], reading, form: Form, reference) -> dict[str, tuple[str, str]]:
    """The units that these cells, or lines in them, are the names of; not those that a letter is addressed to."""
    named: dict[str, tuple[str, str]] = {}
    for sheet, cell in places:
        if cell.kind != "text" or _addresses(cell, form):
            continue
        for line in [cell.text, *cell.text.split("\n")]:
            if code := reference.unit_by_name(tidy(line), on=reading.as_of, province=_province(reading)).code:
                named.setdefault(code, (sheet, cell.address))
    return named


def _province(reading: Reading) -> str | None:
    """The province of the folder that the file came in; None: the reference's first."""
    return (reading.folder_unit or "").partition(".")[0] or None


def _addresses(cell: Cell, form: Form) -> bool:
    return form.words.addressed_to.starts(bare(cell.text)) is not None


def _units_in_titles(reading, found, reference) -> dict[str, tuple[str, str]]:
    """ "BÁO CÁO … CỦA UBND HUYỆN HƯƠNG KHÊ": the unit that a title ends in, or names before its year."""
    named: dict[str, tuple[str, str]] = {}
    for table in found:
        follows, text = table.form.words.unit_follows, bare(table.title)
        start = follows.find(text)
        while start:
            rest = text[start.end :].strip()
            words = rest.split()
            readings = (" ".join(words[:length]) for length in range(min(len(words), 9), 1, -1))
            match = next(
                (m for r in readings if (m := reference.unit_by_name(r, reading.as_of, _province(reading))).code), None
            )
            if match and table.title_cell:
                named.setdefault(match.code, (table.sheet.name, table.title_cell))
            start = follows.find(text, start.end)
    return named
