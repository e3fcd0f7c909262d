"""Strings taken by regular expressions and strings taken by the XML parser are the same, or the same damage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundflow.reader import UnreadableFile, xlsx_strings
from fundflow.reader.xlsx_strings import read_shared_strings

ROOT = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="9" uniqueCount="9">'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PLAIN = ["Xã", "a_x000A_b", " Tổng ", "", " ", "日本", "x\ty", "_x0020_"]


def table(*items: str, root: str = ROOT) -> bytes:
    return f"{DECLARATION}{root}{''.join(items)}</sst>".encode()


def read(part: bytes, *more: bytes):
    """The strings, or the rule that refuses them."""
    try:
        return read_shared_strings([part, *more], "sharedStrings.xml")
    except UnreadableFile as refusal:
        return refusal.finding.rule


def by_the_parser(part: bytes):
    """Only a part in one piece is taken as plain."""
    return read(part, b" ")


def test_plain_strings_need_no_parser(monkeypatch):
    part = table(*(f"<si><t>{text}</t></si>" for text in PLAIN))
    expected = by_the_parser(part)
    monkeypatch.setattr(xlsx_strings, "_parsed_strings", lambda *_: pytest.fail("parsed"))
    assert read(part) == expected == ["Xã", "a\nb", " Tổng ", "", "", "日本", "x\ty", ""]


@pytest.mark.parametrize(
    "part",
    [
        table(),
        table("<si><t>a</t></si>", root=ROOT.replace("count", "xml:count", 1)),
        table("<si><t>a</t></si>", root=ROOT[:-1] + ' count="1">'),
        table("<si><t>a</t></si>", "<!-- <si><t>b</t></si> -->"),
        table("<si><t>a</t></si>") + b"<sst/>",
        table("<si><t>a</t></si>")[:-3],
        table("<si><t>a</t></si>").replace(b"UTF-8", b"ISO-8859-1"),
        table("<si><t>a</t></si>").replace(b"<t>a", b"<t>\xff"),
        b"",
    ],
)
def test_what_is_not_plain_is_left_to_the_parser(part):
    assert read(part) == by_the_parser(part)


items = st.one_of(
    st.sampled_from(PLAIN).map("<si><t>{}</t></si>".format),
    st.sampled_from(PLAIN).map('<si><t xml:space="preserve">{}</t></si>'.format),
    st.sampled_from(
        ["<si/>", "<si><t/></si>", "<si><r><t>a</t></r><r><t>b</t></r></si>", "<si><t>&amp;</t></si>", "<si><t>a<", "\n",
         '<si><r><rPr><rFont val=".VnTime"/></rPr><t>Céng</t></r></si>', "<si><t>a</t><rPh><t>b</t></rPh></si>",
         "<si><t>a\rb</t></si>", "<si><t>]]></t></si>", "<si><t>\x01</t></si>", "<t>a</t>"]
    ),
)  # fmt: skip


@given(st.lists(items, max_size=6))
def test_any_strings(said):
    part = table(*said)
    assert read(part) == by_the_parser(part)
