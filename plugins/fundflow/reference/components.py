"""Which component a text means: "DA2 - Đa dạng hóa sinh kế", "TDA1 thuộc Dự án 4", "I. Dự án số 3", "GNBV.3.1".

A level word with a number is looked for first; its meaning needs the programme and, below projects, the parent. The
name beside it must agree: people shorten and misspell it, but a name that is clearly another's, or nobody's,
contradicts. Without a number only the exact name or an alias counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache, partial

from fundflow.reference.grammar import ENUMERATORS, Grammar
from fundflow.reference.rows import Row
from fundflow.reference.tables import Component
from fundflow.reference.words import UNRELATED_NAME, Abbreviations, Match, NameIndex
from fundflow.text import bare, fold

REMEMBERED = 1 << 14  # what a name may have meant: it is told again below every project of a sheet
RELATED = 0.5  # below this share of common (weighted) words a name has nothing to do with the component
CLEARLY_ANOTHER = 0.8
CLEARLY_MORE = 0.2
YEAR = re.compile(r"\b(?:năm|nam)?\s*20\d\d\b")


class ComponentNames:
    def __init__(
        self,
        components: Mapping[str, Component],
        aliases: Iterable[Row],
        grammar: Grammar,
        abbreviations: Abbreviations,
        no_name: Callable[[str], bool],
    ):
        """`aliases`: rows of component_aliases.csv. `no_name`: True for words of money and units."""
        self._components = components
        self._grammar = grammar
        self._abbreviations = abbreviations
        self._no_name = no_name
        self._alike = lru_cache(REMEMBERED)(self._find_alike)
        self._by_folded_code = {fold(code): code for code in components}
        self._numbers = {code: {int(c.number)} if c.number.isdigit() else set() for code, c in components.items()}
        names = [(code, component.name_vi) for code, component in components.items()]
        for row in aliases:
            spoken = grammar.read(row["alias"])
            if spoken.numbers and not spoken.name:  # "Hợp phần 1": what a component with an unspeaking code is called
                self._numbers[row["code"]].add(spoken.numbers[-1][1][-1])
            names.append((row["code"], row["alias"]))
        self._index = NameIndex(names, abbreviations)
        programmes = [(code, name) for code, name in names if components[code].depth == 0]
        self._programme_names = {
            plain: [(code, self._squeezed(name, plain)) for code, name in programmes] for plain in (False, True)
        }

    def match(self, text: str, programme: str | None, parent: str | None, on: date | None) -> Match:
        if not fold(text):
            return Match(None, "empty")
        asked = (text, self._programme_of(programme, parent), parent, on)
        return self._dated(self._by_code(text) or self._by_number(*asked) or self._by_name(*asked), on)

    def stranger(self, text: str) -> str | None:
        """The name in a text that means no component, whatever stands above it; None where one may be meant."""
        if not fold(text) or self._by_code(text) or self._grammar.read(text).numbers:
            return None
        named = self._named(self._grammar.fold(text))
        return None if self._owners_of(text) or self._programme_only(named) else named

    def unknown(self, named: str, programme: str | None, parent: str | None) -> Match:
        return Match(None, "unknown", suggest=partial(self._suggest, named, self._programme_of(programme, parent)))

    def meant(self, text: str) -> bool:
        """True if the text begins as a part of a programme does ("DA 8 …", "Dự án …") or is the name or code of one."""
        folded = ENUMERATORS.sub("", self._grammar.fold(text))
        if level := self._grammar.first_level(folded):
            return level != "programme"
        code = self._by_folded_code.get(fold(text))
        return any(self._components[owner].depth for owner in ({code} if code else self._index.exact(folded)))

    def _programme_of(self, programme: str | None, parent: str | None) -> str | None:
        """The programme, if need be that of the line above."""
        above = self._components.get(parent or "")
        return programme or (above.programme if above else None)

    def _dated(self, found: Match, on: date | None) -> Match:
        component = self._components.get(found.code or "")
        if on is None or component is None or component.valid_on(on):
            return found
        early = component.valid_from is not None and on < component.valid_from
        return Match(component.code, "not_yet" if early else "retired")

    # -- by code

    def _by_code(self, text: str) -> Match | None:
        """The code itself, alone or before a name that agrees: "GNBV.3.1 - Hỗ trợ phát triển sản xuất"."""
        if whole := self._by_folded_code.get(fold(text)):
            return Match(whole, "code")
        first, _, rest = text.strip().partition(" ")
        code = self._by_folded_code.get(fold(first))
        return Match(code, "code") if code and self._index.similarity(rest, code) >= RELATED else None

    # -- by number

    def _by_number(self, text: str, programme: str | None, parent: str | None, on: date | None) -> Match | None:
        spoken = self._grammar.read(text)
        if not spoken.numbers:
            return None
        name = spoken.name
        if said := self._programme_only(name):
            programme, name = said, ""
        if len({level for level, _ in spoken.numbers}) < len(spoken.numbers):  # "Dự án 2 và Dự án 3"
            several = set().union(*(self._numbered((number,), programme, on) for number in spoken.numbers))
            return Match(None, "ambiguous", suggest=partial(self._shown, sorted(several)))
        candidates = self._numbered(spoken.numbers, programme, on)
        owners = self._index.exact(name) if name else set()
        placed = self._below(candidates, parent) if len(spoken.numbers) == 1 else candidates
        if len(placed) != 1 and len(named := owners & candidates) == 1:
            return Match(named.pop(), "number+name")
        if len(placed) > 1:
            return Match(None, "ambiguous", suggest=partial(self._shown, sorted(placed)))
        if not placed:
            return Match(None, "unknown", suggest=partial(self._suggest, name, programme, owners | candidates))
        return self._agreed(placed.pop(), name, owners)

    def _numbered(self, numbers: tuple, programme: str | None, on: date | None) -> set[str]:
        """The components that bear all these numbers, each at its level, the deepest for itself."""
        found = {
            component.code
            for component in self._components.values()
            if programme in (None, component.programme)
            and all(any(self._bears(node, *number) for node in self._lineage(component)) for number in numbers)
            and any(self._bears(component, *number) for number in numbers)
        }
        return {code for code in found if self._components[code].valid_on(on)} or found

    def _bears(self, component: Component, level: str, path: tuple[int, ...]) -> bool:
        if len(path) == 1:
            return component.level == level and path[0] in self._numbers[component.code]
        below_programme = self._lineage(component)[-2::-1]
        return len(below_programme) == len(path) and all(
            number in self._numbers[node.code] for number, node in zip(path, below_programme, strict=True)
        )

    def _below(self, codes: set[str], parent: str | None) -> set[str]:
        """Those that fit below `parent`, which may also be a line of the same level ("TDA 2" after "TDA 1")."""
        if not parent or parent not in self._components:
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
        family = self._family(code)
        if owners and not (owners & family and similarity >= RELATED):
            return self._contradicted(code, min(owners, key=lambda owner: (not self._siblings(owner, code), owner)))
        rival, rival_similarity = self._nearest_rival(name, code, family)
        if rival_similarity >= max(CLEARLY_ANOTHER, similarity + CLEARLY_MORE):
            return self._contradicted(code, rival)
        return Match(code, "number") if similarity >= RELATED else self._contradicted(code, UNRELATED_NAME)

    def _contradicted(self, code: str, other: str) -> Match:
        known = [code, other] if other in self._components else [code]
        return Match(None, "contradiction", other, partial(self._shown, known))

    def _nearest_rival(self, name: str, code: str, family: set[str]) -> tuple[str, float]:
        rivals = [rival for rival in self._components if self._siblings(rival, code) and rival not in family]
        likeness = ((rival, self._index.similarity(name, rival)) for rival in rivals)
        return max(likeness, key=lambda pair: pair[1], default=("", 0.0))

    def _is_no_name(self, name: str) -> bool:
        """ "DA 2 - KPSN", "Dự án 3 năm 2023", "Dự án 3 (Sở Y tế)"."""
        words = self._grammar.without_fillers(YEAR.sub(" ", name))
        return not words or self._no_name(words)

    # -- by name

    def _by_name(self, text: str, programme: str | None, parent: str | None, on: date | None) -> Match:
        if owners := self._owners_of(text):
            return self._owner(owners, programme, parent, on)
        named = self._named(self._grammar.fold(text))
        if said := self._programme_only(named):
            return Match(said, "name")
        return self.unknown(named, programme, parent)

    def _owners_of(self, text: str) -> set[str]:
        """The components that bear the name that a text gives, with or without what is written around it."""
        folded = self._grammar.fold(text)
        readings = dict.fromkeys((folded, ENUMERATORS.sub("", folded), self._named(folded)))
        exact = (owners for reading in readings if (owners := self._index.exact(reading)))
        return next(exact, None) or self._owners_at_level(self._named(folded))

    def _named(self, folded: str) -> str:
        return self._grammar.without_fillers(ENUMERATORS.sub("", folded))

    def _owners_at_level(self, named: str) -> set[str]:
        """ "Dự án: Truyền thông và giảm nghèo về thông tin": a level word, no number, a name of that level."""
        level, name = self._grammar.level_word(named)
        return {code for code in self._index.exact(name) if self._components[code].level == level} if level else set()

    def _owner(self, owners: set[str], programme: str | None, parent: str | None, on: date | None) -> Match:
        """One of those that bear the name: a programme's name is itself; others must fit programme, day and parent."""
        fitting = {
            code for code in owners if programme in (None, self._components[code].programme) or code in self._roots()
        }
        if not fitting:
            return Match(None, "contradiction", min(owners), partial(self._shown, sorted(owners)))
        fitting = {code for code in fitting if self._components[code].valid_on(on)} or fitting
        if len(fitting) > 1:
            fitting = self._below(fitting, parent) or fitting
        if len(fitting) > 1:
            return Match(None, "ambiguous", suggest=partial(self._shown, sorted(fitting)))
        return Match(fitting.pop(), "name")

    # -- programmes

    def programme_named(self, text: str) -> str | None:
        """The one programme that a title names; None for none, several, or "các chương trình …"."""
        if self._grammar.speaks_of_programmes(self._written_out(text)):
            return None
        plain = fold(text) == bare(text)
        squeezed = self._squeezed(text, plain)
        named = {code for code, name in self._programme_names[plain] if name in squeezed}
        return named.pop() if len(named) == 1 else None

    def _programme_only(self, name: str) -> str | None:
        """The programme, where the words do no more than name it: "CTMTQG giảm nghèo bền vững", "GNBV"."""
        level, _ = self._grammar.level_word(self._written_out(name))
        if level == "programme":
            return self.programme_named(name)
        code = self._by_folded_code.get(fold(name))
        return code if code and self._components[code].depth == 0 else None

    def _written_out(self, text: str) -> str:
        return " ".join(self._abbreviations.words(fold(text)))

    def _squeezed(self, text: str, plain: bool) -> str:
        """All words written out in one string, so that blanks do not count; `plain`: without accents."""
        return "".join(self._abbreviations.bare_words(text) if plain else self._abbreviations.words(fold(text)))

    # -- the tree

    def _roots(self) -> set[str]:
        return {code for code, component in self._components.items() if component.depth == 0}

    def _lineage(self, component: Component) -> list[Component]:
        """The component, its parent, … its programme."""
        lineage = [component]
        while lineage[-1].parent:
            lineage.append(self._components[lineage[-1].parent])
        return lineage

    def _family(self, code: str) -> set[str]:
        """The component, all above and all below it."""
        above = {node.code for node in self._lineage(self._components[code])}
        return above | {c.code for c in self._components.values() if code in {node.code for node in self._lineage(c)}}

    def _siblings(self, one: str, other: str) -> bool:
        return self._components[one].programme == self._components[other].programme and one not in self._roots()

    # -- for people

    def _suggest(self, name: str, programme: str | None, first: Iterable[str] = ()) -> tuple[str, ...]:
        return self._shown(dict.fromkeys([*sorted(first), *self._alike(name, programme)]))

    def _find_alike(self, name: str, programme: str | None) -> tuple[str, ...]:
        codes = [c.code for c in self._components.values() if programme in (None, c.programme)]
        return self._index.suggest(name, codes) if name else ()

    def _shown(self, codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(f"{self._components[code].name_vi} ({code})" for code in codes)
