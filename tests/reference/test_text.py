"""The keys of names: what counts and what does not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundflow.text import bare, fold, tidy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yên Hoà", "Yên Hòa"),
        ("góa", "goá"),
        ("thúy", "thuý"),
        ("khỏe", "khoẻ"),
        ("Uỷ ban", "ủy ban"),
        ("qúy", "quý"),  # a slip
        ("tòan", "toàn"),  # a slip
        ("Ðức Thọ", "Đức Thọ"),  # ETH
        ("Kỳ\u00a0 Anh", "kỳ anh"),
        ("TX.Kỳ Anh", "tx kỳ anh"),
        ("DTTS&MN", "dtts mn"),
        ("PL_01", "pl 01"),
        ("Dân tộс", "Dân tộc"),  # Cyrillic с
        ("Dự\u00ad án\u200e", "Dự án"),  # a soft hyphen, a mark of direction
    ],
)
def test_one_key(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("của", "cua"), ("quá", "qua"), ("múa", "mùa"), ("Hà", "Há"), ("thuê", "thuế")]
)
def test_two_keys(one, other):
    assert fold(one) != fold(other)


def test_bare_drops_accents_and_stroke():
    assert bare("Kế hoạch vốn ĐTPT") == "ke hoach von dtpt"


@given(st.text(max_size=80))
def test_keys_are_stable(text):
    assert tidy(tidy(text)) == tidy(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(f"  {text}\u00a0") == fold(text)


vietnamese = st.text(
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵbcdđghklmnpqrstvx ", max_size=40
)


@given(vietnamese)
def test_a_key_is_its_own_key(text):
    assert fold(fold(text)) == fold(text)
    assert bare(fold(text)) == bare(text)
    assert len(bare(text)) == len(fold(text))
