"""docs/rules.md: the catalogue of rules as a page, written by `fundflow rules page`; a test keeps it fresh."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from fundflow.catalogue import KINDS, Entry, entries
from fundflow.findings import Severity

if TYPE_CHECKING:
    from fundflow.settings import Settings

SEVERITIES = {Severity.ERROR: "lỗi / error", Severity.WARNING: "cảnh báo / warning", Severity.INFO: "lưu ý / info"}
HEAD = """# Các luật kiểm tra / The rules

Trang này do `fundflow rules page --out docs/rules.md` sinh ra; đừng sửa tay. / Generated; do not edit.

- **lỗi / error** stops the file; **cảnh báo / warning** lets it stand, a person should look; **lưu ý / info** tells.
- Every rule has three answers: pass, fail, not applicable because. A cell that was found wrong silences the rules that
  depend on it: one fault, one finding.
- `fundflow rules show ID` shows one, `fundflow rules trial ID` says what it would stop of all files in the archive,
  `fundflow waive grant ID --unit … --why … --until …` lets a fault stand for a while.
- A rule on trial (thử) is stored and stops nothing.

"""


def rules_page(settings: Settings) -> str:
    """The whole page as Markdown."""
    found = entries(settings)
    sections = [_section(kind, [entry for entry in found if entry.kind == kind]) for kind in KINDS]
    return HEAD + _summary(found) + "\n" + "\n".join(sections)


def _summary(found: tuple[Entry, ...]) -> str:
    counts = Counter((entry.kind, entry.severity) for entry in found)
    lines = ["| | " + " | ".join(SEVERITIES.values()) + " | |", "|---|---:|---:|---:|---:|"]
    for kind, title in KINDS.items():
        numbers = [counts[kind, severity] for severity in SEVERITIES]
        lines.append(f"| {title} | {' | '.join(map(str, numbers))} | {sum(numbers)} |")
    return "\n".join(lines) + "\n"


def _section(kind: str, found: list[Entry]) -> str:
    return f"## {KINDS[kind]}\n\n" + "\n".join(map(_entry, found))


def _entry(entry: Entry) -> str:
    trial = ", thử / on trial" if entry.on_trial else ""
    lines = [
        f"### `{entry.id}`",
        "",
        f"{_plain(entry.sentence_vi)}  ",
        f"{_plain(entry.sentence_en)}",
        "",
        f"- {SEVERITIES[entry.severity]}{trial} · v{entry.version} · {entry.since}",
        f"- so sánh / compares: {_plain(entry.compares)}",
        f"- nguồn / source: {_plain(entry.source)}",
    ]
    if entry.silent:
        lines.append(f"- im lặng / silent: {_plain(entry.silent)}")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Placeholders of a sentence are shown as …; nothing in a sentence is Markdown."""
    text = re.sub(r"\{\w+\}", "…", text)
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "\\<")
