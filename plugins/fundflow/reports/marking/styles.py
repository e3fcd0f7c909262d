"""Additions to a workbook's styles part: nothing that is there changes its number."""

from __future__ import annotations

import re
from collections.abc import Collection

from fundflow.reports.marking.xml_text import Splice, append_child, element_end, elements, needed, splice

NO_FILL = '<fill><patternFill patternType="none"/></fill>'
MEMBERS = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf"}
FILL_TAG = r'<(?:fill|patternFill|gradientFill|fgColor|bgColor|stop|color)(?: \w+="[\w.-]*")*/?>'
FILL = re.compile(rf"<fill>(?:{FILL_TAG}|</(?:patternFill|gradientFill|stop|fgColor|bgColor|color)>)*</fill>")
PLAIN = (
    '<styleSheet xmlns="{namespace}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class Styles:
    """What styles.xml holds. Additions go to the end of their collection; they are written without a prefix."""

    def __init__(self, text: str):
        self._text = text
        self._prefix = needed(text, "styleSheet").prefix
        self._all = {collection: self._read(collection, member) for collection, member in MEMBERS.items()}
        self._before = {collection: len(members) for collection, members in self._all.items()}
        self._painted: dict[tuple[int, str], int] = {}

    def _read(self, collection: str, member: str) -> list[str]:
        opening = needed(self._text, collection)
        end = element_end(self._text, opening)
        found = elements(self._text, member, opening.end, end)
        return [_unprefixed(self._text[tag.start : stop], self._prefix) for tag, stop in found]

    def painted(self, format_number: int, fill: str) -> int:
        """The number of a cell format like this one, but with this fill."""
        key = (format_number, fill)
        if key not in self._painted:
            source = self._format(format_number)
            tag = needed(source, "xf")
            self._painted[key] = self.add(
                "cellXfs", splice(source, [Splice(0, tag.end, tag.having(fillId=self.add("fills", fill), applyFill=1))])
            )
        return self._painted[key]

    def fill_of(self, format_number: int) -> str:
        number = int(needed(self._format(format_number), "xf").get("fillId") or 0)
        return self._all["fills"][number] if number < len(self._all["fills"]) else NO_FILL

    def formats_in(self, colours: Collection[str]) -> set[int]:
        """The numbers of the cell formats that are filled with one of these colours."""
        numbers = range(len(self._all["cellXfs"]))
        return {number for number in numbers if any(is_solid(self.fill_of(number), colour) for colour in colours)}

    def _format(self, number: int) -> str:
        formats = self._all["cellXfs"]
        return formats[number] if number < len(formats) else formats[0]

    def add(self, collection: str, xml: str) -> int:
        """Adds an element, unless it is there; answers its number."""
        members = self._all[collection]
        if xml not in members:
            members.append(xml)
        return members.index(xml)

    def finished(self) -> str:
        text = self._text
        for collection, members in self._all.items():
            new = members[self._before[collection] :]
            if new:
                text = append_child(text, needed(text, collection), _prefixed("".join(new), self._prefix))
                tag = needed(text, collection)
                text = splice(text, [Splice(tag.start, tag.end, tag.having(count=len(members)))])
        return text


def solid(colour: str) -> str:
    """A fill of one colour, "FFFFC7C9"."""
    pattern = f'<patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill>'
    return f"<fill>{pattern}</fill>"


def is_solid(fill: str, colour: str) -> bool:
    """Is it this colour, whichever program wrote it?"""
    return 'patternType="solid"' in fill and f'rgb="{colour}"' in fill


def remembered_fill(text: str) -> str:
    """A fill that we once noted down in the sender's workbook; none, where a person has changed the note."""
    return text if FILL.fullmatch(text) else NO_FILL


def _unprefixed(xml: str, prefix: str) -> str:
    return re.sub(rf"<(/?){re.escape(prefix)}", r"<\1", xml) if prefix else xml


def _prefixed(xml: str, prefix: str) -> str:
    return re.sub(r"<(/?)(?=\w+[\s/>])", rf"<\1{prefix}", xml)
