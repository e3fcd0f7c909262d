"""Nothing waits without a reminder: who lets a file wait is told after the policy's days, and again."""

from __future__ import annotations

from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default

import pytest

from fundflow.decisions import Choice, decide, remind, waiting
from fundflow.exceptions import SettingsError

REASON = "Đơn vị xác nhận qua điện thoại."


def told(warehouse) -> list[tuple[date, str]]:
    rows = warehouse.query("SELECT about_day, recipient_id FROM quality.mail ORDER BY 1")
    return [tuple(row) for row in rows]


@pytest.fixture
def days(house):
    """days(3): the day three days from today."""
    return lambda count: house.today + timedelta(days=count)


def test_a_reminder_comes_after_three_days_and_every_three_days(house, warehouse, send, days):
    send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    counts = [remind(house, days(day))["reminded"] for day in (0, 2, 3, 3, 4, 5, 6)]
    assert counts == [0, 0, 1, 0, 0, 0, 1]
    assert told(warehouse) == [(days(3), "42.STC-finance"), (days(6), "42.STC-finance")]


def test_one_mail_tells_of_all_that_waits(house, warehouse, send, days):
    first = send("a.xlsx", "GNBV.2 100 E9", "~x E9")
    second = send("<b>&{{ 7*7 }}.xlsx", "GNBV.2 200 E9", "~x E9", heading="42.443 2023-09-30")
    assert remind(house, days(3)) == {"reminded": 1, "waiting": 2}
    message = message_from_bytes(bytes(warehouse.value("SELECT content FROM quality.mail")), policy=default)
    html = message.get_body(("html",)).get_content()
    assert message["Subject"] == "[Giải ngân] 2 tệp chờ quyết định, lâu nhất 3 ngày"
    assert first in html and second in html
    assert "&lt;b&gt;" in html and "<b>&" not in html and "{{ 7*7 }}" in html


def test_what_was_decided_needs_no_reminder(house, send, days):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    decide(house, reference, Choice.REJECT, by="B", reason=REASON)
    assert remind(house, days(30)) == {"reminded": 0, "waiting": 0}


def test_a_question_without_an_answer_waits_again_after_the_days_of_its_policy(house, warehouse, send):
    reference = send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    decide(house, reference, Choice.CORRECT, by="B", reason=REASON)
    assert waiting(warehouse) == []
    warehouse.query("UPDATE ref.decision_policy SET remind_after_days = 1")
    warehouse.query("ALTER TABLE quality.decision DISABLE TRIGGER append_only")
    warehouse.query("UPDATE quality.decision SET decided_at = now() - interval '25 hours'")
    [matter] = waiting(warehouse)
    assert (matter.reference, matter.last_choice) == (reference, "correct")


def test_a_decider_without_an_address_is_named(house, warehouse, send, days):
    send("bc.xlsx", "GNBV.2 100 E9", "~x E9")
    warehouse.query("DELETE FROM ref.recipient")
    with pytest.raises(SettingsError, match=r"42\.STC-finance"):
        remind(house, days(3))


def test_nobody_is_reminded_in_a_house_that_starts_just_now(empty_database):
    assert remind(empty_database) == {"reminded": 0, "waiting": 0}
