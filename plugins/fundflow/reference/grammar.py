"""How people say which part of a programme they mean: a level word and a number ("TDA 1", "Dự án số 3", "DA IV").

The words come from level_words.csv: a level's words, `number` words that may stand before a number ("số"),
`plural` words that make several of one ("các"), and `filler` words that belong to no name ("kinh phí", "thuộc").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fundflow.reference.rows import Row
from fundflow.text import bare, fold

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
POINT = "\ua78f"  # keeps the point of "4.1" while fold() takes punctuation out: a dot that counts as a letter
NUMBER = rf"(\d{{1,2}}(?:{POINT}\d{{1,2}})*|{'|'.join(sorted(ROMAN, key=len, reverse=True))})(?!\w)"
ENUMERATORS = re.compile(rf"^(?:(?:[ivxl]+|\d+(?:{POINT}\d+)*|[a-zđ])(?:\s+|$))+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a text says before it is looked up: each level with its number ((4, 1): the first below the fourth), and
    the rest as the name."""

    numbers: tuple[tuple[str, tuple[int, ...]], ...]
    name: str


class Grammar:
    def __init__(self, rows: Iterable[Row]):
        """`rows` of level_words.csv."""
        words: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            words[row["level"]].append(fold(row["word"]))
        fillers, number_words, plurals = (words.pop(role, []) for role in ("filler", "number", "plural"))
        self._level_of = {form.replace(" ", ""): level for level, forms in words.items() for form in with_bare(forms)}
        level_word = _any_of(spelling for forms in words.values() for spelling in _spellings(forms))
        self._numbered = re.compile(rf"(?<!\w)({level_word})\s*(?:{_any_of(with_bare(number_words))}\s*)?{NUMBER}")
        self._unnumbered = re.compile(rf"^({level_word})(?!\w)\s*")
        self._plural = re.compile(
            rf"(?<!\w){_any_of(with_bare(plurals))}\s+{_any_of(_spellings(words['programme']))}(?!\w)"
        )
        filler = _any_of(with_bare(fillers))
        self._leading_fillers = re.compile(rf"^(?:{filler}(?:\s+|$))+")
        self._closing_fillers = re.compile(rf"(?:(?:^|\s+){filler})+$")

    def fold(self, text: str) -> str:
        """fold(), but "4.1" stays one number."""
        return fold(DECIMAL_POINT.sub(POINT, text))

    def read(self, text: str) -> Spoken:
        """All the level words with numbers in a text, in their order, and what is left of it."""
        folded = self.fold(text)
        numbers, pieces, end = [], [], 0
        for found in self._numbered.finditer(folded):
            path = tuple(ROMAN.get(part) or int(part) for part in found[2].split(POINT))
            numbers.append((self._level(found[1]), path))
            pieces.append(folded[end : found.start()].strip())
            end = found.end()
        pieces.append(folded[end:])
        if numbers:
            pieces[0] = ENUMERATORS.sub("", pieces[0])
        return Spoken(tuple(dict.fromkeys(numbers)), " ".join(filter(None, map(self.without_fillers, pieces))))

    def without_fillers(self, folded: str) -> str:
        return self._closing_fillers.sub("", self._leading_fillers.sub("", folded.strip())).strip()

    def level_word(self, folded: str) -> tuple[str | None, str]:
        """The level whose word a text begins with, without a number, and the rest: "dự án truyền thông …"."""
        found = self._unnumbered.match(folded)
        return (self._level(found[1]), folded[found.end() :]) if found else (None, folded)

    def first_level(self, folded: str) -> str | None:
        """The level that a text begins with, numbered or not."""
        found = self._numbered.match(folded) or self._unnumbered.match(folded)
        return self._level(found[1]) if found else None

    def speaks_of_programmes(self, folded: str) -> bool:
        """True for "các chương trình mục tiêu quốc gia": more than one is meant."""
        return bool(self._plural.search(folded))

    def _level(self, said: str) -> str:
        return self._level_of[said.replace(" ", "")]


def with_bare(words: Iterable[str]) -> set[str]:
    return {form for word in words for form in (word, bare(word))}


def _spellings(words: Iterable[str]) -> set[str]:
    """Words as patterns; one of several syllables also glued or without accents ("dựán", "du an")."""
    words = set(words)
    syllables = [form.split() for form in words | with_bare(word for word in words if " " in word)]
    return {r"\s*".join(map(re.escape, parts)) for parts in syllables}


def _any_of(patterns: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(patterns, key=len, reverse=True)) or '(?!)'})"
