"""Waivers and trials, the whole way: a rejected file, a person who lets its fault stand, the end of that."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, timedelta

import pytest
from tests.workbooks.generator import generate
from tests.workbooks.made import Made, flat
from typer.testing import CliRunner

from fundflow import expectations, journal, pipeline, trials, waivers
from fundflow.cli import build_app
from fundflow.exceptions import WrongUse
from fundflow.findings import Finding, Severity
from fundflow.migrations import open_warehouse
from fundflow.waivers import Waiver, waive

LATER = date(2099, 12, 31)
WHY = "Đơn vị đã giải trình bằng văn bản số 12."
RULE = "totals_equal_details"


@pytest.fixture
def house(fresh, monkeypatch):
    """Real children, real SQL checks; Great Expectations has its own tests and takes its time."""
    monkeypatch.setattr(expectations, "validate", lambda *arguments: [])
    monkeypatch.setattr(expectations, "warm_up", lambda: None)
    return fresh


@pytest.fixture
def warehouse(house):
    with open_warehouse(house) as warehouse:
        yield warehouse


def wrong_total(seed: int = 3) -> Made:
    """A report whose first line does not add up."""
    made = generate(seed, "by_year")
    total = next(line for line in made.lines if line.kind == "total")
    made.write("plan_current", total, total.amounts["plan_current"] + 5_000_000)
    return made


def run(house) -> None:
    pipeline.ingest(house)
    pipeline.build(house)


def statuses(warehouse) -> list[str]:
    return [row.status for row in warehouse.query("SELECT status FROM quality.file ORDER BY file_id")]


# What a waiver covers -----------------------------------------------------------------------------------------------


def waiver(**scope) -> Waiver:
    everything = dict.fromkeys(("sha256", "unit_code", "component_code", "sheet", "cell"))
    return Waiver(waiver_id=7, rule=RULE, valid_until=LATER, **(everything | scope))


def marked(*given: Waiver, severity=Severity.ERROR, rule=RULE) -> list[int | None]:
    found = [Finding(rule, severity, "…", "Biểu", "D9")]
    done = waive(found, given, sha256="ab", unit="42.444", components={("Biểu", "D9"): "GNBV.2"})
    return [finding.waived_by for finding in done]


@pytest.mark.parametrize(
    "scope",
    [
        {"unit_code": "42.444"},
        {"sha256": "ab"},
        {"unit_code": "42.444", "component_code": "GNBV.2"},
        {"sha256": "ab", "sheet": "Biểu", "cell": "D9"},
    ],
)
def test_a_waiver_covers_what_it_names(scope):
    assert marked(waiver(**scope)) == [7]


@pytest.mark.parametrize(
    "scope",
    [
        {"unit_code": "42.443"},
        {"sha256": "cd"},
        {"unit_code": "42.444", "component_code": "GNBV.3.1"},
        {"sha256": "ab", "sheet": "Biểu", "cell": "D8"},
    ],
)
def test_a_waiver_covers_nothing_else(scope):
    assert marked(waiver(**scope)) == [None]


def test_another_rule_is_not_covered_and_an_info_needs_no_waiver():
    assert marked(waiver(unit_code="42.444"), rule="line_not_twice") == [None]
    assert marked(waiver(unit_code="42.444"), severity=Severity.INFO) == [None]


# The whole way ------------------------------------------------------------------------------------------------------


def test_a_waiver_lets_a_rejected_file_in_without_sending_it_again(house, warehouse):
    made = wrong_total()
    made.save(house.inbox)
    run(house)
    assert statuses(warehouse) == ["rejected"]

    number, reopened = waivers.grant(warehouse, RULE, reason=WHY, granted_by="Lan", valid_until=LATER, unit=made.unit)
    assert len(reopened) == 1
    run(house)

    assert statuses(warehouse) == ["accepted"]
    [finding] = warehouse.query("SELECT * FROM quality.finding_today WHERE severity = 'error'")
    assert (finding.rule, finding.waived_by, finding.is_waived) == (RULE, number, True)
    assert (finding.waived_because, finding.waived_by_whom) == (WHY, "Lan")
    [receipt] = warehouse.query("SELECT status FROM quality.receipt")
    assert receipt.status == "accepted"
    [entry] = warehouse.query("SELECT payload FROM audit.journal WHERE kind = 'waiver'")
    assert entry.payload["reason"] == WHY and entry.payload["judged_again"] == reopened
    assert journal.verify(warehouse) is None


def test_the_finding_returns_when_the_waiver_has_ended(house, warehouse):
    made = wrong_total()
    yesterday = date.today() - timedelta(days=2)
    waivers.grant(warehouse, RULE, reason=WHY, granted_by="Lan", valid_until=yesterday, unit=made.unit)
    made.save(house.inbox)
    run(house)
    assert statuses(warehouse) == ["rejected"]


def test_what_was_waived_shows_again_after_the_end(house, warehouse):
    made = wrong_total()
    waivers.grant(warehouse, RULE, reason=WHY, granted_by="Lan", valid_until=LATER, unit=made.unit)
    made.save(house.inbox)
    run(house)
    assert statuses(warehouse) == ["accepted"]

    warehouse.query("UPDATE quality.waiver SET valid_until = CURRENT_DATE - 1")
    [finding] = warehouse.query("SELECT * FROM quality.finding_today WHERE severity = 'error'")
    assert not finding.is_waived


def test_a_waiver_that_was_taken_back_covers_nothing(house, warehouse):
    made = wrong_total()
    number, _ = waivers.grant(warehouse, RULE, reason=WHY, granted_by="Lan", valid_until=LATER, unit=made.unit)
    waivers.revoke(warehouse, number, because="Đơn vị đã gửi lại số đúng.", revoked_by="Minh")
    made.save(house.inbox)
    run(house)
    assert statuses(warehouse) == ["rejected"]
    with pytest.raises(WrongUse):
        waivers.revoke(warehouse, number, because="lần nữa", revoked_by="Minh")


def test_one_cell_of_one_file_for_ten_letters_of_reason(warehouse):
    warehouse.query("INSERT INTO quality.file (sha256, told_by, size_bytes) VALUES ('ab', '42.444/bc.xlsx', 1)")
    number, _ = waivers.grant(
        warehouse, RULE, reason="số đã đúng", granted_by="Lan", valid_until=LATER, sha256="ab", sheet="Biểu", cell="D9"
    )
    [granted] = waivers.active(warehouse, LATER)
    assert (granted.waiver_id, granted.sha256, granted.cell) == (number, "ab", "D9")


def test_taking_back_is_in_the_journal_and_can_be_done_once(warehouse):
    number, _ = waivers.grant(warehouse, RULE, reason=WHY, granted_by="Lan", valid_until=LATER, unit="42.444")
    waivers.revoke(warehouse, number, because="Đơn vị đã gửi lại.", revoked_by="Minh")

    entries = warehouse.query("SELECT subject, payload FROM audit.journal WHERE kind = 'waiver' ORDER BY entry_id")
    assert [entry.subject for entry in entries] == [str(number)] * 2
    assert entries[1].payload == {"revoked_by": "Minh", "because": "Đơn vị đã gửi lại."}
    [kept] = warehouse.run_sql("waivers/all")
    assert (kept.revoked_by, kept.revoked_because) == ("Minh", "Đơn vị đã gửi lại.")
    with pytest.raises(WrongUse, match=rf"No waiver {number} to take back"):
        waivers.revoke(warehouse, number, because="lần nữa", revoked_by="Minh")


def test_a_waiver_of_another_unit_helps_nobody(house, warehouse):
    wrong_total().save(house.inbox)
    run(house)
    _, reopened = waivers.grant(warehouse, RULE, reason=WHY, granted_by="Lan", valid_until=LATER, unit="42.BDT")
    run(house)
    assert (reopened, statuses(warehouse)) == ([], ["rejected"])


@pytest.mark.parametrize(
    ("place", "rule", "missing"),
    [("day", "period.missing", "as_of"), ("unit_of_money", "unit_of_money.missing", "unit_of_money")],
)
def test_no_waiver_makes_facts_of_a_file_that_does_not_say_its_day_or_unit(house, warehouse, place, rule, missing):
    made = generate(3, "by_year")
    made.sheet[made.places[place]] = None
    waivers.grant(warehouse, rule, reason=WHY, granted_by="Lan", valid_until=LATER, unit=made.unit)
    made.save(house.inbox)
    run(house)

    assert statuses(warehouse) == ["rejected"]
    owed = warehouse.query("SELECT expected FROM quality.finding WHERE rule = 'heading.incomplete'")
    assert [row.expected for row in owed] == [missing]


def test_a_finding_of_the_batch_can_be_waived_too(house, warehouse):
    first = generate(11, "by_source")
    first.save(house.inbox)
    run(house)
    fallen, line = later_and_less(11)
    waivers.grant(
        warehouse, "disbursed_falls", reason=WHY, granted_by="Lan", valid_until=LATER,
        unit=first.unit, component=line.component,
    )  # fmt: skip
    fallen.save(house.inbox)
    run(house)

    assert statuses(warehouse) == ["accepted", "accepted"]
    [finding] = warehouse.query("SELECT * FROM quality.finding WHERE rule = 'disbursed_falls'")
    assert (finding.severity, finding.cell, finding.waived_by) == ("error", fallen.cell("spent_current", line), 1)


def later_and_less(seed: int) -> tuple[Made, object]:
    """The same report of a later month, with less spent on one line, and no note that explains it."""
    made = generate(seed, "by_source")
    line = made.details[0]
    for holder in made.lines:
        if any(one is line for _, one in flat(holder)):
            for key in ("spent_current", "spent"):
                if key in made.columns:
                    made.write(key, holder, holder.amounts[key] - 3_000)
    made.sheet[made.cell("note", line)] = None
    made.sheet[made.places["day"]] = f"(Số liệu đến ngày 30/11/{made.year})"
    header = next(cell for row in made.sheet.iter_rows() for cell in row if str(cell.value).startswith("Giải ngân đến"))
    header.value = "Giải ngân đến hết tháng 11"
    made.name += " sua"
    return made, line


@pytest.mark.parametrize(
    ("scope", "asked_for"),
    [
        ({"reason": "không sao", "unit": "42.444"}, "lý do rõ ràng .*--why"),
        ({"reason": WHY}, "đơn vị hoặc tệp .*--unit, --file"),
        ({"reason": WHY, "unit": "42.444", "granted_by": " "}, "người cho phép .*--by"),
        ({"reason": WHY, "unit": "42.444", "sheet": "Biểu", "cell": "D9"}, "trang và tệp.*--sheet, --file"),
        ({"reason": WHY, "sha256": "ab", "cell": "D9"}, "trang và tệp.*--sheet, --file"),
        ({"reason": WHY, "unit": "42.999"}, "Không có đơn vị .*42.999.*--unit"),
        ({"reason": WHY, "unit": "42.444", "component": "GNBV.99"}, "Không có dự án.*GNBV.99.*--component"),
        ({"reason": WHY, "sha256": "0" * 64}, "Không có tệp đã nhận.*--file"),
    ],
)
def test_nobody_waives_without_reason_name_or_a_scope_that_exists(warehouse, scope, asked_for):
    with pytest.raises(WrongUse, match=asked_for):
        waivers.grant(warehouse, RULE, valid_until=LATER, **({"granted_by": "Lan"} | scope))
    assert warehouse.value("SELECT count(*) FROM quality.waiver") == 0


# Rules on trial -----------------------------------------------------------------------------------------------------


def idle() -> Made:
    """A report of September with a line that has spent nothing and says nothing of it."""
    made = generate(8, "by_year")
    line = made.details[0]
    for holder in made.lines:
        if any(one is line for _, one in flat(holder)):
            for key in ("spent_first", "spent_second", "spent_current"):
                made.write(key, holder, holder.amounts[key] - line.amounts[key])
    for key in ("rate_first", "rate_second", "rate_current"):
        made.sheet[made.cell(key, line)] = 0
        for holder in made.lines:
            made.sheet[made.cell(key, holder)] = None
    made.sheet[made.cell("note", line)] = None
    made.sheet[made.places["day"]] = f"(Số liệu đến ngày 30/9/{made.year})"
    return made


def test_a_rule_on_trial_is_stored_and_stops_nothing(house, warehouse):
    idle().save(house.inbox)
    run(house)

    assert statuses(warehouse) == ["accepted"]
    found = warehouse.query("SELECT DISTINCT rule, on_trial FROM quality.finding WHERE on_trial")
    assert [tuple(row) for row in found] == [("slow_line_explained", True)]


def test_a_check_on_trial_is_stored_with_its_version_and_stops_nothing(house, warehouse, tmp_path, monkeypatch):
    sql = tmp_path / "sql"
    shutil.copytree(house.sql, sql)
    words = sql / "checks/disbursed_falls.yml"
    words.write_text(re.sub(r"version: \d+", "version: 4\non_trial: true", words.read_text()))
    generate(11, "by_source").save(house.inbox)
    run(house)
    later_and_less(11)[0].save(house.inbox)
    monkeypatch.setattr(type(house), "sql", sql)
    run(house)

    assert statuses(warehouse) == ["accepted", "accepted"]
    [found] = warehouse.query(
        "SELECT rule_version, severity, on_trial FROM quality.finding WHERE rule = 'disbursed_falls'"
    )
    assert tuple(found) == (4, "error", True)


def test_a_trial_tells_what_a_rule_would_stop_of_the_archive(house, warehouse):
    made = idle()
    made.save(house.inbox)
    generate(21, "tall").save(house.inbox)
    run(house)
    tried = trials.try_rule(house, "slow_line_explained", trials.standing_files(warehouse), lambda *step: None)
    trials.record(warehouse, tried)

    summary = tried.summary()
    assert (summary["files_judged"], summary["files_not_applicable"], summary["files_stopped"]) == (2, 1, 1)
    assert summary["allocated_vnd"] == sum(line.amounts["plan_current"] for line in made.details)
    [kept] = warehouse.query("SELECT * FROM quality.rule_trial")
    assert (kept.rule, kept.files_stopped, kept.disbursed_vnd) == (
        "slow_line_explained", 1, summary["disbursed_vnd"],
    )  # fmt: skip


def test_a_trial_of_a_rule_that_is_not_there(house):
    with pytest.raises(WrongUse, match="no_such_rule"):
        trials.try_rule(house, "no_such_rule", [], lambda *step: None)


# The command line ---------------------------------------------------------------------------------------------------


@pytest.fixture
def command(house, monkeypatch):
    monkeypatch.setenv("FUNDFLOW_HOME", str(house.home))
    monkeypatch.setenv("FUNDFLOW_WAREHOUSE_URL", house.warehouse_url)
    return lambda *words: CliRunner().invoke(build_app(), list(words), catch_exceptions=False)


def test_the_waive_verb_grants_lists_and_revokes(command):
    granted = command("waive", "grant", RULE, "--unit", "42.444", "--why", WHY, "--by", "Lan", "--until", "2099-12-31")
    assert granted.exit_code == 0 and "1: totals_equal_details" in granted.stdout
    [listed] = json.loads(command("waive", "list", "--json").stdout)
    assert (listed["rule"], listed["unit_code"], listed["reason"]) == (RULE, "42.444", WHY)
    assert WHY[:10] in command("waive", "list").stdout
    assert command("waive", "revoke", "1", "--why", "Đã sửa.", "--by", "Lan").exit_code == 0


def test_the_waive_verb_knows_the_rules(command):
    with pytest.raises(WrongUse, match="no_such_rule"):
        command("waive", "grant", "no_such_rule", "--unit", "42.444", "--why", WHY, "--until", "2099-12-31")


def test_the_rules_verb_lists_shows_and_tries(command, tmp_path):
    ids = {entry["id"] for entry in json.loads(command("rules", "list", "--json").stdout)}
    assert {RULE, "disbursed_falls", "unit.unknown", "file.empty", "amount.missing"} <= ids
    assert "Mỗi số tổng" in command("rules", "show", RULE).stdout
    path = str(wrong_total().save(tmp_path))
    tried = json.loads(command("rules", "trial", RULE, path, "--json").stdout)
    assert (tried["files_judged"], tried["files_stopped"]) == (1, 1)
