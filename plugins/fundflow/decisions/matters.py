"""What waits for a person, and how it is told: the file, and every finding with sheet, cell, found and expected.

Cell text is a stranger's. In the Markdown of Airflow's form it stands in code spans or with every mark escaped, so that
it is neither HTML nor a link, and it never passes through a template.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from fundflow import money
from fundflow.findings import Finding, Severity
from fundflow.loading.answers import findings_of
from fundflow.text import tidy

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

MOST_MATTERS = 25  # put before people at once; the next wait until these are decided
MOST_FINDINGS = 30  # on one form; the marked workbook in quarantine has all
LONGEST_TEXT = 400  # of one cell or sentence: a cell may hold 32,767 letters
MATTERS = {
    "quarantined": "Tệp bị giữ lại / Rejected file",
    "unknown_name": "Tên lạ / Unknown name",
    "restated": "Đính chính lớn / Large restatement",
}
LEVELS = {Severity.ERROR: "LỖI", Severity.WARNING: "CẢNH BÁO", Severity.INFO: "Lưu ý"}
MARKS = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Matter:
    """A file that waits: a row of quality.waiting, with what was found in it."""

    file_id: int
    reference: str
    original_name: str
    sha256: str
    unit_code: str | None
    unit_name: str | None
    status: str
    form: str | None
    as_of: date | None
    rows_read: int | None
    matter: str
    rules: tuple[str, ...]
    difference_vnd: Decimal | None
    judged_at: datetime
    waiting_since: datetime
    last_choice: str | None
    waiver_days: int
    link: str | None
    is_asked: bool
    findings: tuple[Finding, ...]

    @property
    def title(self) -> str:
        return f"{MATTERS[self.matter]}: {self.unit_name or self.unit_code or '?'}, {tidy(self.original_name)}"

    @property
    def decisive(self) -> tuple[Finding, ...]:
        """What the decision is about."""
        return tuple(finding for finding in self.findings if finding.rule in self.rules)

    def markdown(self) -> str:
        """For Airflow's form."""
        shown = self.findings[:MOST_FINDINGS]
        left_out = len(self.findings) - len(shown)
        more = [f"… và {left_out} phát hiện khác / and {left_out} more"] if left_out else []
        return "\n".join([*self._facts(), "", *map(_told, shown), *more, "", *HELP])

    def _facts(self) -> list[str]:
        difference = "" if self.difference_vnd is None else f" · chênh lệch {money.vnd(self.difference_vnd)} đồng"
        return [
            f"**{MATTERS[self.matter]}**{difference}",
            "",
            f"- Đơn vị / Unit: {code(self.unit_name or self.unit_code or '?')}",
            f"- Tệp / File: {code(self.original_name)} ({self.reference})",
            f"- Số liệu đến ngày / As of: {self.as_of or '?'} · {self.rows_read or 0} số liệu / figures",
        ]


HELP = (
    "---",
    "- **Duyệt / Approve**: cho phép các lỗi nêu trên đến ngày ghi ở “until”; tệp được xét lại. / The file may stand.",
    "- **Trả lại / Reject**: giữ nguyên kết luận; người gửi đọc lý do trong biên nhận. / The sender reads why.",
    "- **Sửa / Correct**: lập bản khai sửa lỗi nguồn để đưa vào include/corrections. / Drafts a declared correction.",
    "- **Hỏi đơn vị / Ask the unit**: gửi thư hỏi thủ trưởng đơn vị. / A mail to the head of the unit.",
)


def waiting(warehouse: Warehouse, reference: str | None = None, most: int | None = None) -> list[Matter]:
    """What waits for a person, the longest first; `reference`: only the file of that receipt."""
    rows = warehouse.run_sql("decisions/waiting", reference=reference, most=most)
    found = findings_of(warehouse, [row.file_id for row in rows])
    return [_matter(row, found[row.file_id]) for row in rows]


def _matter(row, findings: Sequence[Finding]) -> Matter:
    gravest_first = sorted(findings, key=lambda finding: list(Severity).index(finding.severity))
    names = set(Matter.__dataclass_fields__) - {"findings", "rules"}
    facts = {name: getattr(row, name) for name in names}
    return Matter(**facts, rules=tuple(row.rules), findings=tuple(gravest_first))


def _told(finding: Finding) -> str:
    place = "!".join(filter(None, (finding.sheet, finding.cell))) or "cả tệp / whole file"
    values = [f"có / found: {code(finding.value)}"] if finding.value else []
    values += [f"cần / expected: {code(finding.expected)}"] if finding.expected else []
    told = f"- **{LEVELS[finding.severity]}** {code(place)} {escaped(finding.message)}"
    return told + (f"\n    - {' · '.join(values)}" if values else "")


def code(text: str) -> str:
    """A code span: nothing in it is markup. A backtick would end it and is shown as its look-alike."""
    return f"`{_short(text).replace('`', 'ˋ')}`"


def escaped(text: str) -> str:
    """Prose in which no mark is markup and no address becomes a link."""
    apart = _short(text).replace("://", ":/\u200b/").replace("www.", "www\u200b.").replace("@", "@\u200b")
    return MARKS.sub(r"\\\1", apart)


def _short(text: str) -> str:
    line = tidy(text)
    return line if len(line) <= LONGEST_TEXT else line[:LONGEST_TEXT] + "…"
