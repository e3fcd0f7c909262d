"""The rows of include/reference/*.csv as frozen records, checked on the way in.

Every interval is half-open: valid_from <= day < valid_to, and an empty end is open.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fundflow.exceptions import FundflowError


class BadReference(FundflowError):
    """A row of include/reference that cannot be meant: names the file and what to mend."""

    code = "FF05"


@dataclass(frozen=True, slots=True)
class Component:
    """One node of a programme's tree. `programme`, `project`, `depth` and `number` follow from its place in it.

    `project` is the code of the node right below the programme (None for the programme itself); `number` is what
    people call it among its siblings: "GNBV.3.1" is number "1".
    """

    code: str
    parent: str | None
    name_vi: str
    name_en: str | None
    level: str
    applicable: str  # yes | no | partly
    capital_types: tuple[str, ...]
    currency: str
    lead_agency: str | None
    treasury_code: str | None
    valid_from: date | None
    valid_to: date | None
    status: str
    source: str | None
    programme: str
    project: str | None
    depth: int
    number: str

    def valid_on(self, day: date | None) -> bool:
        return covers(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it was in one span of time; the same code may have several."""

    code: str
    name_vi: str
    kind: str  # province | department | district | commune | oversight (receives copies, spends nothing here)
    parent: str | None
    valid_from: date
    valid_to: date | None
    successor: str | None
    status: str
    source: str | None

    def valid_on(self, day: date | None) -> bool:
        return covers(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, slots=True)
class Duty:
    """One form that units of a kind owe for a period that ends on the same day every year."""

    duty_id: str
    form: str
    unit_kind: str  # district, department, commune; * for all
    period_month: int
    period_day: int
    due_month: int
    due_day: int
    due_year_offset: int
    valid_from: date
    valid_to: date | None

    def owed_by(self, form: str, unit_kind: str) -> bool:
        return self.form == form and self.unit_kind in ("*", unit_kind)

    def period_end(self, year: int) -> date:
        return date(year, self.period_month, self.period_day)

    def due(self, year: int) -> date:
        """The last day on which the report of the period that ends in `year` is in time."""
        return date(year + self.due_year_offset, self.due_month, self.due_day)

    def holds_for(self, year: int) -> bool:
        return covers(self.valid_from, self.valid_to, self.period_end(year))


def covers(start: date | None, end: date | None, day: date | None) -> bool:
    """True if the half-open span holds the day; without a day, always."""
    return day is None or ((start is None or start <= day) and (end is None or day < end))


def read_rows(folder: Path, name: str, columns: Iterable[str]) -> Iterator[dict[str, str | None]]:
    """The rows of a CSV file, empty cells as None. Raises BadReference if a column is missing or a row is ragged."""
    path = folder / name
    try:
        file = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise BadReference(f"Không đọc được {path}. Cannot read {path}: put the file back.") from error
    with file:
        reader = csv.DictReader(file)
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise BadReference(
                f"{name}: thiếu cột {', '.join(missing)}. Columns are missing: add them to the first line."
            )
        for row in reader:
            if None in row or None in row.values():
                raise BadReference(
                    f"{name}, dòng {reader.line_num}: sai số ô. Wrong number of cells in line {reader.line_num}: "
                    "put quotes around text that holds a comma."
                )
            yield {key: value.strip() or None for key, value in row.items()}


def read_components(folder: Path) -> dict[str, Component]:
    """components.csv as a tree, parents before children."""
    rows = {row["code"]: row for row in read_rows(folder, "components.csv", ("code", "parent", "name_vi", "level"))}
    components: dict[str, Component] = {}

    def add(code: str, below: tuple[str, ...] = ()) -> Component:
        if code in components:
            return components[code]
        if code in below:
            raise BadReference(
                f"components.csv: {code} là cấp trên của chính nó. {code} is its own parent: mend `parent`."
            )
        row = rows[code]
        if row["parent"] and row["parent"] not in rows:
            raise BadReference(
                f"components.csv: {code} có cấp trên {row['parent']} không tồn tại. "
                f"The parent of {code} is not in the file: add it or mend `parent`."
            )
        parent = add(row["parent"], (*below, code)) if row["parent"] else None
        return components.setdefault(code, _component(row, parent))

    for code in rows:
        add(code)
    return components


def _component(row: Mapping[str, str | None], parent: Component | None) -> Component:
    code = row["code"]
    return Component(
        code=code,
        parent=parent.code if parent else None,
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        level=row["level"],
        applicable=row["applicable"],
        capital_types=tuple((row["capital_types"] or "").split(";")) if row["capital_types"] else (),
        currency=row["currency"],
        lead_agency=row["lead_agency"],
        treasury_code=row["treasury_code"],
        valid_from=day_in(row["valid_from"], "components.csv", code),
        valid_to=day_in(row["valid_to"], "components.csv", code),
        status=row["status"],
        source=row["source"],
        programme=parent.programme if parent else code,
        project=(parent.project or code) if parent else None,
        depth=parent.depth + 1 if parent else 0,
        number=code.removeprefix(parent.code).lstrip(".-_/") if parent else "",
    )


def read_units(folder: Path) -> tuple[Unit, ...]:
    """units.csv: every span of every unit, in the order of the file."""
    return tuple(
        Unit(
            **{key: row[key] for key in ("code", "name_vi", "kind", "parent", "successor", "status", "source")},
            valid_from=day_in(row["valid_from"], "units.csv", row["code"]) or date.min,
            valid_to=day_in(row["valid_to"], "units.csv", row["code"]),
        )
        for row in read_rows(folder, "units.csv", ("code", "name_vi", "kind", "valid_from", "valid_to", "successor"))
    )


def read_duties(folder: Path) -> tuple[Duty, ...]:
    """report_calendar.csv."""
    name = "report_calendar.csv"
    numbers = ("period_month", "period_day", "due_month", "due_day", "due_year_offset")
    return tuple(
        Duty(
            row["duty_id"],
            row["form"],
            row["unit_kind"],
            *(int(row[column]) for column in numbers),
            day_in(row["valid_from"], name, row["duty_id"]) or date.min,
            day_in(row["valid_to"], name, row["duty_id"]),
        )
        for row in read_rows(folder, name, ("duty_id", "form", "unit_kind", "valid_from", "valid_to", *numbers))
    )


def known_codes_only(name: str, rows: Iterable[Mapping], codes: Iterable[str]) -> list[Mapping]:
    """The rows of an alias file; BadReference if one speaks of a code that does not exist."""
    rows, codes = list(rows), set(codes)
    for row in rows:
        if row["code"] not in codes:
            raise BadReference(
                f"{name}: mã {row['code']} không tồn tại. Unknown code {row['code']}: mend or remove the row."
            )
    return rows


def day_in(text: str | None, name: str, code: str) -> date | None:
    """A day cell of the row `code` in the file `name`; an empty one is None. Raises BadReference."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadReference(f"{name}: {code} có ngày sai {text!r}. Write the day as YYYY-MM-DD.") from error
