"""A person lets a fault stand: for which rule, which file or unit and line, why, by whom, until when.

A waived finding is found, shown and stored like any other; it only does not stop the file. A waiver names a file or a
unit, never everybody; it ends by itself, and then the finding is back. Granting and taking back are in the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from fundflow import journal
from fundflow.exceptions import WrongUse
from fundflow.findings import Finding, Severity

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

Place = tuple[str | None, str | None]  # (sheet, cell)
LEAST_REASON = 10  # letters; the table asks the same
KNOWN = {
    "unit": ("SELECT 1 FROM ref.unit WHERE code = %(code)s", "đơn vị", "unit"),
    "component": ("SELECT 1 FROM ref.component WHERE code = %(code)s", "dự án, tiểu dự án", "component"),
    "file": ("SELECT 1 FROM quality.file WHERE sha256 = %(code)s", "tệp đã nhận", "received file"),
}
REOPENED = (
    "Đang xét lại theo miễn trừ mới cấp. Không cần gửi lại. / Judged again under a waiver. There is no need to send "
    "it again."
)


@dataclass(frozen=True, slots=True)
class Waiver:
    """What is waived; a part that is None holds for all. Its reason stays in the warehouse."""

    waiver_id: int
    rule: str
    sha256: str | None
    unit_code: str | None
    component_code: str | None
    sheet: str | None
    cell: str | None
    valid_until: date

    def covers(self, finding: Finding, sha256: str, unit: str | None, component: str | None) -> bool:
        wanted = (self.rule, self.sha256, self.unit_code, self.component_code, self.sheet, self.cell)
        actual = (finding.rule, sha256, unit, component, finding.sheet, finding.cell)
        return all(want in (None, have) for want, have in zip(wanted, actual, strict=True))


def waive(
    findings: Iterable[Finding],
    waivers: Sequence[Waiver],
    *,
    sha256: str,
    unit: str | None,
    components: Mapping[Place, str],
) -> list[Finding]:
    """The findings of one file, those marked that a waiver covers. `components`: what the file's cells speak of."""

    def marked(finding: Finding) -> Finding:
        component = components.get((finding.sheet, finding.cell))
        found = next((one for one in waivers if one.covers(finding, sha256, unit, component)), None)
        return replace(finding, waived_by=found.waiver_id) if found else finding

    return [finding if finding.severity is Severity.INFO else marked(finding) for finding in findings]


def active(warehouse: Warehouse, on: date) -> tuple[Waiver, ...]:
    """The waivers in force on a day, the narrowest first."""
    return tuple(Waiver(**row._asdict()) for row in warehouse.run_sql("waivers/active", on_day=on))


def grant(
    warehouse: Warehouse,
    rule: str,
    *,
    reason: str,
    granted_by: str,
    valid_until: date,
    sha256: str | None = None,
    unit: str | None = None,
    component: str | None = None,
    sheet: str | None = None,
    cell: str | None = None,
) -> tuple[int, list[str]]:
    """Grants a waiver and has the rejected files it concerns judged again: its number, and those files' SHA-256.

    Raises WrongUse if it says too little (nobody waives without a reason, for everybody, or for ever), or names what is
    not there: a waiver that fits no file would look like one that helps.
    """
    _require_narrow(reason, granted_by, sha256, unit, sheet, cell)
    _require_known(warehouse, sha256, unit, component)
    scope = {"sha256": sha256, "unit": unit, "component": component, "sheet": sheet, "cell": cell}
    with warehouse.transaction():
        journal.lock(warehouse)
        [[waiver_id]] = warehouse.run_sql(
            "waivers/grant", rule=rule, reason=reason, granted_by=granted_by, valid_until=valid_until, **scope
        )
        files = warehouse.run_sql("waivers/reopen_files", waiver_id=waiver_id, message=REOPENED)
        reopened = [file.sha256 for file in files]
        payload = {"rule": rule, **scope, "reason": reason, "granted_by": granted_by, "until": valid_until.isoformat()}
        journal.append(warehouse, [journal.Event("waiver", str(waiver_id), payload | {"judged_again": reopened})])
    return waiver_id, reopened


def revoke(warehouse: Warehouse, waiver_id: int, *, because: str, revoked_by: str) -> None:
    """Takes a waiver back. Raises WrongUse if there is none in force under that number."""
    with warehouse.transaction():
        journal.lock(warehouse)
        if not warehouse.run_sql("waivers/revoke", waiver_id=waiver_id, because=because, revoked_by=revoked_by):
            raise WrongUse(f"Không có miễn trừ số {waiver_id} đang hiệu lực. / No waiver {waiver_id} to take back.")
        payload = {"revoked_by": revoked_by, "because": because}
        journal.append(warehouse, [journal.Event("waiver", str(waiver_id), payload)])


def _require_narrow(reason: str, granted_by: str, sha256, unit, sheet, cell) -> None:
    if len(reason.strip()) < LEAST_REASON:
        raise WrongUse("Hãy nêu lý do rõ ràng (--why). / Say why, so that an auditor understands (--why).")
    if not granted_by.strip():
        raise WrongUse("Hãy ghi người cho phép (--by). / Say who grants it (--by).")
    if sha256 is None and unit is None:
        raise WrongUse("Hãy nêu đơn vị hoặc tệp (--unit, --file). / Name a unit or a file (--unit, --file).")
    if cell is not None and (sheet is None or sha256 is None):
        raise WrongUse("Ô phải đi kèm trang và tệp. / A cell needs its sheet and its file (--sheet, --file).")


def _require_known(warehouse: Warehouse, sha256: str | None, unit: str | None, component: str | None) -> None:
    for option, code in (("unit", unit), ("component", component), ("file", sha256)):
        question, vi, en = KNOWN[option]
        if code is not None and not warehouse.query(question, code=code):
            raise WrongUse(
                f"Không có {vi} “{code}”. Hãy kiểm tra --{option}. / There is no {en} “{code}”: check --{option}."
            )
