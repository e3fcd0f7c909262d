"""The lines of a drawn disbursement report: projects below their programmes, or below the units that carry them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from .spelling import Spelling

LEAVES = {
    "SN": [
        "GNBV.2", "GNBV.3.1", "GNBV.3.2", "GNBV.4.1", "GNBV.4.3", "GNBV.6.1", "GNBV.6.2", "GNBV.7.1", "GNBV.7.2",
        "DTTS.9.1", "DTTS.9.2",
    ],
    "DTPT": ["GNBV.4.1", "GNBV.4.3", "DTTS.9.1"],
}  # fmt: skip
DISTRICTS = [f"42.{code}" for code in (436, 437, 439, 440, 441, 442, 443, 444, 445, 446, 447, 448, 449)]
DEPARTMENTS = ["42.SLDTBXH", "42.SYT", "42.SNNPTNT", "42.STTTT", "42.BDT"]

Amounts = dict[str, Decimal]  # "plan 2023", "spent 2023", …, in đồng


class ReportLine(NamedTuple):
    """`kind`: total, heading, section (a programme's own sum), unit, detail, leaf (below a unit) or part ("trong đó")."""

    kind: str
    code: str | None
    unit: str | None
    amounts: Amounts


@dataclass(frozen=True)
class ReportLines:
    """`unit` sends the report; a `summary` has a line for each of several units. The rest says which rows there are."""

    spelling: Spelling
    year: int
    unit: str
    summary: bool
    headings: bool
    section_sums: bool
    part_rows: bool
    units_first: bool

    def drawn(self, capital: str, programmes: list[str], in_title: bool) -> list[ReportLine]:
        """Top down, without the total. `in_title`: the programme is named there and needs no heading."""
        if self.summary and self.units_first:
            return [line for unit in self._units() for line in self._of_unit(unit, capital, programmes)]
        lines: list[ReportLine] = []
        for programme in programmes:
            details = [
                ReportLine("detail", leaf, unit if self.summary else self.unit, self._amounts())
                for leaf in self._some_leaves(capital, programme)
                for unit in self._units()
            ]
            whole = added(line.amounts for line in details)
            if not in_title:
                lines.append(ReportLine("heading", programme, None, whole))
            lines += self._below_headings(details)
            if self.section_sums and len(programmes) > 1:
                lines.append(ReportLine("section", programme, None, whole))
        return lines

    def _below_headings(self, details: list[ReportLine]) -> Iterator[ReportLine]:
        """The details, each project and sub-project headed once by what stands below it."""
        seen: set[str] = set()
        for detail in details:
            project = ".".join(detail.code.split(".")[:2])
            for code in dict.fromkeys((project, detail.code)):
                if code not in seen and (code == detail.code or self.headings):
                    seen.add(code)
                    if code != detail.code or self.summary:
                        below = (line.amounts for line in details if f"{line.code}.".startswith(f"{code}."))
                        yield ReportLine("heading", code, None, added(below))
            yield detail
            if self.part_rows and self.spelling.draw.random() < 0.3:
                yield ReportLine("part", None, None, {key: _share(value, 2) for key, value in detail.amounts.items()})

    def _of_unit(self, unit: str | None, capital: str, programmes: list[str]) -> list[ReportLine]:
        """A unit with its projects below it."""
        inside: list[ReportLine] = []
        for programme in programmes:
            known = _leaves(capital, programme)
            drawn = sorted(self.spelling.draw.sample(known, min(2, len(known))), key=known.index)
            leaves = [ReportLine("leaf", leaf, unit, self._amounts()) for leaf in drawn]
            inside += [ReportLine("heading", programme, None, added(line.amounts for line in leaves)), *leaves]
        whole = added(line.amounts for line in inside if line.kind == "leaf")
        return [ReportLine("unit", None, unit, whole), *inside]

    def _some_leaves(self, capital: str, programme: str) -> list[str]:
        known = _leaves(capital, programme)
        return sorted(
            self.spelling.draw.sample(known, self.spelling.draw.randrange(1, len(known) + 1)), key=known.index
        )

    def _units(self) -> list[str | None]:
        if not self.summary:
            return [None]
        draw = self.spelling.draw
        return sorted(draw.sample(DISTRICTS + DEPARTMENTS, draw.randrange(2, 8)))

    def _amounts(self) -> Amounts:
        """Plan and spending by money year, in đồng."""
        draw, amounts = self.spelling.draw, {}
        for year in (self.year - 2, self.year - 1, self.year):
            plan = self.spelling.amount() if draw.random() < 0.75 else Decimal(0)
            spent = (plan * draw.randrange(0, 101) / 100 / 1000).to_integral_value() * 1000
            amounts |= {f"plan {year}": plan, f"spent {year}": min(spent, plan), "plan TINH": _share(plan, 8)}
        return amounts


def _leaves(capital: str, programme: str) -> list[str]:
    return [leaf for leaf in LEAVES[capital] if leaf.startswith(programme)]


def _share(amount: Decimal, parts: int) -> Decimal:
    """One of so many parts, in whole thousands of đồng."""
    return (amount / (1000 * parts)).to_integral_value() * 1000


def added(several: Iterable[Amounts]) -> Amounts:
    total: Amounts = {}
    for amounts in several:
        for key, value in amounts.items():
            total[key] = total.get(key, Decimal(0)) + value
    return total
