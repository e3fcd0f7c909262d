"""`Reference`: all of include/reference at hand, asked by name. Loaded once per state of the folder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType

from fundflow.reference import law, tables
from fundflow.reference.components import ComponentNames
from fundflow.reference.grammar import Grammar
from fundflow.reference.rows import Row, day_in, known_codes_only, read_rows
from fundflow.reference.tables import Component, Duty, Unit
from fundflow.reference.units import UnitNames
from fundflow.reference.words import Abbreviations, Match, Phrases

REMEMBERED = 1 << 16  # what was asked before: a workbook repeats its names and money years on every sheet


class Reference:
    """See the package's docstring. Make one with `Reference.load(folder)`."""

    @classmethod
    def load(cls, folder: Path) -> Reference:
        """The reference of a folder like include/reference; read again only when a file in it has changed.

        Raises BadReference, which names the file and the row to mend.
        """
        folder = Path(folder).resolve()
        stamp = tuple(
            sorted((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in folder.glob("*.csv"))
        )
        return _load(folder, stamp)

    def __init__(self, folder: Path):
        self._components = tables.read_components(folder)
        self._unit_spans = tables.read_units(folder)
        self._units = {unit.code: unit for unit in sorted(self._unit_spans, key=lambda unit: unit.valid_from)}
        self._deadline = lru_cache(REMEMBERED)(partial(law.deadline, law.read_law(folder)))
        self._duties = tables.read_duties(folder)
        self._treasury = {c.treasury_code.lstrip("0"): c.code for c in self._components.values() if c.treasury_code}
        self._children: dict[str | None, list[str]] = defaultdict(list)
        for component in self._components.values():
            self._children[component.parent].append(component.code)
        self._prepare_names(folder)

    def _prepare_names(self, folder: Path) -> None:
        short = list(read_rows(folder, "abbreviations.csv", ("short", "scope"), ("long",)))
        abbreviations = {
            scope: Abbreviations({row["short"]: row["long"] or "" for row in short if row["scope"] == scope})
            for scope in ("component", "unit")
        }
        units = UnitNames(
            self._unit_spans,
            _dated_aliases(folder, "unit_aliases.csv", self._units),
            read_rows(folder, "unit_words.csv", ("word", "role")),
            abbreviations["unit"],
        )
        official = [component.name_vi for component in self._components.values()]
        capital_types, budget_levels = _phrases(folder, "capital_type"), _phrases(folder, "budget_level")
        level_words = list(read_rows(folder, "level_words.csv", ("level", "word")))
        fillers = [row["word"] for row in level_words if row["level"] == "filler"]
        kinds_of_money = [
            Phrases(phrases, official, abbreviations["component"], fillers)
            for phrases in (capital_types, budget_levels)
        ]
        self._capital_type_named, self._budget_level_named = (
            lru_cache(REMEMBERED)(kind.only) for kind in kinds_of_money
        )
        self._capital_type_called, self._budget_level_called = (
            lru_cache(REMEMBERED)(kind.whole) for kind in kinds_of_money
        )
        money_words = Phrases([*capital_types, *budget_levels])
        self._without_kinds = lru_cache(REMEMBERED)(money_words.replaced)
        names = ComponentNames(
            self._components,
            _aliases(folder, "component_aliases.csv", self._components),
            Grammar(level_words),
            abbreviations["component"],
            no_name=lambda text: not money_words.without(text) or units.known(text),
        )
        self._component_unknown = names.unknown
        self._component_stranger = lru_cache(REMEMBERED)(names.stranger)
        self._match_component = lru_cache(REMEMBERED)(names.match)
        self._match_unit = lru_cache(REMEMBERED)(units.match)
        self._component_meant, self._unit_meant = lru_cache(REMEMBERED)(names.meant), lru_cache(REMEMBERED)(units.meant)
        self._programme_named = lru_cache(REMEMBERED)(names.programme_named)
        self._rows = lru_cache(maxsize=None)(lambda name, filled: tuple(read_rows(folder, name, filled)))

    # -- what there is

    @property
    def components(self) -> Mapping[str, Component]:
        """By code, parents before children."""
        return MappingProxyType(self._components)

    @property
    def units(self) -> Mapping[str, Unit]:
        """By code, each in its latest span."""
        return MappingProxyType(self._units)

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The reporting calendar; periods.py makes days of it."""
        return self._duties

    def children(self, code: str | None) -> tuple[str, ...]:
        """The codes right below a component; below None, the programmes."""
        return tuple(self._children.get(code, ()))

    def is_leaf(self, code: str) -> bool:
        """True if money is planned on the component itself and not on parts of it."""
        return code in self._components and not self._children.get(code)

    def depth(self, code: str) -> int:
        """0 for a programme, 1 for a project, …"""
        return self._components[code].depth

    def is_within(self, code: str, ancestor: str) -> bool:
        """True for the ancestor itself and everything below it."""
        while code != ancestor and (parent := self._components[code].parent):
            code = parent
        return code == ancestor

    def is_unit(self, code: str) -> bool:
        """True if the code is, or once was, a unit's."""
        return code in self._units

    def province_unit(self) -> str | None:
        """The unit that decides for the province: the first of kind `province`."""
        return next((unit.code for unit in self._unit_spans if unit.kind == "province"), None)

    def units_on(self, day: date, kind: str | None = None) -> tuple[Unit, ...]:
        """The units that exist on a day, of one kind if asked."""
        return tuple(unit for unit in self._unit_spans if unit.valid_on(day) and kind in (None, unit.kind))

    # -- what a text means

    def component_by_name(
        self, text: str, programme: str | None = None, parent: str | None = None, on: date | None = None
    ) -> Match:
        """The component that a cell names, in the light of the programme and of the line above it."""
        stranger = self._component_stranger(text)  # units and notes: told again below every project of a large sheet
        if stranger is not None:
            return self._component_unknown(stranger, programme, parent)
        return self._match_component(text, programme, parent, on)

    def component_by_treasury_code(self, text: str) -> str | None:
        """ "00473", "0473", "473" and "473.0" are one code. The treasury knows projects, not sub-projects."""
        return self._treasury.get(text.strip().removesuffix(".0").lstrip("0"))

    def unit_by_name(self, text: str, on: date | None, province: str | None = None) -> Match:
        """The unit of a province (its code's first part; the first one's by default) that a cell names, as of a day.

        Without a day, of any time: "Hương Khê" alone is then ambiguous, a district until 2025 and a commune since.
        """
        return self._match_unit(text, on, province or (self.province_unit() or "").partition(".")[0])

    def looks_like_component(self, text: str) -> bool:
        """True for "Dự án 8: …": a component is meant, known or not."""
        return self._component_meant(text)

    def looks_like_unit(self, text: str) -> bool:
        """True for "UBND huyện Hương Trà", "Sở Văn hóa": a unit is meant, known or not."""
        return self._unit_meant(text)

    def programme_in(self, text: str) -> str | None:
        """The one programme that a title or heading names."""
        return self._programme_named(text)

    def capital_type_in(self, text: str) -> str | None:
        """SN, DTPT, or None if the text names none or both."""
        return self._capital_type_named(text)

    def budget_level_in(self, text: str) -> str | None:
        """TW, TINH, HUYEN, XA, KHAC, or None if the text names none or several."""
        return self._budget_level_named(text)

    def without_kinds_of_money(self, text: str, any_money: str) -> str:
        """The folded text with the word for any money where it names a capital type or a level of budget."""
        return self._without_kinds(text, any_money)

    def capital_type_called(self, text: str) -> str | None:
        """The same where it is all that a row's name says: "A. Vốn đầu tư"."""
        return self._capital_type_called(text)

    def budget_level_called(self, text: str) -> str | None:
        return self._budget_level_called(text)

    # -- what rules compare with

    def rows(self, name: str, *filled: str) -> tuple[Row, ...]:
        """The rows of a file that only rules read, e.g. "source_natures.csv"; columns `filled` hold a value in each."""
        return self._rows(name, filled)

    # -- the law

    def deadline(
        self,
        money_year_first: int,
        money_year_last: int,
        capital_type: str,
        programme: str | None,
        on: date,
        source_nature: str | None = None,
    ) -> law.LawAnswer | None:
        """Until when this money may be spent, as the law stood on the day; None if it said nothing."""
        years = range(money_year_first, money_year_last + 1)
        return self._deadline(years, capital_type, programme, on, source_nature)


@lru_cache(maxsize=4)
def _load(folder: Path, stamp: tuple) -> Reference:
    return Reference(folder)


def _aliases(folder: Path, name: str, codes: Iterable[str], *also: str) -> list[Row]:
    return known_codes_only(name, read_rows(folder, name, ("code", "alias"), also), codes)


def _dated_aliases(folder: Path, name: str, codes: Iterable[str]) -> list[Row]:
    ends = ("valid_from", "valid_to")
    return [row | {end: day_in(row, end, name) for end in ends} for row in _aliases(folder, name, codes, *ends)]


def _phrases(folder: Path, dimension: str) -> list[tuple[str, str, str]]:
    """The official names of <dimension>s.csv, and <dimension>_aliases.csv with their use (anywhere | alone)."""
    official = {row["code"]: row["name_vi"] for row in read_rows(folder, f"{dimension}s.csv", ("code", "name_vi"))}
    aliases = _aliases(folder, f"{dimension}_aliases.csv", official, "use")
    return [
        *((code, name, "anywhere") for code, name in official.items()),
        *((row["code"], row["alias"], row["use"]) for row in aliases),
    ]
