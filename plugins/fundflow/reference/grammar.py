"""How people say which part of a programme they mean: a level word and a number ("TDA 1", "Dự án số 3", "DA IV").

The words come from level_words.csv: a level's words, `number` words that may stand before a number ("số"),
`plural` words that make several of one ("các"), `filler` words that belong to no name ("kinh phí", "thuộc"), and
numbers in words (`numeral:2`: "hai").
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
WORD_GLUED_ON = r"[^\W\d_]{2}"  # "Dự án 2Đa dạng hóa", but not "Dự án 30a"
DIGITS = rf"\d{{1,2}}(?:{POINT}\d{{1,2}})*(?=\W|$|{WORD_GLUED_ON})"
ROMANS = "|".join(sorted(ROMAN, key=len, reverse=True))
NUMERAL = "numeral:"
HOMONYMS = {"năm", "tư", "nhất"}  # numbers at the end or after "số", "thứ"; not in "Dự án năm 2023", "dự án tư vấn"
ENUMERATORS = re.compile(rf"^(?:(?:[ivxl]+|\d+(?:{POINT}\d+)*|[a-zđ])(?:\s+|$))+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a text says before it is looked up: each level with its number ((4, 1): the first below the fourth), and
    the rest as the name."""

    numbers: tuple[tuple[str, tuple[int, ...]], ...]
    name: str


class Grammar:
    """Level words of several syllables are known with any accents or none, and glued ("Tiều dự án", "du an", "dựán");
    those of one ("da", "tda") only as they are: "đã 2" is not "DA 2"."""

    def __init__(self, rows: Iterable[Row]):
        """`rows` of level_words.csv."""
        words: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            words[row["level"]].append(fold(row["word"]))
        fillers, number_words, plurals = (words.pop(role, []) for role in ("filler", "number", "plural"))
        numerals = {role: words.pop(role) for role in list(words) if role.startswith(NUMERAL)}
        self._numerals = {word: int(role.removeprefix(NUMERAL)) for role, forms in numerals.items() for word in forms}
        self._level_of = {_glued(word): level for level, forms in words.items() for word in forms}
        self._one_syllable = {form for forms in words.values() for word in forms for form in (word, bare(word))}
        self._one_syllable = {form for form in self._one_syllable if " " not in form}
        level_word = _any_of(form for forms in words.values() for form in forms)
        number = rf"({DIGITS}|(?:{ROMANS}|{_any_of(self._numerals)})(?!\w))"
        self._numbered = re.compile(rf"(?<!\w)({level_word})\s*({_any_of(number_words)}\s*)?{number}")
        self._unnumbered = re.compile(rf"^({level_word})(?!\w)\s*")
        self._plural = re.compile(rf"(?<!\w){_any_of(plurals)}\s+{_any_of(words['programme'])}(?!\w)")
        self._leading_fillers = re.compile(rf"^(?:{_any_of(fillers)}(?:\s+|$))+")
        self._closing_fillers = re.compile(rf"(?:(?:^|\s+){_any_of(fillers)})+$")

    def fold(self, text: str) -> str:
        """fold(), but "4.1" stays one number."""
        return fold(DECIMAL_POINT.sub(POINT, text))

    def read(self, text: str) -> Spoken:
        """All the level words with numbers in a text, in their order, and what is left of it."""
        folded = self.fold(text)
        numbers, pieces, end = [], [], 0
        for found in self._numbered.finditer(_plain(folded)):
            level, number = self._level(folded, found), self._number(folded, found)
            if level is None or number is None:
                continue
            numbers.append((level, number))
            pieces.append(folded[end : found.start()].strip())
            end = found.end()
        pieces.append(folded[end:])
        if numbers:
            pieces[0] = ENUMERATORS.sub("", pieces[0])
        return Spoken(tuple(dict.fromkeys(numbers)), " ".join(filter(None, map(self.without_fillers, pieces))))

    def without_fillers(self, folded: str) -> str:
        folded = folded.strip()
        leading = self._leading_fillers.match(_plain(folded))
        folded = folded[leading.end() :] if leading else folded
        closing = self._closing_fillers.search(_plain(folded))
        return (folded[: closing.start()] if closing else folded).strip()

    def level_word(self, folded: str) -> tuple[str | None, str]:
        """The level whose word a text begins with, without a number, and the rest: "dự án truyền thông …"."""
        found = self._unnumbered.match(_plain(folded))
        level = self._level(folded, found)
        return (level, folded[found.end() :]) if found and level else (None, folded)

    def first_level(self, folded: str) -> str | None:
        """The level that a text begins with, numbered or not."""
        plain = _plain(folded)
        return self._level(folded, self._numbered.match(plain) or self._unnumbered.match(plain))

    def speaks_of_programmes(self, folded: str) -> bool:
        """True for "các chương trình mục tiêu quốc gia": more than one is meant."""
        return bool(self._plural.search(_plain(folded)))

    def _number(self, folded: str, found: re.Match) -> tuple[int, ...] | None:
        """(4, 1) of "4.1"; None where the letters are a numeral's and the accents are not ("dự án sau", "sáu")."""
        if found[3][0].isdigit() or found[3] in ROMAN:
            return tuple(ROMAN.get(part) or int(part) for part in found[3].split(POINT))
        said = folded[found.start(3) : found.end(3)]
        if said in HOMONYMS and not found[2] and found.end() < len(folded):
            return None
        number = self._numerals.get(said)
        return (number,) if number else None

    def _level(self, folded: str, found: re.Match | None) -> str | None:
        if not found:
            return None
        said = folded[found.start(1) : found.end(1)]
        one_syllable = _glued(said) in self._one_syllable
        return None if one_syllable and said not in self._one_syllable else self._level_of[_glued(said)]


def _plain(folded: str) -> str:
    """The text without accents, letter for letter; a text that has no such form stays as it is."""
    plain = bare(folded)
    return plain if len(plain) == len(folded) else folded


def _glued(word: str) -> str:
    return bare(word).replace(" ", "")


def _any_of(words: Iterable[str]) -> str:
    """A pattern for words without accents, glued or not, the longest first."""
    patterns = {r"\s*".join(map(re.escape, bare(word).split())) for word in words}
    return f"(?:{'|'.join(sorted(patterns, key=len, reverse=True)) or '(?!)'})"
