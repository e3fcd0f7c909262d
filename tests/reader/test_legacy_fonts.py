"""Text of old fonts becomes Unicode; text that is right as it is stays as it is."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import xlsx

from fundflow.reader.legacy_fonts import (
    TCVN3,
    TCVN3_TO_UNICODE,
    VNI,
    VNI_TO_UNICODE,
    convert,
    detect,
    encoding_of_font,
    is_western,
    to_unicode,
)
from fundflow.reader.syllables import is_syllable

CHECKOUT = Path(__file__).parents[2]
VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"

# The head of every official letter, as the three ways of typing store it.
MOTTO = {
    "unicode": "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc. Ủy ban nhân dân huyện",
    TCVN3: "Céng hßa x· héi chñ nghÜa ViÖt Nam. §éc lËp - Tù do - H¹nh phóc. ñy ban nh©n d©n huyÖn",
    VNI: "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam. Ñoäc laäp - Töï do - Haïnh phuùc. UÛy ban nhaân daân huyeän",
}
TO_TCVN3 = {letter: chr(byte) for byte, letter in TCVN3_TO_UNICODE.items()}
TO_VNI = {
    letter: legacy for legacy, letter in VNI_TO_UNICODE.items() if not (legacy[:1].isupper() and legacy[1:].islower())
}


def as_tcvn3(text: str) -> str:
    return "".join(TO_TCVN3.get(letter, letter) for letter in text)


def as_vni(text: str) -> str:
    return "".join(TO_VNI.get(letter, letter) for letter in text)


vietnamese = st.text(VOWELS + "đ" + "bcdghklmnpqrstvx -.,0123456789", max_size=40)


@given(vietnamese)
def test_tcvn3_round_trip(text):
    assert convert(as_tcvn3(text), TCVN3) == text


@given(vietnamese)
def test_vni_round_trip(text):
    assert convert(as_vni(text), VNI) == text
    assert convert(as_vni(text.upper()), VNI) == text.upper()


def test_every_letter_is_in_both_tables():
    letters = set(VOWELS + "đ") - set("aeiouy")
    assert letters <= set(TCVN3_TO_UNICODE.values())
    assert letters | {letter.upper() for letter in letters} <= set(VNI_TO_UNICODE.values())


@pytest.mark.parametrize("encoding", [TCVN3, VNI])
def test_the_motto(encoding):
    read = to_unicode(MOTTO[encoding], encoding)
    assert read == (MOTTO["unicode"].replace("Ủy", "ủy") if encoding == TCVN3 else MOTTO["unicode"])


def test_capital_fonts_draw_capitals():
    assert to_unicode("b¸o c¸o gi¶i ng©n", encoding_of_font(".VnTimeH")) == "BÁO CÁO GIẢI NGÂN"
    assert to_unicode("tong so", encoding_of_font(".VnArialH")) == "TONG SO"


@pytest.mark.parametrize(("font", "encoding"), [
    (".VnTime", TCVN3), (".vnarial narrow", TCVN3), ("VNI-Times", VNI), ("VNI-Helve-Condense", VNI),
    ("Times New Roman", None), ("Vni", None), ("Arial", None), ("", None),
])  # fmt: skip
def test_fonts(font, encoding):
    assert encoding_of_font(font) == encoding


@pytest.mark.parametrize("encoding", [TCVN3, VNI])
@pytest.mark.parametrize(
    "text", ["Nghèo đa chiều", "Kỳ Anh", "Hà Tĩnh", "Giáo dục và Đào tạo", "1.234,5", "DA1", "Hương Khê"]
)
def test_unicode_under_an_old_fonts_name_stays(text, encoding):
    assert to_unicode(text, encoding) == text
    assert to_unicode(unicodedata.normalize("NFD", text), encoding) == text


def _clean_texts() -> list[str]:
    """What the reference data, the forms and the Vietnamese README say: names of programmes, units, laws."""
    files = [
        *CHECKOUT.glob("include/reference/*.csv"),
        *CHECKOUT.glob("include/forms/*.yml"),
        CHECKOUT / "README.vi.md",
    ]
    return [line for file in files for line in file.read_text("utf-8").splitlines() if line.strip()]


def test_no_clean_text_is_converted():
    texts = _clean_texts()
    assert len(texts) > 100
    assert detect(texts) is None
    for text in texts:
        assert detect([text] * 3) is None
        assert detect(text.split()) is None


# Western letters only, and not Vietnamese: nothing to convert, even in a long text.
FOREIGN = [
    "Dépenses exécutées de l'année précédente, crédits ouverts à l'État, règlement européen, dénommé, août, hôpital",
    "Execução orçamentária, dotação inicial, créditos adicionais, não há restrição, função, educação, saúde, água, mês",
    "Ejecución presupuestaria, crédito vigente, año, programación, niñez, atención, público, económico, región",
    "Haushaltsplan für das Jahr, Zuschüsse, Förderung, Maßnahmen, Gebäude, öffentlich, übertragbar, Erträge, fünf",
    "Útgjöld ríkissjóðs, fjárlög, málaflokkur, heimild, áætlun, breyting, samtals, mennta- og menningarmál, læknir",
    "Områden för utgifter, myndighet, förvaltning, anslag, överföring, årets, kvartal, åtgärder, miljö, hälsa",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_are_not_converted(text):
    assert detect(text.split()) is None


@pytest.mark.parametrize("encoding", [TCVN3, VNI])
def test_a_file_without_fonts_is_told_by_its_text(encoding):
    assert detect(MOTTO[encoding].split(". ")) == encoding


def test_one_unicode_text_is_enough_to_leave_a_file_alone():
    assert detect([*MOTTO[TCVN3].split(". "), "Nghèo đa chiều"]) is None


def test_the_grammar_of_syllables_knows_the_language_of_the_field():
    names = "".join(
        (CHECKOUT / f"include/reference/{table}.csv").read_text("utf-8") for table in ("components", "units")
    )
    words = {word for word in re.findall(r"[^\W\d_]+", names) if not word.isascii() and not word.isupper()}
    assert len(words) > 100
    assert {word for word in words if not is_syllable(word)} == set()
    english = re.findall(r"[a-z]+", "quick strong brown fox jumps through every small project budget sheet")
    assert not [word for word in english if is_syllable(word)]


FONTS = """<fonts><font><name val="Arial"/></font><font><name val=".VnTime"/></font>
<font><name val="VNI-Times"/></font></fonts>
<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs>"""


def test_the_font_of_a_cell_and_of_a_run_decide(cells):
    rows = (
        '<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>Céng</t></is></c>'
        '<c r="B1" s="2" t="inlineStr"><is><t>Coäng</t></is></c>'
        '<c r="C1" s="0" t="inlineStr"><is><t>Cộng</t></is></c>'
        '<c r="D1" s="0" t="inlineStr"><is><r><rPr><rFont val=".VnTime"/></rPr><t>ViÖt</t></r>'
        '<r><rPr><rFont val="Arial"/></rPr><t xml:space="preserve"> Nam hòa</t></r></is></c>'
        '<c r="E1" s="1"><v>5</v></c></row>'
    )
    found = cells(xlsx(rows, styles=FONTS))
    assert [(cell.text, cell.original) for cell in found.values()] == [
        ("Cộng", "Céng"), ("Cộng", "Coäng"), ("Cộng", None), ("Việt Nam hòa", "ViÖt Nam hòa"), ("5", None),
    ]  # fmt: skip


def test_where_unicode_was_typed_under_the_old_font_doubt_leaves_a_text_alone(cells):
    """ "xã" is Unicode, or the TCVN3 for "xó": the other cell of the font says which."""
    cell = '<c r="{}1" s="1" t="inlineStr"><is><t>{}</t></is></c>'
    rows = f'<row r="1">{cell.format("A", "xã")}{cell.format("B", "nghèo đa chiều")}</row>'
    assert [cell.text for cell in cells(xlsx(rows, styles=FONTS)).values()] == ["xã", "nghèo đa chiều"]


def test_the_samples_are_unicode_and_stay_so(read):
    truth = json.loads((CHECKOUT / "include/samples/ha_tinh_2023/truth.json").read_text("utf-8"))
    for name in [name for name in truth if not name.startswith("_")][::7]:
        book = read((CHECKOUT / "include/samples/ha_tinh_2023" / name).read_bytes())
        assert not [cell for sheet in book.sheets for row in sheet.rows.values() for cell in row if cell.original]


@pytest.mark.parametrize("doubtful", [False, True])
def test_letters_beside_the_signs_of_old_fonts_are_no_words(doubtful):
    """ "Gi", "i" and "Õn" are syllables, and "Gi¶i ng©n ®Õn" is none the less no Unicode."""
    assert to_unicode("Gi¶i ng©n ®Õn 30/9/2023", TCVN3, doubtful) == "Giải ngân đến 30/9/2023"


def test_wide_digits_and_blanks_say_nothing_about_the_font():
    assert is_western("１２３\u202f456")
    assert not is_western("ế")
