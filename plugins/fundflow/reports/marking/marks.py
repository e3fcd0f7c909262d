"""What our marks in a sender's workbook look like, so that they can be made, found again and taken away.

A marked cell has one of our fills and a note that begins with NOTE_MARK. The list of faults is a sheet that the reader
knows and steps over (reader/fault_list.py).
"""

from __future__ import annotations

from fundflow.findings import Finding, Severity

NOTE_MARK = "[fundflow] "
FILLS = {Severity.ERROR: "FFFFC7C9", Severity.WARNING: "FFFFEB9B"}  # near Excel's own "bad" and "neutral", yet ours
LEVELS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Lưu ý"}
ORDER = list(Severity)  # error, warning, info


def note_text(findings: list[Finding]) -> str:
    """What the note in a marked cell says: what is wrong, what is there, what was expected, how to mend it."""
    return NOTE_MARK + "\n\n".join(_one_note(finding) for finding in findings)


def _one_note(finding: Finding) -> str:
    lines = [f"{LEVELS[finding.severity]}: {finding.message}"]
    if finding.value not in (None, ""):
        lines.append(f"Đang có: {finding.value}")
    if finding.expected:
        lines.append(f"Cần có: {finding.expected}")
    if finding.suggestions:
        lines.append(f"Gợi ý: {'; '.join(finding.suggestions)}")
    return "\n".join(lines)


def in_order(findings: list[Finding]) -> list[Finding]:
    """Errors first; within a severity as they were found."""
    return sorted(findings, key=lambda finding: ORDER.index(finding.severity))
