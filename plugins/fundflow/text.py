"""Text as people type it, brought to one form so that the same words compare equal.

`tidy` keeps what a person reads; `fold` is the key for names (case, spaces, punctuation and the two ways of placing a
tone mark do not count, accents do); `bare` also drops the accents, for header words only.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse

# ETH and the African D look like Đ and are typed for it; ƣ is the OI that old fonts used for ư.
LOOK_ALIKES = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "Ƣ": "Ư", "ƣ": "ư"}
# Marks that nobody sees, left by web pages and PDF: of joining, of direction, soft hyphens.
UNSEEN = ("\u00ad", "\u200c", "\u200d", "\u200e", "\u200f", *map(chr, (*range(0x202A, 0x202F), *range(0x2060, 0x206A))))
FULL_WIDTH = {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}  # "２０２３" of East Asian keyboards
MENDED = str.maketrans(LOOK_ALIKES | FULL_WIDTH | dict.fromkeys(UNSEEN, ""))
CYRILLIC_AND_GREEK = str.maketrans("АВЕКМНОРСТХаеорсхуіΑΒΕΗΙΚΜΝΟΡΤΧο", "ABEKMHOPCTXaeopcxyiABEHIKMNOPTXo")
FOREIGN = re.compile("[" + "".join(map(chr, CYRILLIC_AND_GREEK)) + "]")
SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+")
PUNCTUATION = re.compile(r"(?:[^\w%]|_)+")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet may take for the start of a formula
TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
# oa, oe, uy: the old placement (and a frequent slip: "tòan", "qúy") marks the first vowel, the new one the second.
OLD_TONE_PLACE = re.compile(rf"([ou])([{TONES}])([aey])(?![\u0300-\u036f])")


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """NFC, look-alike letters mended, unseen marks gone, spaces single: what a person reads, and what is stored."""
    text = unicodedata.normalize("NFC", text).translate(MENDED)
    return SPACES.sub(" ", text).strip()


def _new_tone_place(word: str) -> str:
    def move(match: re.Match) -> str:
        first, tone, second = match.groups()
        if first + second not in ("oa", "oe", "uy"):
            return match.group(0)
        return first + second + tone

    return OLD_TONE_PLACE.sub(move, word)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The key of a name: "UBND  Huyện Yên Hoà." and "ubnd huyện yên hòa" are one."""
    text = tidy(text)
    if FOREIGN.search(text):
        text = _mend_mixed_alphabets(text)
    decomposed = unicodedata.normalize("NFD", text.lower())
    return SPACES.sub(" ", PUNCTUATION.sub(" ", unicodedata.normalize("NFC", _new_tone_place(decomposed)))).strip()


def _mend_mixed_alphabets(text: str) -> str:
    """Cyrillic and Greek letters are taken for Latin ones only in words that also hold Latin letters."""
    return " ".join(
        word.translate(CYRILLIC_AND_GREEK) if re.search(r"[A-Za-zÀ-ỹ]", word) else word for word in text.split(" ")
    )


@lru_cache(maxsize=65536)
def has_words(text: str) -> bool:
    """False for numbers, marks and single letters."""
    return sum(map(str.isalpha, text)) >= 2


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """`fold` without accents: "Kế hoạch vốn" -> "ke hoach von". đ becomes d."""
    decomposed = unicodedata.normalize("NFD", fold(text))
    return "".join(filterfalse(unicodedata.combining, decomposed)).replace("đ", "d")
