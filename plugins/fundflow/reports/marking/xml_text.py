"""XML as text: finding tags, and cutting and pasting between them.

Loading and saving with a spreadsheet library loses charts, pictures, form controls and more; a splice between two tags
loses nothing. The text must be well-formed (package.py sees to that); comments and CDATA are stepped over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr, unescape

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ENTITIES = {"&quot;": '"', "&apos;": "'"}
ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML has no place for them
NUMERIC_ENTITY = re.compile(r"&#(x[0-9a-fA-F]+|[0-9]+);")


class NotAPackage(ValueError):
    """The file is not an .xlsx that can be edited in place: broken, too large, or with XML that should not be there."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag in a part's text. `kind`: open, close, empty. `start` and `end` are offsets of "<" and past ">"."""

    name: str
    prefix: str  # "" or "x:"
    kind: str
    start: int
    end: int
    source: str

    def get(self, attribute: str) -> str | None:
        for match in ATTRIBUTE.finditer(self.source):
            if match[1] == attribute:
                return plain_text(match[2][1:-1])
        return None

    @property
    def namespace(self) -> str | None:
        """The namespace that the root tag declares for its own prefix."""
        return self.get("xmlns:" + self.prefix[:-1] if self.prefix else "xmlns")

    def having(self, **attributes: object) -> str:
        """The tag's text with these attributes set. A double underscore stands for the colon of a prefix."""
        source = self.source
        for key, value in attributes.items():
            name = key.replace("__", ":")
            source = re.sub(rf"""\s{re.escape(name)}\s*=\s*("[^"]*"|'[^']*')""", "", source)
            tail = "/>" if source.endswith("/>") else ">"
            source = f"{source[: -len(tail)].rstrip()} {name}={quoteattr(str(value))}{tail}"
        return source


@dataclass(frozen=True, slots=True)
class Splice:
    """Replace text[start:end]. Splices at the same place are applied in the order given."""

    start: int
    end: int
    text: str


def splice(text: str, edits: Iterable[Splice]) -> str:
    pieces, position = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


def tags(text: str, *names: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """The tags of these local names (all tags without names) in their order; comments and CDATA are stepped over."""
    wanted = "|".join(map(re.escape, names)) if names else r"[\w.-]+"
    pattern = _tag_pattern(wanted)
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        if match["name"] is None:
            continue
        kind = "close" if match["slash"] else "empty" if match[0].endswith("/>") else "open"
        yield Tag(match["name"], match["prefix"] or "", kind, match.start(), match.end(), match[0])


def _tag_pattern(wanted: str) -> re.Pattern:
    return re.compile(
        r"<!--.*?-->|<!\[CDATA\[.*?\]\]>"
        rf"|<(?P<slash>/?)(?P<prefix>[\w.-]+:)?(?P<name>{wanted})(?=[\s/>])(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
        re.DOTALL,
    )


def first(text: str, *names: str) -> Tag | None:
    return next(tags(text, *names), None)


def needed(text: str, *names: str) -> Tag:
    """The first of these tags, in a part that is nothing without it."""
    tag = first(text, *names)
    if tag is None:
        raise NotAPackage(f"no <{names[0]}>")
    return tag


def element_end(text: str, tag: Tag) -> int:
    """The offset past the element that `tag` opens."""
    if tag.kind == "empty":
        return tag.end
    depth = 1
    for inner in tags(text, tag.name, start=tag.end):
        depth += {"open": 1, "close": -1, "empty": 0}[inner.kind]
        if depth == 0:
            return inner.end
    raise NotAPackage(f"<{tag.name}> is not closed")


def elements(text: str, name: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Tag, int]]:
    """Each element of that name that is not inside another of it, with the offset past it."""
    position = start
    while (tag := next(tags(text, name, start=position, end=end), None)) is not None:
        position = element_end(text, tag)
        yield tag, position


def plain_text(escaped: str) -> str:
    def character(match: re.Match) -> str:
        code = match[1]
        return chr(int(code[1:], 16) if code[0] == "x" else int(code))

    return unescape(NUMERIC_ENTITY.sub(character, escaped), ENTITIES)


def xml_text(text: str, limit: int) -> str:
    """Any text as XML content."""
    return escape(CONTROL_CHARACTERS.sub("\ufffd", text if len(text) <= limit else text[: limit - 1] + "…"))


def append_child(text: str, tag: Tag, child: str) -> str:
    """`text` with `child` as the last child of the element that `tag` opens."""
    if tag.kind == "empty":
        opened = f"{tag.source[:-2].rstrip()}>{child}</{tag.prefix}{tag.name}>"
        return splice(text, [Splice(tag.start, tag.end, opened)])
    close = text.rindex("<", 0, element_end(text, tag))
    return splice(text, [Splice(close, close, child)])
