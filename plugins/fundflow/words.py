"""The words of include/forms/_words.yml at hand, together with those that a form adds: what rows, titles and cells say.

Nothing here knows a language: it is all in the data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache

from fundflow.amounts import holds_more
from fundflow.exceptions import SettingsError
from fundflow.phrases import Found, Phrase
from fundflow.text import bare, fold, tidy

LONGEST_PLACE = 30
SHORT_YEAR = r"(?<!\d)[23]\d(?!\d)"  # "22" in "vốn năm 22"
SHORTEST_LABEL = 2  # letters: "in đ…" says nothing
KNOWN = {
    "rows": {"total", "partial", "unit_group", "signature", "place_and_day", "ditto"},
    "titles": {
        "as_of",
        "as_of_alone",
        "not_as_of",
        "date",
        "budget_year",
        "decision",
        "attached_to",
        "decision_kinds",
        "addressed_to",
        "unit_follows",
    },
    "headers": {"short", "kept", "any_money", "short_years_after", "short_years_before"},
    "money": {"labels", "scales", "currencies", "kept_in"},
    "cells": {"zero", "missing"},
    "months": None,
    "likely": None,
}


class Words:
    """One attribute per list of the file; `money` answers what texts say about the unit of money."""

    def __init__(self, entry: Mapping):
        rows, titles, cells = entry["rows"], entry["titles"], entry["cells"]
        self.months = {bare(name): number for name, number in entry["months"].items()}
        self.total, self.partial = self._any(rows["total"]), self._any(rows["partial"])
        self.unit_group, self.signature = self._any(rows["unit_group"]), self._any(rows["signature"])
        self.place_and_day, self.ditto = self._any(rows["place_and_day"]), self._any(rows["ditto"])
        self.as_of, self.as_of_alone = self._each(titles["as_of"]), self._each(titles["as_of_alone"])
        self.not_as_of, self.date = self._any(titles["not_as_of"]), self._any(titles["date"])
        self.budget_year = self._any(titles["budget_year"])
        self.decision, self.attached_to = self._any(titles["decision"]), self._any(titles["attached_to"])
        self.addressed_to, self.unit_follows = self._any(titles["addressed_to"]), self._any(titles["unit_follows"])
        kinds = "|".join(re.escape(kind) for kind in titles["decision_kinds"])
        self.decision_number = re.compile(
            rf"(\d{{1,6}})\s*/\s*((?:20\d\d\s*/\s*)?(?:{kinds})\s*-\s*[A-ZĐ&]+)", re.IGNORECASE
        )
        self.zero = frozenset(map(tidy, cells["zero"]))
        self.missing = frozenset(tidy(str(mark)).casefold() for mark in cells["missing"])
        self.likely = [(code, self._any(phrases)) for code, phrases in entry["likely"].items()]
        self.money = MoneyWords(entry["money"])
        self.written_out = _WrittenOut(entry["headers"])
        self.any_money = str(entry["headers"]["any_money"])

    def _any(self, phrases: Iterable[str]) -> Phrase:
        """All phrases as alternatives of one, the longer words first, so that "tổng cộng" is not read as "tổng"."""
        return Phrase.of(" | ".join(sorted(map(str, phrases), key=len, reverse=True)), self.months)

    def _each(self, phrases: Iterable[str]) -> tuple[Phrase, ...]:
        return tuple(Phrase.of(phrase, self.months) for phrase in phrases)

    @lru_cache(maxsize=65536)  # noqa: B019 - see MoneyWords.stated
    def is_signature(self, text: str) -> bool:
        """True for the words under a table: place and day, "NGƯỜI LẬP BIỂU", "KT. CHỦ TỊCH"."""
        if self.signature.starts(bare(text)):
            return True
        lines = text.strip().split("\n")
        beginnings = (bare(" ".join(lines[:count])) for count in range(1, len(lines) + 1))
        return any(map(self.is_place_and_day, beginnings))

    def is_place_and_day(self, words: str) -> bool:
        """True for the bare text of a letter's place and day, which is not the day that figures speak of."""
        found = self.place_and_day.find(words)
        if found is None:
            return False
        place = words[: found.start].strip()
        return (
            bool(place) and len(place) <= LONGEST_PLACE and place.replace(" ", "").isalpha() and found.end == len(words)
        )

    def month(self, found: Found) -> int:
        """The month that a phrase caught, by number or name."""
        text = found.text("month") or "0"
        return int(text) if text.isdigit() else self.months[text]


class _WrittenOut:
    """ "Lũy kế GN năm 22" -> "lũy kế giải ngân năm 2022"; a header that shortens nothing comes back folded."""

    def __init__(self, entry: Mapping):
        self._long = {fold(short): fold(long) for short, long in entry["short"].items()}
        kept = {form for words in entry["kept"] for form in (fold(words), bare(words))}
        words = sorted([*kept, *self._long], key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
        after, before = (
            "|".join(re.escape(tidy(word)) for word in entry[f"short_years_{side}"]) for side in ("after", "before")
        )
        years = rf"{SHORT_YEAR}(?:\s*(?:[-–+,;&]|và)\s*(?:năm\s+)?{SHORT_YEAR})*"
        self._short_years = re.compile(
            rf"(?:(?<!\w)(?:{after})\s+|(?<![\w/.-])20\d\d\s*[-–+,]\s*){years}"
            rf"(?=\s*(?:$|[;:()]|[-–+,](?!\s*\d)|(?:{before})(?!\w)))",
            re.IGNORECASE,
        )

    def __call__(self, text: str) -> str:
        text = self._short_years.sub(lambda found: re.sub(SHORT_YEAR, r"20\g<0>", found[0]), tidy(text))
        return self._pattern.sub(lambda found: self._long.get(found[0], found[0]), fold(text))


class MoneyWords:
    """ "Đơn vị tính: triệu đồng", "(1.000 đồng)", "262 triệu": which unit of money is meant, as đồng per unit."""

    def __init__(self, entry: Mapping):
        values = {plain(word): Decimal(scale) for scale, words in entry["scales"].items() for word in words}
        labels, currencies = _alternatives(entry["labels"]), _alternatives(entry["currencies"])
        scales, word_scales = _alternatives(values), _alternatives(word for word in values if word[0].isalpha())
        unit = rf"(?:(?P<before>{scales})?[. ]*(?P<currency>{currencies})(?![^\W\d_])(?:[ ]*(?P<after>{scales})\b)?)"
        self._values = values
        self._kept_in = {str(code): Decimal(unit) for code, unit in entry["kept_in"].items()}
        statement = rf"(?<!\w)(?P<label>{labels})\b\W*{unit}(?=\s*(?:$|[^\w\s]))"
        bracketed = rf"[(\[]\s*{unit}\s*[)\]]"
        alone = rf"(?P<before>{word_scales})(?P<currency>)(?P<after>)"  # "ĐVT: triệu"
        unnamed = rf"(?<!\w)(?:{labels})\b\W*{alone}\W*$"
        self._statements = [re.compile(pattern) for pattern in (statement, rf"^\W*{unit}\W*$", unnamed)]
        self._asides = [re.compile(pattern) for pattern in (bracketed, rf"[,;/]\s*{unit}\W*$", rf"\({alone}\)")]
        self._in_cell = re.compile(
            rf"^(?:{currencies})?\s*(?P<number>[-+(]?[\d.,\s]*\d\s*\)?)\s*"
            rf"(?:(?P<scale>{word_scales})(?:\b|(?=(?:{currencies})\b))\.?)?\s*(?P<currency>{currencies})?\.?$"
        )

    @lru_cache(maxsize=4096)  # noqa: B019 - there are as many of these objects as forms, for the life of the process
    def stated(self, text: str) -> Decimal | None:
        """What a text says about the unit of the figures, None if nothing."""
        return self._first(self._statements + self._asides, text)

    def kept_in(self, currency: str) -> Decimal:
        """The unit in which budgets of a currency are kept; 1 where nothing is said of it."""
        return self._kept_in.get(currency, Decimal(1))

    def is_statement(self, text: str) -> bool:
        """True for "Đơn vị tính: triệu đồng", which stands by itself; not for "Kế hoạch vốn (triệu đồng)"."""
        return self._first(self._statements, text) is not None

    def _first(self, patterns: list[re.Pattern], text: str) -> Decimal | None:
        words = plain(text)
        for pattern in patterns:
            if found := pattern.search(words):
                word = found["before"] or found["after"]
                labelled = len(found.groupdict().get("label") or "") > SHORTEST_LABEL
                if word or labelled or len(found["currency"]) > 1:  # "đ)" is an item's letter, "ĐVT: đ" is not
                    return self._values[word] if word else Decimal(1)
        return None

    @lru_cache(maxsize=4096)  # noqa: B019 - see stated
    def number_and_scale(self, text: str) -> tuple[str, Decimal | None]:
        """ "262 triệu" -> ("262", 1000000); a bare number has no scale; other texts come back as they are."""
        found = None if holds_more(text) else self._in_cell.match(plain(text))
        if found is None:
            return text, None
        scale = self._values[found["scale"]] if found["scale"] else Decimal(1) if found["currency"] else None
        return found["number"].strip(), scale


def plain(text: object) -> str:
    """Lower case without accents, punctuation kept: "Tr.Đồng" -> "tr.dong"."""
    decomposed = unicodedata.normalize("NFKD", tidy(str(text)).lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(plain(word)) for word in sorted(words, key=len, reverse=True))


def merged(common: Mapping, own: Mapping, where: str) -> dict:
    """The common words with a form's own in front. Raises SettingsError for a list that nobody knows."""
    result = {part: dict(lists) for part, lists in common.items()}
    for part, lists in own.items():
        if part not in KNOWN or ((listed := KNOWN[part]) is not None and set(lists) - listed):
            known = "; ".join(f"{name}: {', '.join(sorted(lists))}" for name, lists in KNOWN.items() if lists)
            raise SettingsError(f"{where}: `words` knows {known}; found {part}: {', '.join(map(str, lists))}")
        for name, added in lists.items():
            result[part][name] = _joined(result[part].get(name), added)
    return result


def _joined(common: object, added: object) -> object:
    if isinstance(common, list) and isinstance(added, list):
        return [*added, *common]
    if isinstance(common, dict) and isinstance(added, dict):
        return common | {key: _joined(common[key], words) if key in common else words for key, words in added.items()}
    return added
