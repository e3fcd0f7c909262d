"""What a row is, by its words and where it stands: programme, project, sub-project, unit, total, part, note.

A roman numeral or an item number never says what a row is; its name does, in the light of the rows above it. A table of
plain records says it in columns of its own instead.
"""

from __future__ import annotations

from functools import cached_property

from fundflow.findings import Finding
from fundflow.normalise.moneyrows import MoneyRows
from fundflow.normalise.rowcolumns import gives_amount, has_money
from fundflow.normalise.tree import GROUP_LEVEL, TOTAL_LEVEL, UNIT_LEVEL, component_level
from fundflow.reader.cells import Cell
from fundflow.records import Line
from fundflow.text import bare, tidy

LONGEST_TOTAL = 30  # letters after "tổng cộng" that name nothing; a longer text is a name of its own


class Naming(MoneyRows):
    """Fills kind, level and codes of the lines of one table, top to bottom; `findings` says what it could not tell."""

    @cached_property
    def records(self) -> bool:
        """True for a table of plain records: the component stands in a column of its own."""
        return any(spec.dimension == "component" for _, spec in self.dimensions)

    def classify(self, line: Line, names: list[tuple[str, int]], cells: dict[int, Cell]) -> bool:
        """False: nobody knows what this row is. `names`: what may be its name, with its column, the likeliest first."""
        known = self._classify(line, names, cells)
        if line.kind != "partial":
            self.context.after_held = line.kind == "held" or (not known and self._may_have_parts(line))
        elif self.context.after_held:
            line.kind = "held"
        if known and line.kind == "held" and self.context.unknown_heading and has_money(line):
            self.findings.append(self.context.unknown_heading)
            self.context.unknown_heading = None
        return known

    def _may_have_parts(self, line: Line) -> bool:
        """False for a note between the rows: it stops nothing, and "trong đó" below it is part of the row above."""
        return gives_amount(line) or self.reference.looks_like_component(line.name)

    def _classify(self, line: Line, names: list[tuple[str, int]], cells: dict[int, Cell]) -> bool:
        named_unit = self.read_dimensions(line, cells)
        if self.records:
            return self._record(line, names, cells)
        for name, column in names:
            line.name, line.name_column = name, column
            said = len(self.findings)
            if self._known(line, bare(name)):
                return True
            if (name, column) == names[-1] or self.reference.looks_like_component(name):
                break
            del self.findings[said:]  # the next name may be the right one
        if names:
            line.name, line.name_column = names[0]
            if self.context.in_partial and not self.looks_known(line.name):
                line.kind = "partial"
                return True
            return False
        return named_unit is not None and self._another_share(line, named_unit)

    def _another_share(self, line: Line, named_unit: tuple[str, int]) -> bool:
        """No name, but a unit: another share of the component above, beside the share that its own row gives."""
        line.name, line.name_column = named_unit
        above = self.context.component
        if line.unit and above is not None and above.unit:
            line.component, line.level, line.capital_type = above.component, above.level, above.capital_type
        return line.unit is not None

    def explain(self, line: Line) -> None:
        """The finding of a row that nobody knows. Without money it is a note, or a heading that its parts speak for."""
        heading = self.reference.looks_like_component(line.name)
        money = gives_amount(line)
        told = [found for found in self.findings[-3:] if found.cell == line.name_cell]
        found = told[-1] if told else self._unknown(line)
        if not money:
            self.findings = [other for other in self.findings if other is not found]
        elif not told:
            self.findings.append(found)
        if heading:
            self.context.under_unknown = True
            self.context.unknown_heading = None if money else found

    def _unknown(self, line: Line) -> Finding:
        unit = self.unit_match(line.name) if "units" in self.form.row_kinds else None
        if unit is not None and unit.how == "ambiguous":
            return self.finding_of("unit.ambiguous", line.name_cell, line.name, unit)
        if unit is not None and self._unit_expected(line):
            return self.finding_of("unit.unknown", line.name_cell, line.name, unit)
        return self.finding_of("component.unknown", line.name_cell, line.name, self.component_match(line.name))

    def _unit_expected(self, line: Line) -> bool:
        if self.form.row_kinds == "units":
            return True
        if "units" not in self.form.row_kinds or self.reference.looks_like_component(line.name):
            return False
        return self.reference.looks_like_unit(line.name) or self.context.last_kind == "unit"

    def looks_known(self, name: str) -> bool:
        """True for the name of a component or a unit."""
        return self.reference.looks_like_component(name) or self.reference.looks_like_unit(name)

    # -- by name

    def _known(self, line: Line, words: str) -> bool:
        if self.form.words.partial.starts(words):
            line.kind, self.context.in_partial = "partial", True
            return True
        return (
            self._total(line, words)
            or self.capital_group(line)
            or self._component(line)
            or self._unit_row(line, words)
            or self.share(line)
        )

    def _total(self, line: Line, words: str) -> bool:
        """ "Tổng cộng", "Cộng CTMTQG giảm nghèo", "Cộng dự án 2"."""
        found = self.form.words.total.starts(words)
        if not found:
            return False
        rest = words[found.end :].strip()
        code = None
        if rest:
            code = self.reference.programme_in(rest) or self.component_match(rest).code
            if code is None and len(rest) > LONGEST_TOTAL:
                return False
        line.kind, line.level, line.component = "total", TOTAL_LEVEL, code
        self.context.in_partial = self.context.under_unknown = False
        return True

    def _component(self, line: Line) -> bool:
        if "components" not in self.form.row_kinds:
            return False
        programme = self.reference.programme_in(line.name)
        if programme and not self.reference.looks_like_component(line.name):
            self._enter(line, programme)
            return True
        match = self.component_match(line.name)
        if self.context.under_unknown and (match.code is None or self.reference.depth(match.code) > 1):
            line.kind = "held"
            return bool(match.code) or self.reference.looks_like_component(line.name)
        if match.contradiction:
            self.find("component.name_contradicts", line.name_cell, line.name, match, expected=match.contradiction)
        elif match.how == "ambiguous":
            self.find("component.ambiguous", line.name_cell, line.name, match)
            line.kind = "held"
            return True
        if match.code is None:
            return False
        self._enter(line, match.code)
        return True

    def _enter(self, line: Line, code: str) -> None:
        component = self.reference.components[code]
        if component.depth == 0:
            self.leave_capital_group()
        line.component, line.level = code, component_level(component.depth)
        line.capital_type = line.capital_type or self.context.capital_type
        self.context.programme = component.programme or code
        self.context.project, self.context.component = component.project, line
        self.context.in_partial, self.context.last_kind = False, "component"
        self.context.under_unknown, self.context.unknown_heading = False, None

    def _unit_row(self, line: Line, words: str) -> bool:
        if "units" not in self.form.row_kinds:
            return False
        if self.form.words.unit_group.whole(words) or self._numbered_group(words):
            line.kind, line.level = "subtotal", GROUP_LEVEL
            return True
        match = self.unit_match(line.name)
        if match.code is None:
            return False
        if match.how == "retired":
            self.find("unit.retired", line.name_cell, line.name, match)
        line.unit, line.level, self.context.last_kind = match.code, UNIT_LEVEL, "unit"
        line.kind = "held" if self.context.under_unknown else line.kind
        line.capital_type = line.capital_type or self.context.capital_type
        return True

    def _numbered_group(self, words: str) -> bool:
        """ "A. Cấp tỉnh", "II Khối huyện"."""
        _, _, rest = words.partition(" ")
        return bool(rest) and len(words) - len(rest) <= 4 and self.form.words.unit_group.whole(rest) is not None

    # -- plain records

    def _record(self, line: Line, names: list[tuple[str, int]], cells: dict[int, Cell]) -> bool:
        """A row of plain records: detail unless its own column says otherwise."""
        if line.kind == "held":
            return True
        line.level, line.item = UNIT_LEVEL, names[-1][0] if names else None
        if line.kind == "ignored":
            return True
        if line.kind != "detail":
            line.kind, line.level, line.component = "total", TOTAL_LEVEL, None
            return True
        if not line.name and names:
            line.name, line.name_column = names[0]
        if line.component is None and self.form.words.total.starts(bare(line.name)):
            line.kind, line.level = "total", TOTAL_LEVEL
            return True
        line.component = line.component or self.form.constant("component")
        return line.component is not None or self._outside(line, cells)

    def _outside(self, line: Line, cells: dict[int, Cell]) -> bool:
        """A record of other people's money; one that gives a single code and no component heads those below it."""
        if not any(spec.others == "outside" for _, spec in self.dimensions):
            return False
        given = [place for place, column in enumerate(self.codes) if column.index in cells]
        if not line.name and len(given) == 1:
            line.level = component_level(given[0])
        line.kind = "outside"
        line.name = line.name or " ".join(tidy(cells[self.codes[place].index].text) for place in given)
        return True
