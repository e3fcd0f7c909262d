"""A file that was rejected waits for a person, and what the person decides happens, once, and is on record."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import yaml
from typer.testing import CliRunner

from fundflow import corrections, journal, pipeline
from fundflow.cli import build_app
from fundflow.decisions import Choice, decide, waiting
from fundflow.decisions.asking import open_question
from fundflow.exceptions import WrongUse

REASON = "Đã gọi điện cho đơn vị, số liệu đúng"


def status(warehouse, reference: str) -> str:
    return warehouse.value(
        "SELECT status FROM quality.file WHERE file_id = (SELECT file_id FROM quality.receipt WHERE reference = %(r)s)",
        r=reference,
    )


def answer(house, reference: str) -> str:
    return (house.outbox / "42.444" / f"{reference}.txt").read_text()


def test_a_good_file_waits_for_nobody(warehouse, send):
    send("bc.xlsx", "GNBV.2 100 E9")
    assert waiting(warehouse) == []


def test_a_rejected_file_waits_with_its_findings(warehouse, send):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~amount.not_a_number E10", "~component.unknown B7")
    [matter] = waiting(warehouse)
    assert (matter.reference, matter.matter, matter.rows_read) == (reference, "unknown_name", 1)
    assert [(one.rule, one.sheet, one.cell) for one in matter.decisive] == [
        ("amount.not_a_number", "Biểu 1", "E10"),
        ("component.unknown", "Biểu 1", "B7"),
    ]
    assert "Hương Khê" in matter.unit_name


def test_a_file_that_a_later_one_replaced_waits_no_more(warehouse, send):
    send("v1.xlsx", "GNBV.2 100 E9", "~x E9")
    send("v2.xlsx", "GNBV.2 100 E9")
    assert waiting(warehouse) == []


@pytest.mark.parametrize("difference, waits", [(-1_000_000_000, True), (999_999_999, False), (None, False)])
def test_only_a_large_restatement_waits(warehouse, send, add_finding, difference, waits):
    reference = send("bc.xlsx", "GNBV.2 100 E9")
    add_finding(reference, rule="restated_figure", severity="warning", difference_vnd=difference)
    add_finding(reference, rule="other_warning", severity="warning", difference_vnd=10**12)
    assert [matter.matter for matter in waiting(warehouse)] == ["restated"] * waits


def test_an_approval_is_a_waiver_and_another_judgement(house, warehouse, send):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9", "~x E10", "~y E11")
    decide(house, reference, Choice.APPROVE, by="Trần Thị B", reason=REASON, until=date(2999, 12, 31))
    assert status(warehouse, reference) == "received"
    waived = warehouse.query("SELECT rule, granted_by, reason, valid_until, sha256 FROM quality.waiver ORDER BY rule")
    assert [row[:4] for row in waived] == [(rule, "Trần Thị B", REASON, date(2999, 12, 31)) for rule in "xy"]
    pipeline.ingest(house, [])
    assert status(warehouse, reference) == "staged"
    assert waiting(warehouse) == []


def test_an_approval_holds_by_the_day_of_the_house(house, warehouse, send):
    """A house that plays an earlier day (FUNDFLOW_TODAY) grants and reads approvals by that day."""
    then = house.model_copy(update={"today": date(2023, 10, 2)})
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    decide(then, reference, Choice.APPROVE, by="B", reason=REASON)
    pipeline.ingest(then, [])
    assert status(warehouse, reference) == "staged"


def test_an_approval_without_a_day_ends_as_the_policy_says(house, warehouse, send):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    decide(house, reference, Choice.APPROVE, by="B", reason=REASON)
    days = warehouse.value("SELECT waiver_days FROM ref.decision_policy WHERE rule = '*'")
    assert warehouse.value("SELECT valid_until FROM quality.decision") == house.today + timedelta(days=days)


def test_a_rejection_is_told_to_the_sender(house, warehouse, send):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    decide(house, reference, Choice.REJECT, by="Trần Thị B", reason=REASON)
    pipeline.ingest(house, [])
    assert status(warehouse, reference) == "rejected"
    assert "Trần Thị B" in answer(house, reference) and REASON in answer(house, reference)
    assert waiting(warehouse) == []


def test_a_correction_is_drafted_so_that_it_can_be_declared(house, warehouse, send, add_finding):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    add_finding(reference, cell="C7", value="28728", expected="28.728")
    decide(house, reference, Choice.CORRECT, by="B", reason=REASON)
    draft = house.quarantine / f"{reference}.correction.yml"
    assert yaml.safe_load(draft.read_text())["cells"][-1] == {
        "sheet": "Biểu 1", "cell": "C7", "found": "28728", "corrected": "28.728",
    }  # fmt: skip
    [first, second] = corrections.load(house.quarantine)
    assert (first.cell, second.cell, second.sha256) == ("E9", "C7", warehouse.value("SELECT sha256 FROM quality.file"))


def test_a_question_waits_in_the_outbox_for_the_head_of_the_unit(house, warehouse, send, add_finding):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    add_finding(reference, value="<script>alert(1)</script>{{ 7*7 }}")
    then = house.model_copy(update={"today": date(2023, 10, 2)})
    decide(then, reference, Choice.ASK, by="B", reason="Vì sao tăng 10 lần?")
    [mail] = warehouse.query("SELECT recipient_id, status, content FROM quality.mail")
    assert (mail.recipient_id, mail.status) == ("42.444-head", "pending")
    message = message_from_bytes(bytes(mail.content), policy=default)
    html, text = (message.get_body((kind,)).get_content() for kind in ("html", "plain"))
    assert "Vì sao tăng 10 lần?" in html and "Vì sao tăng 10 lần?" in text
    assert "<script>" not in html and "{{ 7*7 }}" in html and "49" not in html
    assert reference in message["Subject"]


def test_a_unit_without_an_address_cannot_be_asked(house, warehouse, send):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    then = house.model_copy(update={"today": date(2090, 1, 1)})
    warehouse.query("DELETE FROM ref.recipient")
    with pytest.raises(WrongUse, match=r"recipients\.csv"):
        decide(then, reference, Choice.ASK, by="B", reason=REASON)
    assert warehouse.value("SELECT count(*) FROM quality.decision") == 0


def test_every_decision_is_on_record(house, warehouse, send):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    decided = decide(house, reference, Choice.REJECT, by=" B ", reason=REASON)
    [entry] = warehouse.query("SELECT subject, payload FROM audit.journal WHERE kind = 'person'")
    assert entry.subject == warehouse.value("SELECT sha256 FROM quality.file")
    assert entry.payload | {"judged_at": 0} == {
        "decision_id": decided.decision_id, "reference": reference, "matter": "quarantined", "choice": "reject",
        "decided_by": "B", "reason": REASON, "valid_until": None, "judged_at": 0, "rules": ["x"],
        "through": "command line",
    }  # fmt: skip
    assert journal.verify(warehouse) is None
    with pytest.raises(Exception, match="append-only"):
        warehouse.query("UPDATE quality.decision SET decided_by = 'C'")


def test_the_second_of_two_decisions_is_told_of_the_first(house, send):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    decide(house, reference, Choice.REJECT, by="Trần Thị B", reason=REASON)
    with pytest.raises(WrongUse, match="Trần Thị B đã quyết định"):
        decide(house, reference, Choice.APPROVE, by="C", reason=REASON)


def test_nobody_decides_about_a_verdict_that_he_has_not_seen(house, warehouse, send):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    seen = waiting(warehouse)[0].judged_at - timedelta(seconds=1)
    with pytest.raises(WrongUse, match="xét lại"):
        decide(house, reference, Choice.APPROVE, by="B", reason=REASON, judged_at=seen)
    assert warehouse.value("SELECT count(*) FROM quality.waiver") == 0


@pytest.mark.parametrize(
    "said, why",
    [
        ({"reason": "vì thế"}, "ít nhất 10 chữ"),
        ({"by": "  "}, "người quyết định"),
        ({"until": date(2020, 1, 1)}, "đã qua"),
    ],
)
def test_a_decision_that_says_too_little_changes_nothing(house, warehouse, send, said, why):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    with pytest.raises(WrongUse, match=why):
        decide(house, reference, Choice.APPROVE, **{"by": "B", "reason": REASON} | said)
    assert warehouse.value("SELECT count(*) FROM quality.decision") == 0
    assert status(warehouse, reference) == "rejected"


def test_a_file_of_which_nothing_was_read_cannot_be_approved(house, warehouse, send):
    reference = send("bc.xlsx", "~form.unknown A1")
    with pytest.raises(WrongUse, match="không có gì để duyệt"):
        decide(house, reference, Choice.APPROVE, by="B", reason=REASON)
    assert warehouse.value("SELECT count(*) FROM quality.decision") == 0


def test_an_approved_restatement_stands_and_is_marked(house, warehouse, send, add_finding):
    reference = send("bc.xlsx", "GNBV.2 100 E9")
    add_finding(reference, rule="restated_figure", severity="warning", difference_vnd=10**9)
    decide(house, reference, Choice.APPROVE, by="B", reason=REASON)
    assert status(warehouse, reference) == "accepted"
    assert warehouse.value("SELECT is_waived FROM quality.finding_today WHERE rule = 'restated_figure'")
    assert waiting(warehouse) == []


def test_a_refused_restatement_is_told_to_the_sender(house, warehouse, send, add_finding):
    reference = send("bc.xlsx", "GNBV.2 100 E9")
    add_finding(reference, rule="restated_figure", severity="warning", difference_vnd=10**9)
    decide(house, reference, Choice.REJECT, by="B", reason=REASON)
    pipeline.ingest(house, [])
    assert "không đồng ý" in answer(house, reference)


def test_an_unknown_receipt_is_wrong_use(house):
    with pytest.raises(WrongUse, match="fundflow decide --list"):
        decide(house, "R-2023-000999", Choice.REJECT, by="B", reason=REASON)


def test_the_list_for_machines_names_the_page_that_asks(house, send, monkeypatch):
    monkeypatch.setenv("FUNDFLOW_HOME", str(house.home))
    monkeypatch.setenv("FUNDFLOW_WAREHOUSE_URL", house.warehouse_url)
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")

    def listed() -> dict:
        [matter] = json.loads(CliRunner().invoke(build_app(), ["decide", "--list", "--json"]).stdout)
        return matter

    assert (listed()["reference"], listed()["link"]) == (reference, None)
    page = "http://airflow/dags/decide_held_files/runs/1"
    assert open_question(house, reference, datetime.fromisoformat(listed()["judged_at"]), page, timedelta(hours=1))
    assert listed()["link"] == page
    assert listed()["findings"][0]["cell"] == "E9"
