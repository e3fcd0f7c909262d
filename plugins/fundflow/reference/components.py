"""Which component a text means: "DA2 - Đa dạng hóa sinh kế", "TDA1 thuộc Dự án 4", "I. Dự án số 3", "GNBV.3.1".

A level word with a number ("Tiểu dự án 1") is looked for first; its meaning needs the programme and, below projects,
the parent. The name beside it must agree: people shorten and misspell it, but a name that is clearly another's, or
nobody's, contradicts. Without a number only the exact name or an alias counts. The words come from level_words.csv.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fundflow.reference.tables import Component
from fundflow.reference.words import UNRELATED_NAME, Abbreviations, Match, NameIndex, Phrases
from fundflow.text import bare, fold

RELATED = 0.5  # below this share of common (weighted) words a name has nothing to do with the component
CLEARLY_ANOTHER = 0.8
CLEARLY_MORE = 0.2
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
POINT = (
    "\ua78f"  # stands for the point of "4.1" while fold() takes punctuation out: the one dot that counts as a letter
)
NUMBER = rf"(\d{{1,2}}(?:{POINT}\d{{1,2}})*|[ivx]{{1,4}})(?!\w)"
ENUMERATORS = re.compile(rf"^(?:(?:[ivxl]+|\d+(?:{POINT}\d+)*|[a-zđ])(?:\s+|$))+")
NOT_A_NAME = re.compile(r"\b(?:năm|nam)?\s*20\d\d\b")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a text says before it is looked up: numbers by level (4, 1: the first below the fourth), and the rest."""

    numbers: tuple[tuple[str, tuple[int, ...]], ...]
    name: str


class ComponentNames:
    def __init__(
        self,
        components: Mapping[str, Component],
        aliases: Iterable[Mapping],
        level_words: Iterable[Mapping],
        abbreviations: Abbreviations,
        money_words: Phrases,
    ):
        """`aliases`, `level_words`: rows of the CSV files. `money_words`: capital types and levels, which are no names."""
        self._components = components
        self._abbreviations = abbreviations
        self._money_words = money_words
        self._by_folded_code = {fold(code): code for code in components}
        self._read_level_words(level_words)
        self._numbers = {code: {int(c.number)} if c.number.isdigit() else set() for code, c in components.items()}
        names = [(code, component.name_vi) for code, component in components.items()]
        for row in aliases:
            spoken = self._read(row["alias"])
            if spoken.numbers and not spoken.name:  # "Hợp phần 1": what a component with an unspeaking code is called
                self._numbers[row["code"]].add(spoken.numbers[-1][1][-1])
            names.append((row["code"], row["alias"]))
        self._index = NameIndex(names, abbreviations)
        self._programme_names = [(code, name) for code, name in names if components[code].depth == 0]

    # -- the grammar

    def _read_level_words(self, rows: Iterable[Mapping]) -> None:
        words: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            words[row["level"]].append(fold(row["word"]))
        fillers, number_words = words.pop("filler", []), words.pop("number", [])
        self._level_of = {
            form.replace(" ", ""): level for level, forms in words.items() for w in forms for form in (w, bare(w))
        }
        spelt = [form for forms in words.values() for word in forms for form in _spellings(word)]
        numbered = rf"(?<!\w)({_any_of(spelt)})\s*(?:{_any_of(_both(number_words))}\s*)?{NUMBER}"
        self._designator = re.compile(numbered)
        self._level_word = re.compile(rf"^({_any_of(spelt)})(?!\w)\s*")
        self._plural = re.compile(rf"(?<!\w)(?:các|cac)\s+(?:{_any_of(_spellings_of(words['programme']))})(?!\w)")
        filler = _any_of(_both(fillers))
        self._leading_fillers = re.compile(rf"^(?:{filler}(?:\s+|$))+")
        self._closing_fillers = re.compile(rf"(?:(?:^|\s+){filler})+$")

    def _read(self, text: str) -> Spoken:
        folded = fold(DECIMAL_POINT.sub(POINT, text))
        numbers, pieces, end = [], [], 0
        for found in self._designator.finditer(folded):
            level = self._level_of[found.group(1).replace(" ", "")]
            numbers.append((level, tuple(ROMAN.get(part) or int(part) for part in found.group(2).split(POINT))))
            pieces.append(folded[end : found.start()])
            end = found.end()
        pieces.append(folded[end:])
        if numbers:
            pieces[0] = ENUMERATORS.sub("", pieces[0].strip() + " ").strip()
        return Spoken(tuple(dict.fromkeys(numbers)), " ".join(filter(None, map(self._without_fillers, pieces))))

    def _without_fillers(self, piece: str) -> str:
        return self._closing_fillers.sub("", self._leading_fillers.sub("", piece.strip())).strip()

    def meant(self, text: str) -> bool:
        """True if the text names a level with a number, whether or not such a component exists."""
        return bool(self._read(text).numbers)

    # -- the answer

    def match(self, text: str, programme: str | None, parent: str | None, on: date | None) -> Match:
        if not fold(text):
            return Match(None, "empty")
        found = (
            self._by_code(text)
            or self._by_number(text, programme, parent, on)
            or self._by_name(text, programme, parent, on)
        )
        return self._dated(found, on)

    def _dated(self, found: Match, on: date | None) -> Match:
        component = self._components.get(found.code)
        if component is None or component.valid_on(on):
            return found
        early = component.valid_from is not None and on < component.valid_from
        return Match(component.code, "not_yet" if early else "retired", found.contradiction, found.suggestions)

    def _by_code(self, text: str) -> Match | None:
        """The code itself, alone or before a name that agrees: "GNBV.3.1 - Hỗ trợ phát triển sản xuất"."""
        if whole := self._by_folded_code.get(fold(text)):
            return Match(whole, "code")
        first, _, rest = text.strip().partition(" ")
        code = self._by_folded_code.get(fold(first))
        if code and self._index.similarity(rest, code) >= RELATED:
            return Match(code, "code")
        return None

    def _by_number(self, text: str, programme: str | None, parent: str | None, on: date | None) -> Match | None:
        spoken = self._read(text)
        if not spoken.numbers:
            return None
        programme, name = self._programme_said(spoken.name, programme, parent)
        if len({level for level, _ in spoken.numbers}) < len(spoken.numbers):  # "Dự án 2 và Dự án 3"
            several = set().union(*(self._numbered((number,), programme, on) for number in spoken.numbers))
            return Match(None, "ambiguous", suggestions=self._shown(sorted(several)))
        candidates = self._numbered(spoken.numbers, programme, on)
        owners = self._index.exact(name) if name else set()
        placed = self._below(candidates, parent) if len(spoken.numbers) == 1 else candidates
        if len(placed) != 1 and len(named := owners & candidates) == 1:
            return Match(named.pop(), "number+name")
        if len(placed) > 1:
            return Match(None, "ambiguous", suggestions=self._shown(sorted(placed)))
        if not placed:
            return Match(None, "unknown", suggestions=self._suggest(name, programme, [*owners, *candidates]))
        return self._agreed(placed.pop(), name, owners)

    def _programme_said(self, name: str, programme: str | None, parent: str | None) -> tuple[str | None, str]:
        """The programme that counts, and the name without the words that only named it."""
        if not programme and parent in self._components:
            programme = self._components[parent].programme
        if (said := self.programme_named(name)) and self._starts_with_programme(name):
            return said, ""
        return programme, name

    def _numbered(self, numbers: tuple, programme: str | None, on: date | None) -> set[str]:
        """The components that bear all these numbers, each at its level, the deepest for itself."""
        found = {
            component.code
            for component in self._components.values()
            if programme in (None, component.programme)
            and all(any(self._bears(node, level, path) for node in self._lineage(component)) for level, path in numbers)
            and any(self._bears(component, level, path) for level, path in numbers)
        }
        return {code for code in found if self._components[code].valid_on(on)} or found

    def _bears(self, component: Component, level: str, path: tuple[int, ...]) -> bool:
        if len(path) == 1:
            return component.level == level and path[0] in self._numbers[component.code]
        below_programme = self._lineage(component)[-2::-1]
        return len(below_programme) == len(path) and all(
            number in self._numbers[node.code] for number, node in zip(path, below_programme, strict=True)
        )

    def _lineage(self, component: Component) -> list[Component]:
        """The component, its parent, … its programme."""
        lineage = [component]
        while lineage[-1].parent:
            lineage.append(self._components[lineage[-1].parent])
        return lineage

    def _below(self, codes: set[str], parent: str | None) -> set[str]:
        """Those whose place fits under `parent`, which may also be a line of the same level ("TDA 2" after "TDA 1")."""
        if parent not in self._components:
            return codes
        root_first = [node.code for node in reversed(self._lineage(self._components[parent]))]

        def fits(component: Component) -> bool:
            above = root_first[min(len(root_first), component.depth) - 1] if component.depth else component.code
            return above in {node.code for node in self._lineage(component)}

        return {code for code in codes if fits(self._components[code])}

    def _agreed(self, code: str, name: str, owners: set[str]) -> Match:
        """The number's component, unless the name beside it is clearly another's or nobody's."""
        if not name or self._is_no_name(name):
            return Match(code, "number")
        if code in owners:
            return Match(code, "number+name")
        similarity = self._index.similarity(name, code)
        family = {node.code for node in self._lineage(self._components[code])} | self._descendants(code)
        if owners and not (owners & family and similarity >= RELATED):
            return self._contradicted(
                code, sorted(owners, key=lambda owner: (not owner.startswith(code.split(".")[0]), owner))[0]
            )
        rival, rival_similarity = self._nearest_rival(name, code, family)
        if rival_similarity >= CLEARLY_ANOTHER and rival_similarity >= similarity + CLEARLY_MORE:
            return self._contradicted(code, rival)
        if similarity < RELATED:
            return self._contradicted(code, UNRELATED_NAME)
        return Match(code, "number")

    def _contradicted(self, code: str, other: str) -> Match:
        return Match(None, "contradiction", other, self._shown([code, other] if other in self._components else [code]))

    def _nearest_rival(self, name: str, code: str, family: set[str]) -> tuple[str | None, float]:
        programme = self._components[code].programme
        rivals = [
            c.code for c in self._components.values() if c.programme == programme and c.depth and c.code not in family
        ]
        return max(
            ((rival, self._index.similarity(name, rival)) for rival in rivals),
            key=lambda pair: pair[1],
            default=(None, 0.0),
        )

    def _is_no_name(self, name: str) -> bool:
        """ "DA 2 - KPSN", "Dự án 3 năm 2023": money words beside a number."""
        return not self._without_fillers(self._money_words.without(NOT_A_NAME.sub(" ", name)))

    def _by_name(self, text: str, programme: str | None, parent: str | None, on: date | None) -> Match:
        if not programme and parent in self._components:
            programme = self._components[parent].programme
        folded = fold(DECIMAL_POINT.sub(POINT, text))
        named = self._without_fillers(ENUMERATORS.sub("", folded))
        for reading in dict.fromkeys((folded, ENUMERATORS.sub("", folded), named)):
            if owners := self._index.exact(reading):
                return self._owner(owners, programme, parent, on)
        if owners := self._owners_at_level(named):
            return self._owner(owners, programme, parent, on)
        if self._starts_with_programme(named) and (said := self.programme_named(named)):
            return Match(said, "name")
        return Match(None, "unknown", suggestions=self._suggest(named, programme))

    def _owners_at_level(self, named: str) -> set[str]:
        """ "Dự án: Truyền thông và giảm nghèo về thông tin": a level word without a number, then a name of that level."""
        found = self._level_word.match(named)
        if not found:
            return set()
        level = self._level_of[found.group(1).replace(" ", "")]
        return {code for code in self._index.exact(named[found.end() :]) if self._components[code].level == level}

    def _owner(self, owners: set[str], programme: str | None, parent: str | None, on: date | None) -> Match:
        """One of those that bear the name: a programme's name is itself; others must fit programme, day and parent."""
        fitting = {
            code
            for code in owners
            if programme in (None, self._components[code].programme) or self._components[code].depth == 0
        }
        if not fitting:
            other = sorted(owners)[0]
            return Match(None, "contradiction", other, self._shown([other]))
        fitting = {code for code in fitting if self._components[code].valid_on(on)} or fitting
        if len(fitting) > 1:
            fitting = self._below(fitting, parent) or fitting
        if len(fitting) > 1:
            return Match(None, "ambiguous", suggestions=self._shown(sorted(fitting)))
        return Match(fitting.pop(), "name")

    # -- programmes

    def programme_named(self, text: str) -> str | None:
        """The one programme that a title names; None for none, several, or "các chương trình …"."""
        written_out = self._squeezed(text)
        if self._plural.search(" ".join(self._abbreviations.words(fold(text)))):
            return None
        named = {code for code, name in self._programme_names if self._squeezed(name, like=text) in written_out}
        return named.pop() if len(named) == 1 else None

    def _squeezed(self, text: str, like: str | None = None) -> str:
        """All words written out in one string; without accents where the text (`like`) has none."""
        plain = fold(like or text) == bare(like or text)
        return "".join(self._abbreviations.bare_words(text) if plain else self._abbreviations.words(fold(text)))

    def _starts_with_programme(self, folded: str) -> bool:
        found = self._level_word.match(" ".join(self._abbreviations.words(folded)))
        return bool(found) and self._level_of[found.group(1).replace(" ", "")] == "programme"

    def looks_like(self, text: str) -> bool:
        """True if the text begins as a part of a programme does ("DA 8 …", "Dự án …") or is the name or code of one."""
        folded = ENUMERATORS.sub("", fold(DECIMAL_POINT.sub(POINT, text)))
        found = self._level_word.match(folded) or self._designator.match(folded)
        if found:
            return self._level_of[found.group(1).replace(" ", "")] != "programme"
        code = self._by_folded_code.get(fold(text))
        return any(self._components[code].depth for code in self._index.exact(folded) | ({code} if code else set()))

    # -- for people

    def _descendants(self, code: str) -> set[str]:
        return {c.code for c in self._components.values() if code in {node.code for node in self._lineage(c)}}

    def _suggest(self, name: str, programme: str | None, owners: Iterable[str] = ()) -> tuple[str, ...]:
        codes = [c.code for c in self._components.values() if programme in (None, c.programme)]
        return self._shown(
            dict.fromkeys([*sorted(owners), *self._index.suggest(name, codes)]) if name else sorted(owners)
        )

    def _shown(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(f"{self._components[code].name_vi} ({code})" for code in codes)


def _both(words: Iterable[str]) -> set[str]:
    return {form for word in words for form in (word, bare(word))}


def _spellings(word: str) -> set[str]:
    """A level word as a pattern: of several syllables also glued or without accents ("dựán", "du an"), else as it is."""
    if " " not in word:
        return {re.escape(word)}
    return {r"\s*".join(map(re.escape, form.split())) for form in _both([word])}


def _spellings_of(words: Iterable[str]) -> set[str]:
    return {spelling for word in words for spelling in _spellings(word)}


def _any_of(patterns: Iterable[str]) -> str:
    return "|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)"
