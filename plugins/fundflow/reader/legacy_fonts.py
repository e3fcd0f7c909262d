"""Text typed for the fonts of before Unicode: TCVN3 (.VnTime, .VnArial, ...) and VNI (VNI-Times, ...) -> Unicode.

Such text is stored as Western letters that only its font shows as Vietnamese: "Céng hßa" (TCVN3) and "Coäng hoøa"
(VNI) are both "Cộng hòa". Where the file names the font of a cell, the font decides, unless the text is Unicode
already (people change fonts without retyping). Where it does not (csv, ods), the text of the whole file decides.

Sources: TCVN 5712:1993, third set (VN3); the VNI for Windows table.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from fundflow.reader.syllables import is_syllable, words

TCVN3, TCVN3_CAPITALS, VNI = "tcvn3", "tcvn3-capitals", "vni"

# Byte by byte from A1; a dot stands for a byte that the set leaves free.
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđ......"  # A1-B4
    "àảãáạ.ằẳẵắ......."  # B5-C5
    "ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò."  # C6-E0
    "ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ"  # E1-FE
)
TCVN3_TO_UNICODE = {0xA1 + place: letter for place, letter in enumerate(_TCVN3_LETTERS) if letter != "."}

# VNI writes a letter, then its marks as a second character; i and the horned letters have characters of their own.
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_SINGLES = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLES)
    table |= {
        base + mark: vowel + tone
        for base, vowel in zip("aeouyôö", "aeouyơư", strict=True)
        for mark, tone in _VNI_TONES.items()
    }
    table |= {base + mark: base + "\u0302" + tone for base in "aeo" for mark, tone in _VNI_CIRCUMFLEX.items()}
    table |= {"a" + mark: "a\u0306" + tone for mark, tone in _VNI_BREVE.items()}
    table = {legacy: unicodedata.normalize("NFC", letter) for legacy, letter in table.items()}
    capitals = {legacy.upper(): letter.upper() for legacy, letter in table.items()}
    mixed = {legacy[0].upper() + legacy[1:]: letter.upper() for legacy, letter in table.items() if len(legacy) == 2}
    return table | capitals | mixed


VNI_TO_UNICODE = _vni_table()
_VNI_PIECE = re.compile("|".join(sorted(map(re.escape, VNI_TO_UNICODE), key=len, reverse=True)))

WHOLE_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~]+")  # what stands between blanks, digits and ASCII's signs

# The bytes 80-9F of Windows-1252 are no letters of these sets, but quotation marks and dashes that may stand in them.
WESTERN = frozenset(map(chr, range(0x100))) | set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ")


def encoding_of_font(name: str) -> str | None:
    """ ".VnTime" -> "tcvn3", ".VnTimeH" (draws capitals only) -> "tcvn3-capitals", "VNI-Times" -> "vni"; else None."""
    name = name.strip().lower()
    if name.startswith(".vn"):
        return TCVN3_CAPITALS if name.endswith("h") else TCVN3
    return VNI if name.startswith("vni-") else None


def to_unicode(text: str, encoding: str, doubtful: bool = False) -> str:
    """The text as the font shows it; unchanged if it is Unicode already, or plain ASCII.

    Unicode typed under an old font's name betrays itself: it holds letters that the font does not know, or reads worse
    when converted. `doubtful`: other cells of this font were such; then a text that reads equally well is left alone.
    """
    text = unicodedata.normalize("NFC", text)
    if encoding == TCVN3_CAPITALS and text.isascii():
        return text.upper()
    if text.isascii() or not is_western(text):
        return text
    converted = convert(text, encoding)
    gain = _syllables(converted) - _syllables(text)
    return converted if gain > 0 or (gain == 0 and not doubtful) else text


def convert(text: str, encoding: str) -> str:
    """The bare table, without asking whether it fits."""
    if encoding == VNI:
        return _VNI_PIECE.sub(lambda match: VNI_TO_UNICODE[match.group()], text)
    converted = text.translate(TCVN3_TO_UNICODE)
    return converted.upper() if encoding == TCVN3_CAPITALS else converted


def is_western(text: str) -> bool:
    """True if every letter exists in Windows-1252: text of these fonts is never anything else."""
    return WESTERN.issuperset(text) or all(letter in WESTERN for letter in text if letter.isalpha())


def _syllables(text: str) -> int:
    """Only whole words count: a sign inside one ("Gi¶i") is a letter of an old font."""
    return sum(map(is_syllable, WHOLE_WORD.findall(text)))


# A file without fonts is converted only on this much evidence, and only if nothing in it is Vietnamese as it stands.
WORDS_NEEDED = 5
SHARE_NEEDED = 0.9


def detect(texts: Iterable[str]) -> str | None:
    """The encoding of a file that names no fonts: "tcvn3", "vni", or None where the text is right as it is.

    Silent where 1. any text has a Vietnamese letter that Western sets do not have: then the file is Unicode;
    2. fewer than WORDS_NEEDED different accented words speak for a set; 3. less than SHARE_NEEDED of them become
    syllables; 4. most of them are syllables already.
    """
    accented: set[str] = set()
    for text in texts:
        if text.isascii():
            continue
        text = unicodedata.normalize("NFC", text)
        if not is_western(text):
            return None
        accented.update(word for word in WHOLE_WORD.findall(text) if not word.isascii())
    if len(accented) < WORDS_NEEDED:
        return None
    already = sum(all(map(is_syllable, words(word))) for word in accented) / len(accented)
    shares = {encoding: _share(accented, encoding) for encoding in (TCVN3, VNI)}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= SHARE_NEEDED and already < 0.5 else None


def _share(accented: set[str], encoding: str) -> float:
    converted = [convert(word, encoding) for word in accented]
    return sum(all(map(is_syllable, words(word) or ["?"])) for word in converted) / len(converted)
