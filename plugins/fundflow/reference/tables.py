"""Components, units and reporting duties as frozen records, consistent with one another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fundflow.reference.rows import Row, bad, covers, day_in, read_records, read_rows


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


def read_components(folder: Path) -> dict[str, Component]:
    """components.csv as a tree, parents before children."""
    name = "components.csv"
    rows: dict[str, Row] = {}
    for row in read_rows(
        folder,
        name,
        ("code", "name_vi", "level", "applicable", "currency", "status"),
        ("parent", "name_en", "lead_agency", "capital_types", "treasury_code", "valid_from", "valid_to", "source"),
    ):
        if row["code"] in rows:
            raise bad(name, row["code"], "mã bị lặp", "this code is there twice: remove one row")
        rows[row["code"]] = row
    components: dict[str, Component] = {}

    def add(code: str, below: tuple[str, ...] = ()) -> Component:
        if code in components:
            return components[code]
        if code not in rows:
            raise bad(
                name, below[-1], f"cấp trên {code} không tồn tại", f"its parent {code} is not in the file: add it"
            )
        if code in below:
            raise bad(name, code, "là cấp trên của chính nó", "it is above itself: mend the column parent")
        above = rows[code]["parent"]
        return components.setdefault(code, _component(rows[code], add(above, (*below, code)) if above else None))

    for code in rows:
        add(code)
    return components


def _component(row: Row, parent: Component | None) -> Component:
    code = row["code"]
    same = ("name_vi", "name_en", "level", "applicable", "currency", "lead_agency", "treasury_code", "status", "source")
    return Component(
        code=code,
        parent=parent.code if parent else None,
        **{column: row[column] for column in same},
        capital_types=tuple(row["capital_types"].split(";")) if row["capital_types"] else (),
        valid_from=day_in(row, "valid_from", "components.csv"),
        valid_to=day_in(row, "valid_to", "components.csv"),
        programme=parent.programme if parent else code,
        project=(parent.project or code) if parent else None,
        depth=parent.depth + 1 if parent else 0,
        number=code.removeprefix(parent.code).lstrip(".-_/") if parent else "",
    )


def read_units(folder: Path) -> tuple[Unit, ...]:
    """units.csv: every span of every unit, in the order of the file."""
    name = "units.csv"
    units = read_records(Unit, folder, name, may_be_empty=("parent", "valid_to", "successor", "source"))
    last_end: dict[str, date] = {}
    for unit in sorted(units, key=lambda unit: unit.valid_from):
        if unit.valid_from < last_end.get(unit.code, date.min):
            raise bad(name, unit.code, "hai khoảng thời gian chồng nhau", "two spans of time overlap: mend valid_to")
        last_end[unit.code] = unit.valid_to or date.max
    return units


def read_duties(folder: Path) -> tuple[Duty, ...]:
    """report_calendar.csv."""
    return read_records(Duty, folder, "report_calendar.csv", may_be_empty=("valid_to",))
