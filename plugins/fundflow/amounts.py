"""Numbers as they are typed into cells: one grammar, and what to do when a text can mean two amounts.

"1.234.567,89" (vi-VN) and "1,234,567.89" (en-US) say which style they follow; "1.234" alone does not. Such a text is
decided by the other numbers of the same file, or refused: never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache

_NUMBER = re.compile(r"^[-+(]?[\d.,\s']+\)?$")
_TWO_LINES = re.compile(r"\d\s*[\r\n]\s*\d")
_SHAPE = re.compile(r"^\d+(?:[.,]\d+)*$")
_BROKEN_GROUP = re.compile(r"\d\s+(?!\d{3}(?!\d))\d")  # "12 34": a blank may only stand before three digits
_MINUS = str.maketrans({"−": "-", "–": "-", "'": " ", "’": " "})


class Style(Enum):
    """Which mark separates the decimals."""

    COMMA = ","  # vi-VN: 1.234,5
    POINT = "."  # en-US: 1,234.5

    @classmethod
    def of(cls, name: str | None) -> Style | None:
        """ "comma", "point", None: as a form's `number_style` says it."""
        return {"comma": cls.COMMA, "point": cls.POINT}.get(name or "")

    @classmethod
    def shared(cls, styles: Iterable[Style | None]) -> Style | None:
        """The one style that all of those who say something agree on."""
        seen = set(styles) - {None}
        return seen.pop() if len(seen) == 1 else None


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """What one text can mean: `comma` under vi-VN, `point` under en-US; None where that style does not allow it."""

    comma: Decimal | None
    point: Decimal | None

    @property
    def ambiguous(self) -> bool:
        return self.comma is not None and self.point is not None and self.comma != self.point

    def value(self, style: Style | None) -> Decimal | None:
        """The amount under `style`, else the only amount there is; None if it stays ambiguous."""
        preferred = {Style.COMMA: self.comma, Style.POINT: self.point, None: None}[style]
        if preferred is not None or self.ambiguous:
            return preferred
        return self.comma if self.comma is not None else self.point


def holds_more(text: str) -> bool:
    """True for digits that are not those of one amount: a footnote's mark ("350¹", "②"), numbers on two lines."""
    marks = any(character.isdigit() and not character.isdecimal() for character in text)
    return marks or _TWO_LINES.search(text) is not None


@lru_cache(maxsize=65536)
def parse(text: str) -> TypedNumber | None:
    """Read one typed number; None if it is not a number at all ("khoảng 350", "HT 9/2023")."""
    if holds_more(text):
        return None
    text = unicodedata.normalize("NFKC", text).translate(_MINUS).strip()
    if not _NUMBER.match(text) or _BROKEN_GROUP.search(text) or text.count("(") != text.count(")"):
        return None
    digits = re.sub(r"\s+", "", text)
    sign = -1 if digits[0] in "-(" else 1
    digits = digits.strip("+-()")
    if not _SHAPE.match(digits):
        return None
    comma, point = _under(digits, ",", "."), _under(digits, ".", ",")
    if comma is None and point is None:
        return None
    return TypedNumber(comma if comma is None else sign * comma, point if point is None else sign * point)


def _under(digits: str, decimal_mark: str, group_mark: str) -> Decimal | None:
    """The number if `digits` is written properly with these two marks, else None."""
    whole, mark, fraction = digits.partition(decimal_mark)
    if mark and (not fraction or not fraction.isdigit()):
        return None
    groups = whole.split(group_mark)
    grouped = len(groups) > 1
    if grouped and (not 1 <= len(groups[0]) <= 3 or groups[0].startswith("0") or any(len(g) != 3 for g in groups[1:])):
        return None
    return Decimal("".join(groups) + ("." + fraction if mark else ""))


def style_of(texts: Iterable[str]) -> Style | None:
    """The one style that the unambiguous numbers among `texts` follow; None if they say nothing or contradict."""
    seen: set[Style] = set()
    for text in texts:
        number = parse(text)
        if number is None or number.ambiguous:
            continue
        if number.comma is None:
            seen.add(Style.POINT)
        elif number.point is None:
            seen.add(Style.COMMA)
    return seen.pop() if len(seen) == 1 else None
