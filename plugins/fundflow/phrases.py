"""Words that a description looks for in a workbook, written as people write them; accents and case do not count.

"kế hoạch | dự toán"              either
"vốn (chuyển sang / kéo dài)"     "vốn" and then one of these
"kế hoạch [vốn / giao] năm 2023"  what stands in [ ] may be missing
"vốn năm {year}"                  { } catches a year, a short_year ("23"), a day, a month, …
"nội dung*"                       and any further words without digits
"^năm {year}", "{year}$"          where the text begins, ends so
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from fundflow.exceptions import SettingsError
from fundflow.text import bare

_YEAR = r"(?:19|20)\d\d"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PLACEHOLDERS = {
    "year": rf"({_YEAR})",
    "short_year": r"(\d\d)",
    "years": rf"({_YEAR}(?: (?:(?:va|den|and|et|y) )?(?:nam )?{_YEAR})*)",
    "number": r"(\d+)",
    "day": r"(?<!\d)(\d{1,2})(?!\d)",
    "quarter": rf"({'|'.join(sorted(_QUARTERS, key=len, reverse=True))})",
}
_PIECE = re.compile(r"\[[^\]]*\]|\([^)]*\)|\{[^}]*\}|[^\[\](){}]+")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase was found, and what its placeholders caught, in their order."""

    start: int
    end: int
    caught: tuple[tuple[str, str], ...]

    def years(self) -> list[int]:
        """All the years that {year}, {years} and {short_year} caught."""
        short = [2000 + int(text) for name, text in self.caught if name == "short_year"]
        return short + [
            int(year) for name, text in self.caught if name in ("year", "years") for year in re.findall(_YEAR, text)
        ]

    def text(self, name: str) -> str | None:
        return next((text for caught, text in self.caught if caught == name), None)

    def quarter(self) -> int | None:
        return _QUARTERS.get(self.text("quarter") or "")


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Compiled once, compared by identity."""

    words: str
    pattern: re.Pattern
    names: tuple[str, ...]  # of the placeholders, one per group of the pattern

    @classmethod
    def of(cls, words: str, months: Mapping[str, int] | None = None) -> Phrase:
        """`months`: the names of months that {month} knows besides digits. Raises SettingsError."""
        names: list[str] = []
        alternatives = [_compiled(alternative.strip(), names, months or {}) for alternative in str(words).split("|")]
        return cls(str(words), re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)"), tuple(names))

    def find(self, text: str, position: int = 0) -> Found | None:
        """The first place in a bare text."""
        return self._found(self.pattern.search(text, position))

    def whole(self, text: str) -> Found | None:
        """Only if the phrase is all that the bare text says."""
        return self._found(self.pattern.fullmatch(text))

    def starts(self, text: str) -> Found | None:
        return self._found(self.pattern.match(text))

    def erase(self, text: str) -> str:
        return self.pattern.sub(" ", text)

    def _found(self, match: re.Match | None) -> Found | None:
        if match is None:
            return None
        caught = zip(self.names, match.groups(), strict=True)
        return Found(match.start(), match.end(), tuple((name, text) for name, text in caught if text is not None))

    def __str__(self) -> str:
        """An example for people: "vốn năm …"."""
        words = re.sub(r"\[[^\]]*\]|[*^$]", "", self.words.split("|")[0])
        words = re.sub(r"\(([^)/]*)[^)]*\)", r"\1", words)
        return " ".join(re.sub(r"\{[^}]*\}", "…", words).split())


def _compiled(words: str, names: list[str], months: Mapping[str, int]) -> str:
    begins, ends = "^" if words.startswith("^") else "", "$" if words.endswith("$") else ""
    open_ended = r"(?: \D*)?" if words.endswith("*") else ""
    return begins + _sequence(words.strip("^$* "), names, months) + open_ended + ends


def _sequence(words: str, names: list[str], months: Mapping[str, int]) -> str:
    return r" ?".join(_piece(piece, names, months) for piece in _PIECE.findall(words) if piece.strip())


def _piece(piece: str, names: list[str], months: Mapping[str, int]) -> str:
    if piece[0] in "[(":
        one_of = "|".join(_sequence(choice, names, months) for choice in piece[1:-1].split("/"))
        return rf"(?:(?:{one_of}) ?)?" if piece[0] == "[" else rf"(?:{one_of})"
    if not piece.startswith("{"):
        return re.escape(bare(piece)).replace(r"\ ", " ")
    name = piece[1:-1]
    names.append(name)
    if name == "month":
        named = "|".join(sorted(map(bare, months), key=len, reverse=True))
        return rf"(?<!\d)(\d{{1,2}}(?!\d)|{named})" if named else r"(?<!\d)(\d{1,2})(?!\d)"
    if name not in _PLACEHOLDERS:
        raise SettingsError(f"unknown placeholder {piece}; known: {', '.join(sorted([*_PLACEHOLDERS, 'month']))}")
    return _PLACEHOLDERS[name]
