"""Texts of an .xlsx file: the shared strings and the inline ones, in pieces as their fonts change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, islice

from fundflow.reader.legacy_fonts import encoding_of_font
from fundflow.reader.sheets import Text
from fundflow.reader.xmlparts import DECLARATION, TEXT, feed, new_parser, prefix_of

# A table of strings that all are as plain as these is taken apart without the parser, as xlsx_rows.py does with rows.
STRING = re.compile(rf'<si><t(?: xml:space="preserve")?>({TEXT})</t></si>')
TABLE = re.compile(
    r'<sst xmlns="http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"'
    r'(?: count="[0-9]+")?(?: uniqueCount="[0-9]+")?>'
)
TABLE_END = re.compile(r"</sst>\s*")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescape(text: str) -> str:
    """Excel writes characters that XML cannot hold as _x000D_."""
    return ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


class TextCollector:
    """Gathers the runs of one <si> or <is>. Phonetic hints (<rPh>) are not part of the text.

    `pieces` is where the parser's characters arrive; it is emptied when a <t> opens and read when it closes.
    """

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces
        self.clear()

    def clear(self) -> None:
        self.runs: list[tuple[str, str]] = []
        self.encoding = ""
        self.phonetic = False

    def start(self, local: str, attributes: dict) -> None:
        if local == "t":
            self.pieces.clear()
        elif local == "r":
            self.encoding = ""
        elif local == "rFont":
            self.encoding = encoding_of_font(attributes.get("val", "")) or "unicode"
        elif local == "rPh":
            self.phonetic = True

    def end(self, local: str) -> None:
        if local == "t" and not self.phonetic:
            self.runs.append((self.encoding, unescape("".join(self.pieces))))
        elif local == "r":
            self.encoding = ""
        elif local == "rPh":
            self.phonetic = False

    def text(self) -> Text:
        """The text gathered, "" if blank; in pieces only where a font of before Unicode is among them."""
        text = "".join(text for _, text in self.runs)
        if not text or text.isspace():
            return ""
        return self.runs if any(encoding not in ("", "unicode") for encoding, _ in self.runs) else text


def read_shared_strings(chunks: Iterable[bytes], part: str) -> list[Text]:
    """All <si> in their order."""
    chunks = iter(chunks)
    beginning = list(islice(chunks, 2))
    plain = _plain_strings(beginning[0]) if len(beginning) == 1 else None
    return _parsed_strings(chain(beginning, chunks), part) if plain is None else plain


def _plain_strings(content: bytes) -> list[Text] | None:
    """The strings of a part of which every character is accounted for by the patterns above; None for any other."""
    declaration = DECLARATION.match(content)
    if declaration is None:
        return None
    try:
        before, *texts, after = STRING.split(content[declaration.end() :].decode())
    except ValueError:  # no UTF-8, or not a single string
        return None
    if any(texts[1::2]) or not TABLE.fullmatch(before) or not TABLE_END.fullmatch(after):
        return None
    read = map(unescape, texts[::2])
    return ["" if text.isspace() else text for text in read]


def _parsed_strings(chunks: Iterable[bytes], part: str) -> list[Text]:
    texts: list[Text] = []
    pieces: list[str] = []
    collector = TextCollector(pieces)
    parser = new_parser()
    cut = 0

    def root(name: str, _attributes: dict) -> None:
        nonlocal cut
        cut = len(prefix_of(name))
        parser.StartElementHandler = lambda name, attributes: collector.start(name[cut:], attributes)

    def end(name: str) -> None:
        if name[cut:] == "si":
            texts.append(collector.text())
            collector.clear()
        else:
            collector.end(name[cut:])

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = root, end, pieces.append
    feed(parser, chunks, part)
    return texts
