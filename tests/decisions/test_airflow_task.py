"""The task that waits for a person: its form, its answers, and cell text that stays text."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from markdown_it import MarkdownIt

from fundflow.decisions import waiting
from fundflow.exceptions import WrongUse
from fundflow.text import tidy

PAYLOADS = [
    "{{ 7*7 }}",
    "{% raw %}",
    "<script>alert(1)</script>",
    "![x](http://evil.example/pixel)",
    "`</code><img src=x onerror=alert(1)>",
    "# Duyệt\n\n- **Approve**",
    "https://evil.example www.evil.example a@evil.example",
]


@pytest.fixture
def seam(house, tmp_path, monkeypatch):
    """The seam's module, whose tasks work in the house of the test."""
    monkeypatch.setenv("AIRFLOW_HOME", str(tmp_path))  # its import writes there
    from fundflow_airflow import connections, decisions

    monkeypatch.setattr(connections, "settings", lambda: house)
    return decisions


class TaskInstance:
    id = "01a2062d-6d0f-70e9-94a5-e0906af16fd4"
    dag_id, run_id, task_id, map_index = "decide_held_files", "manual", "ask", 0


def parked(seam, monkeypatch, question: dict) -> dict | None:
    """What Airflow is given to show, when the task has asked; None if it is skipped."""
    from airflow.providers.standard.operators import hitl
    from airflow.sdk.exceptions import AirflowSkipException, TaskAwaitingInput

    shown: list[dict] = []
    monkeypatch.setattr(hitl, "upsert_hitl_detail", lambda **detail: shown.append(detail))
    task = seam.AskPerson(task_id="ask", **question)
    monkeypatch.setattr(task, "generate_link_to_ui", lambda **_: f"http://airflow.example/{id(task)}")
    try:
        task.execute({"task_instance": TaskInstance})
    except TaskAwaitingInput as awaiting:
        assert awaiting.timeout == timedelta(days=30)
        return shown[0]
    except AirflowSkipException:
        return None
    raise AssertionError("it neither waits nor is skipped")


def answered(seam, question: dict, option: str, reason: str, until: str | None = None) -> dict:
    task = seam.AskPerson(task_id="ask", **question)
    event = {
        "chosen_options": [option], "params_input": {"reason": reason, "until": until},
        "responded_at": datetime.now(UTC), "responded_by_user": {"id": "7", "name": "Trần Thị B"},
    }  # fmt: skip
    return task.execute_complete({}, event)


def test_the_form_shows_the_findings_and_offers_four_decisions(seam, send, add_finding, monkeypatch):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~amount.not_a_number E10")
    add_finding(reference, sheet="Biểu 2", cell="C7", value="28728", expected="28.728")
    [question] = seam.questions()
    shown = parked(seam, monkeypatch, question)
    assert shown["options"] == ["Duyệt / Approve", "Trả lại / Reject", "Sửa / Correct", "Hỏi đơn vị / Ask the unit"]
    assert list(shown["params"]) == ["reason", "until"]
    assert "Huyện Hương Khê" in shown["subject"] and "bc.xlsx" in shown["subject"]
    for part in (reference, "`Biểu 1!E10`", "`Biểu 2!C7`", "found: `28728`", "expected: `28.728`"):
        assert part in shown["body"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_cell_text_is_inert(seam, send, add_finding, monkeypatch, payload):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    add_finding(reference, value=payload, sheet=payload, message=f"“{payload}” không phải là số tiền. / Not an amount.")
    [question] = seam.questions()
    body = parked(seam, monkeypatch, question)["body"]
    assert seam.AskPerson.template_fields == (), "nothing of it passes through Jinja"
    assert body.count(tidy(payload).replace("`", "ˋ")) >= 2, "shown as it is, in code spans"
    page = MarkdownIt("commonmark", {"html": True}).render(body)
    assert set(re.findall(r"<(\w+)", page)) == {"p", "strong", "ul", "li", "code", "hr"}
    prose = re.sub(r"<code>.*?</code>", "", page)
    assert not re.search(r"://|www\.|\w@\w", prose), "no address that a viewer would turn into a link"


def test_a_file_is_asked_about_once(seam, send, monkeypatch):
    send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    [question] = seam.questions()
    assert parked(seam, monkeypatch, question)
    assert seam.questions() == []
    assert parked(seam, monkeypatch, question) is None, "another run that found it at the same moment"


def test_only_so_many_are_asked_about_at_once(seam, send, monkeypatch):
    from fundflow.decisions import asking

    monkeypatch.setattr(asking, "MOST_MATTERS", 2)
    for number in range(3):
        send(f"{number}.xlsx", f"GNBV.2 {number} E9", "~x E9")
    questions = seam.questions()
    assert len(questions) == 2
    assert parked(seam, monkeypatch, questions[0])
    assert [one["reference"] for one in seam.questions()] == [questions[1]["reference"]]


def test_an_answer_is_carried_out_in_the_name_of_who_gave_it(seam, warehouse, send, monkeypatch):
    send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    [question] = seam.questions()
    parked(seam, monkeypatch, question)
    answer = answered(seam, question, "Duyệt / Approve", "Đơn vị xác nhận qua điện thoại.", "2999-12-31")
    assert "31/12/2999" in seam.carry_out(answer)
    [decision] = warehouse.query("SELECT choice, decided_by, through, valid_until::text FROM quality.decision")
    assert tuple(decision) == ("approve", "Trần Thị B", "airflow", "2999-12-31")
    assert waiting(warehouse) == []


def test_an_answer_without_a_reason_is_asked_again(seam, warehouse, send, monkeypatch):
    send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    [question] = seam.questions()
    parked(seam, monkeypatch, question)
    with pytest.raises(WrongUse, match="lý do"):
        seam.carry_out(answered(seam, question, "Trả lại / Reject", ""))
    assert seam.questions() == [question]


def test_an_answer_that_the_form_does_not_know_is_asked_again(seam, send, monkeypatch):
    send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    [question] = seam.questions()
    parked(seam, monkeypatch, question)
    with pytest.raises(ValueError, match="Xóa"):
        answered(seam, question, "Xóa", "Không cần nữa, xóa đi.")
    assert seam.questions() == [question]


def test_no_answer_is_skipped_and_asked_again(seam, send, monkeypatch):
    from airflow.sdk.exceptions import AirflowSkipException

    send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    [question] = seam.questions()
    parked(seam, monkeypatch, question)
    with pytest.raises(AirflowSkipException):
        seam.AskPerson(task_id="ask", **question).execute_complete({}, {"error": "…", "error_type": "timeout"})
    assert seam.questions() == [question]
