"""The XML of a workbook's parts, streamed through expat. A DOCTYPE or ENTITY ends the reading before it can do harm.

Names come without namespaces: `local_names` tells from the root element which prefix the part's own elements carry
(Excel writes <row>, others <x:row>; strict and transitional files differ in the namespace only).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from xml.parsers import expat

from fundflow.reader.errors import UnreadableFile, refuse

SMALL = 1 << 14  # bytes of a part that is remembered
Start = Callable[[str, dict], None]

# For what is so plain that it need not be parsed. What a part in UTF-8 begins with: a declaration that says so or
# nothing, or no declaration; and a text that is what it says.
DECLARATION = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version=["']1\.0["'](?: encoding=["'](?:utf|UTF)-8["'])?"""
    rb"""(?: standalone=["']\w+["'])? ?\?>)?\s*(?=<[A-Za-z])"""
)
TEXT = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*"


class _Forbidden(Exception):
    """A DOCTYPE or an ENTITY."""


def new_parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _forbid
    return parser


def _forbid(*_declaration) -> None:
    raise _Forbidden


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes | str], part: str) -> None:
    """Parses the whole part; damage ends in a refusal that names it."""
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except _Forbidden:
        raise refuse("file.entity", part=part) from None
    except (expat.ExpatError, ValueError, LookupError) as error:  # LookupError: an encoding that does not exist
        raise damaged(part, str(error)) from None


def damaged(part: str, reason: str) -> UnreadableFile:
    """The refusal of a file because of something in one of its parts."""
    return refuse("file.damaged", part=part, reason=reason)


def elements(content: bytes, part: str, start: Start) -> None:
    """Calls start(local name, attributes) for every element of a part; what it is given it may not change."""
    if len(content) > SMALL:
        _parse(content, part, start)
    else:
        for name, attributes in _elements(content, part):
            start(name, attributes)


@lru_cache(maxsize=64)
def _elements(content: bytes, part: str) -> list[tuple[str, dict]]:
    """Workbooks made by one program or from one template share their small parts to the letter."""
    found: list[tuple[str, dict]] = []
    _parse(content, part, lambda name, attributes: found.append((name, attributes)))
    return found


def _parse(content: bytes, part: str, start: Start) -> None:
    parser = new_parser()
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    feed(parser, [content], part)


def prefix_of(root: str) -> str:
    """ "x:worksheet" -> "x:", "worksheet" -> ""."""
    prefix, colon, _ = root.rpartition(":")
    return prefix + colon


def true(value: str | None) -> bool:
    """An XML boolean attribute."""
    return value in ("1", "true", "on")


def whole(value: str | None, default: int = 0) -> int:
    """A whole number of an attribute; `default` where there is none or nonsense."""
    return int(value) if value and value.isascii() and value.strip().isdigit() else default


def unseen(attributes: dict[str, str], size: str) -> bool:
    """True for a row or column that is hidden, or of a `size` (height, width) of nothing."""
    given = attributes.get(size)
    return true(attributes.get("hidden")) or bool(given and not given.strip("0."))
