"""How two names are compared: abbreviations written out, "và" and spaces left out, accents kept (or dropped on both
sides when the text was typed without any)."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from fundflow.reference.grammar import ENUMERATORS
from fundflow.text import bare, fold

UNRELATED_NAME = "unrelated name"
WORTH_SHOWING = 0.6  # a less similar name would mislead more than it helps
SUGGESTIONS = 3
BEGINNING = 5  # words by which a name is known although the rest is cut off


@dataclass(frozen=True, slots=True)
class Match:
    """What a text means. `code` is None unless it means one thing only.

    `how`: code, number, number+name, name; retired or not_yet (a code, but not of that day; a successor is suggested);
    and without a code: ambiguous, contradiction, unknown, empty.
    `contradiction`: the code that the name speaks of while the number says another, or UNRELATED_NAME.
    `suggest`: makes `suggestions`, for people to read, never to apply; most are never asked for, and cost much.
    """

    code: str | None
    how: str
    contradiction: str | None = None
    suggest: Callable[[], Iterable[str]] = field(default=tuple, compare=False, repr=False)

    @property
    def suggestions(self) -> tuple[str, ...]:
        return tuple(self.suggest())


class Abbreviations:
    """abbreviations.csv of one scope: short forms and what they stand for; "và" stands for nothing."""

    def __init__(self, long_of: Mapping[str, str]):
        self._long = {fold(short): fold(long).split() for short, long in long_of.items()}
        self._bare_long = {bare(short): bare(long).split() for short, long in long_of.items()}

    def words(self, folded: str) -> list[str]:
        """The words of a folded text, short forms written out."""
        return [word for token in folded.split() for word in self._long.get(token, (token,))]

    def bare_words(self, text: str) -> list[str]:
        return [word for token in bare(text).split() for word in self._bare_long.get(token, (token,))]


NO_ABBREVIATIONS = Abbreviations({})


class NameIndex:
    """Names -> codes. Asked with any spelling that folds to the same words; spaces do not count ("ràsoát")."""

    def __init__(self, names: Iterable[tuple[str, str]], abbreviations: Abbreviations):
        """`names`: pairs of code and name."""
        self._abbreviations = abbreviations
        self._names = list(names)
        self._codes: dict[str, set[str]] = defaultdict(set)
        self._bare_codes: dict[str, set[str]] = defaultdict(set)
        for code, name in self._names:
            self._codes["".join(abbreviations.words(fold(name)))].add(code)
            self._bare_codes["".join(abbreviations.bare_words(name))].add(code)

    @cached_property
    def _words_of(self) -> Mapping[str, list[list[str]]]:
        """By code: asked for only where a text is not the very name of anything."""
        words_of: dict[str, list[list[str]]] = defaultdict(list)
        for code, name in self._names:
            words_of[code].append(self._abbreviations.words(fold(name)))
        return words_of

    @cached_property
    def _weights(self) -> Mapping[str, float]:
        return _rarity(self._words_of)

    def exact(self, text: str) -> set[str]:
        """The codes that have this very name."""
        folded = fold(text)
        if not folded:
            return set()
        found = self._codes.get("".join(self._abbreviations.words(folded)), set())
        if not found and folded == bare(text):
            found = self._bare_codes.get("".join(self._abbreviations.bare_words(text)), set())
        return set(found)

    def similarity(self, text: str, code: str) -> float:
        """0 to 1: how far a shortened, lengthened or misspelt text still speaks of the code's name."""
        words = self._abbreviations.words(fold(text))
        plain = "".join(self._abbreviations.bare_words(text))
        return max((self._likeness(words, plain, name) for name in self._words_of.get(code, ())), default=0.0)

    def _likeness(self, words: list[str], plain: str, name: list[str]) -> float:
        from rapidfuzz import fuzz

        common = sum(self._weight(word) for word in set(words) & set(name))
        shorter = min(sum(map(self._weight, set(words))), sum(map(self._weight, set(name))))
        return max(
            common / shorter if shorter else 0.0, fuzz.ratio(plain, bare(" ".join(name)).replace(" ", "")) / 100 - 0.2
        )

    def _weight(self, word: str) -> float:
        return self._weights.get(word, self._weights[""])

    def suggest(self, text: str, codes: Iterable[str]) -> tuple[str, ...]:
        """Those of the codes whose names look most like the text, best first."""
        likeness = {code: self.similarity(text, code) for code in codes}
        best = sorted(
            (code for code in likeness if likeness[code] >= WORTH_SHOWING), key=lambda code: (-likeness[code], code)
        )
        return tuple(best[:SUGGESTIONS])


def _rarity(words_of: Mapping[str, list[list[str]]]) -> dict[str, float]:
    """A word's weight: the more codes use it ("hỗ trợ", "phát triển"), the less it says. "" = a word nobody uses."""
    uses = Counter(word for names in words_of.values() for word in {word for name in names for word in name})
    total = len(words_of) + 1
    return {word: math.log(total / count) for word, count in uses.items()} | {"": math.log(total) if total > 1 else 1.0}


class Phrases:
    """Phrases -> codes, looked for inside a longer text, the longest first; what one phrase took, no other sees.

    A phrase marked `alone` counts only as the whole text ("SN", "Đầu tư"). `noise` are names that hold such words and
    mean something else ("Đầu tư phát triển nhóm dân tộc …"): they are blanked out before looking, also when cut short.
    """

    def __init__(
        self,
        phrases: Iterable[tuple[str, str, str]],
        noise: Iterable[str] = (),
        abbreviations: Abbreviations = NO_ABBREVIATIONS,
        fillers: Iterable[str] = (),
    ):
        """`phrases`: code, phrase, use (anywhere | alone). `abbreviations`: those of the noise. `fillers`: words beside
        a phrase that say nothing more.
        """
        self._abbreviations, self._fillers = abbreviations, frozenset(map(fold, fillers))
        phrases = [(code, self._key(phrase), use) for code, phrase, use in phrases]
        self._alone = {form: code for code, words, _ in phrases for form in (words, bare(words))}
        self._anywhere = {
            form: code for code, words, use in phrases if use == "anywhere" for form in (words, bare(words))
        }
        self._pattern = _any_of(self._anywhere)
        names = [self._key(name) for name in noise]
        beginnings = [" ".join(name.split()[:BEGINNING]) for name in names if len(name.split()) > BEGINNING]
        self._noise = _any_of(form for name in {*names, *beginnings} for form in (name, bare(name)))

    def only(self, text: str) -> str | None:
        """The one code that the text names; None if none or several."""
        words = self._key(text)
        if words in self._alone:
            return self._alone[words]
        found = {self._anywhere[phrase.group()] for phrase in self._pattern.finditer(self._noise.sub(" ", words))}
        return found.pop() if len(found) == 1 else None

    def whole(self, text: str) -> str | None:
        """The code that is all that the text says, but for an item number and words like "nguồn vốn"."""
        words = ENUMERATORS.sub("", self._key(text))
        rest = self.without(words)
        return self.only(words) if not rest or rest in self._fillers else None

    def without(self, text: str) -> str:
        """The folded text with all phrases taken out."""
        words = self._key(text)
        return "" if words in self._alone else " ".join(self._pattern.sub(" ", words).split())

    def replaced(self, text: str, by: str) -> str:
        """The folded text with another word for each of the phrases."""
        words = self._key(text)
        return by if words in self._alone else self._pattern.sub(by, words)

    def _key(self, text: str) -> str:
        return " ".join(self._abbreviations.words(fold(text)))


def _any_of(phrases: Iterable[str]) -> re.Pattern:
    ordered = sorted(filter(None, phrases), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b" if ordered else r"(?!)")
