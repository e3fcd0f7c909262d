"""Which unit a text means: "UBND TX Kỳ Anh", "H. Hương Khê", "Sở LĐ-TB&XH tỉnh Hà Tĩnh", "1. Can Lộc".

A name without its kind ("Kỳ Anh") is answered only where one unit of that day bears it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from fundflow.reference.rows import Row, covers
from fundflow.reference.tables import Unit
from fundflow.reference.words import Abbreviations, Match, NameIndex
from fundflow.text import bare, fold

BRACKETED_ENUMERATOR = re.compile(r"^\W*\w{1,4}\)")  # "h) Kỳ Anh" is item h; "H. Kỳ Anh" is a district
ENUMERATOR = re.compile(r"^(?:[ivxl]+|\d+|[a-zđ])\s+(?=\S)")


class UnitNames:
    def __init__(
        self, units: Iterable[Unit], aliases: Iterable[Row], words: Iterable[Row], abbreviations: Abbreviations
    ):
        """`aliases`: rows of unit_aliases.csv with dates; `words`: rows of unit_words.csv."""
        self._units: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self._units[unit.code].append(unit)
        by_role: dict[str, list[str]] = defaultdict(list)
        for row in words:
            by_role[row["role"]].append(fold(row["word"]))
        self._kinds, self._labels = _first_words(by_role["kind"]), _first_words(by_role["label"])
        self._offices, self._agencies = _first_words(by_role["office"]), _first_words(by_role["agency"])
        self._abbreviations = abbreviations
        self._province_endings = [
            ending for unit in self._all() if unit.kind == "province" for ending in self._province_names(unit)
        ]
        aliases = list(aliases)
        self._alias_spans = {
            (row["code"], self._written_out(fold(row["alias"]))): (row["valid_from"], row["valid_to"])
            for row in aliases
        }
        names = [(unit.code, unit.name_vi) for unit in self._all()] + [(row["code"], row["alias"]) for row in aliases]
        self._names = NameIndex(names, abbreviations)
        self._proper_names = NameIndex(
            ((unit.code, self._proper_name(unit.name_vi)) for unit in self._all()), abbreviations
        )

    def match(self, text: str, on: date | None, province: str) -> Match:
        for reading in self._readings(text):
            full = {code for code in self._names.exact(reading) if self._spoken(code, reading, on)}
            for named in (full, self._proper_names.exact(reading)):  # an alias settles whom a bare name means
                if codes := {code for code in named if code.startswith(f"{province}.")}:
                    return self._decide(codes, on)
        return Match(None, "unknown" if fold(text) else "empty", suggest=partial(self._suggest, text, on, province))

    def _readings(self, text: str) -> Iterator[str]:
        """The text with less and less around the name; the first reading that is a name counts."""
        folded = fold(BRACKETED_ENUMERATOR.sub("", text))
        for start in dict.fromkeys((folded, ENUMERATOR.sub("", folded))):
            named = self._labels.sub("", self._written_out(start))
            for ending in ("", *self._province_endings):
                if named.endswith(ending):
                    without = named.removesuffix(ending)
                    yield from dict.fromkeys((without, self._offices.sub("", without)))

    def _written_out(self, folded: str) -> str:
        words = " ".join(self._abbreviations.words(folded))
        return bare(words) if folded == bare(folded) else words

    def _decide(self, codes: set[str], on: date | None) -> Match:
        """The one that lives on that day; else the one that lived before; else the one still to come."""
        states = defaultdict(list)
        for code in sorted(codes):
            states[self._state(code, on)].append(code)
        for state in ("name", "retired", "not_yet"):
            if len(states[state]) > 1:
                return Match(None, "ambiguous", suggest=partial(map, self._shown, states[state]))
            if states[state]:
                code = states[state][0]
                successor = self._units[code][-1].successor if state == "retired" else None
                return Match(code, state, suggest=partial(map, self._shown, [successor] if successor else []))
        raise AssertionError("no code to decide between")

    def _state(self, code: str, on: date | None) -> str:
        if on is None or any(unit.valid_on(on) for unit in self._units[code]):
            return "name"
        return "retired" if any(unit.valid_from <= on for unit in self._units[code]) else "not_yet"

    def _spoken(self, code: str, reading: str, on: date | None) -> bool:
        """False if the text is an alias that did not hold on that day."""
        return covers(*self._alias_spans.get((code, reading), (None, None)), on)

    def _suggest(self, text: str, on: date | None, province: str) -> tuple[str, ...]:
        codes = {unit.code for unit in self._all() if unit.valid_on(on) and unit.code.startswith(f"{province}.")}
        return tuple(map(self._shown, self._proper_names.suggest(self._proper_name(text), codes)))

    def known(self, text: str) -> bool:
        """True if the text is the name of a unit, of any time and province."""
        return any(self._names.exact(reading) or self._proper_names.exact(reading) for reading in self._readings(text))

    def meant(self, text: str) -> bool:
        """True if the text begins as a unit's name does ("Huyện …", "UBND …", "Sở …"), known or not."""
        folded = fold(BRACKETED_ENUMERATOR.sub("", text))
        written_out = self._labels.sub("", self._written_out(ENUMERATOR.sub("", folded)))
        return any(words.match(written_out) for words in (self._offices, self._kinds, self._agencies))

    def _all(self) -> Iterator[Unit]:
        return (unit for spans in self._units.values() for unit in spans)

    def _proper_name(self, text: str) -> str:
        """ "UBND huyện Kỳ Anh" -> "kỳ anh"."""
        return self._kinds.sub("", self._offices.sub("", self._written_out(fold(text))))

    def _province_names(self, unit: Unit) -> tuple[str, ...]:
        """ "tỉnh hà tĩnh", "hà tĩnh", "tỉnh": what may stand behind the name of any of its units."""
        long = self._offices.sub("", self._written_out(fold(unit.name_vi)))
        endings = (f" {long}", f" {self._kinds.sub('', long)}", f" {long.split()[0]}")
        return (*endings, *(f" {bare(ending)}" for ending in endings))

    def _shown(self, code: str) -> str:
        return f"{self._units[code][-1].name_vi} ({code})" if code in self._units else code


def _first_words(words: list[str]) -> re.Pattern:
    ordered = sorted({*words, *map(bare, words)}, key=len, reverse=True)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, ordered))})\s+(?=\S)" if ordered else r"(?!)")
