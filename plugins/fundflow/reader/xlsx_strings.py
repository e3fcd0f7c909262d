"""Texts of an .xlsx file: the shared strings and the inline ones, in pieces as their fonts change."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fundflow.reader.legacy_fonts import encoding_of_font
from fundflow.reader.sheets import Text
from fundflow.reader.xmlparts import feed, new_parser, prefix_of

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
