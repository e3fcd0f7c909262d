"""styles.xml: which cell styles make something else of a number, and which are written in a font of before Unicode."""

from __future__ import annotations

from dataclasses import dataclass, field

from fundflow.reader.legacy_fonts import encoding_of_font
from fundflow.reader.numbers import STRUCK, meaning_of_format_id
from fundflow.reader.xmlparts import elements, true, whole


@dataclass(slots=True)
class Styles:
    """By the number of the style as a cell writes it (s="5"), None for a cell that writes none: style 0.

    Styles that mean nothing special are not there.
    """

    meanings: dict[str | None, str] = field(default_factory=dict)  # of numbers.py
    encodings: dict[str | None, str] = field(default_factory=dict)  # of legacy_fonts


def read_styles(content: bytes, part: str) -> Styles:
    collector = _Collector()
    elements(content, part, collector.start)
    return collector.styles()


class _Collector:
    """fonts -> names, numFmts -> codes, cellXfs -> which of both a style uses."""

    def __init__(self) -> None:
        self.list = ""
        self.fonts: list[str] = []
        self.struck: set[int] = set()  # fonts whose text is struck through
        self.formats: dict[int, str] = {}
        self.used: list[tuple[int, int]] = []

    def start(self, name: str, attributes: dict) -> None:
        if name in ("fonts", "fills", "cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            self.list = name
        elif name == "numFmt" and self.list != "dxfs":
            self.formats[whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "font" and self.list == "fonts":
            self.fonts.append("")
        elif name == "name" and self.list == "fonts" and self.fonts:
            self.fonts[-1] = attributes.get("val", "")
        elif name == "strike" and self.list == "fonts" and true(attributes.get("val", "1")):
            self.struck.add(len(self.fonts) - 1)
        elif name == "xf" and self.list == "cellXfs":
            self.used.append((whole(attributes.get("numFmtId")), whole(attributes.get("fontId"))))

    def styles(self) -> Styles:
        styles = Styles()
        encodings = [encoding_of_font(name) for name in self.fonts]
        for number, (format_id, font) in enumerate(self.used):
            if meaning := meaning_of_format_id(format_id, self.formats) or (STRUCK if font in self.struck else None):
                styles.meanings[str(number)] = meaning
            if font < len(encodings) and (encoding := encodings[font]):
                styles.encodings[str(number)] = encoding
        for special in (styles.meanings, styles.encodings):
            if "0" in special:
                special[None] = special["0"]
        return styles
