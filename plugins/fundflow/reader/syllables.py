"""Is this a Vietnamese syllable? The language is so regular that a grammar answers it, without a dictionary.

A syllable = an onset, a rhyme and one of six tones; rhymes that end in a stop (c, ch, p, t) take two tones only. Used
to tell text of old fonts from text that is right as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SPELLING = """
onsets: ngh ng gh nh kh ph th tr ch gi qu b c d đ g h k l m n p r s t v x
rhymes: a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
        e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng
        i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu
        o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong ooc
        op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
        u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt
        uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
"""
ONSETS, RHYMES = (frozenset(part.split()) for part in re.split(r"\w+:", SPELLING)[1:])
TONES = "\u0300\u0301\u0303\u0309\u0323"  # huyền, sắc, ngã, hỏi, nặng
STOPS, STOP_TONES = ("c", "ch", "p", "t"), ("", "\u0301", "\u0323")
FRONT_VOWELS = tuple("eêiy")  # before them c, g, ng are written k, gh, ngh
WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """ "Nghèo" -> True, "Céng" -> False (k, not c, stands before e)."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [character for character in decomposed if character in TONES]
    letters = unicodedata.normalize("NFC", "".join(character for character in decomposed if character not in TONES))
    if len(tones) > 1:
        return False
    tone = tones[0] if tones else ""
    return any(_fits(onset, letters[len(onset) :], tone) for onset in ("", *ONSETS) if letters.startswith(onset))


def _fits(onset: str, rhyme: str, tone: str) -> bool:
    if onset == "gi" and rhyme in ("", "n", "êng"):  # gì, gìn, giếng: the i is onset and vowel at once
        return True
    if rhyme not in RHYMES or (rhyme.endswith(STOPS) and tone not in STOP_TONES):
        return False
    if onset in ("c", "ng"):
        return not rhyme.startswith(FRONT_VOWELS)
    return not (onset in ("k", "gh", "ngh") and not rhyme.startswith(FRONT_VOWELS))


def words(text: str) -> list[str]:
    """The runs of letters in a text."""
    return WORD.findall(text)
