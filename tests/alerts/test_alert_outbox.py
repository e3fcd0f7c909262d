"""Sending over a real SMTP server: refusals, delays, a server that is down; nothing is lost, nothing doubled."""

from datetime import UTC, date, datetime, timedelta

import pytest

from fundflow import alerts
from fundflow.alerts import outbox
from fundflow.alerts.senders import mail_server
from fundflow.exceptions import MailServerError

DAY = date(2023, 10, 2)
TO = ["huyen-vu-quang@hatinh.example", "thuong-truc-gnbv@hatinh.example"]


def states(warehouse) -> list[tuple[str, str, int]]:
    rows = warehouse.query("SELECT email, status, attempts FROM quality.mail ORDER BY email")
    return [tuple(row) for row in rows]


def deliver_later(warehouse, settings, minutes: int) -> dict[str, int]:
    with mail_server(settings) as send:
        return outbox.deliver(warehouse, send, now=datetime.now(UTC) + timedelta(minutes=minutes))


def test_mails_arrive_as_they_were_written(warehouse, mail_settings, script):
    assert alerts.alert(mail_settings, DAY) == {"written": 2, "sent": 2, "failed": 0}
    assert sorted(script.recipients) == TO
    for message in script.received:
        assert message["Subject"].startswith("[Giải ngân] Huyện Vũ Quang: 2 dòng vốn chậm")
        assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
        assert "1.111.111.101 đồng" in message.get_body(("plain",)).get_content()
    assert len({message["Message-ID"] for message in script.received}) == 2
    assert states(warehouse) == [(email, "sent", 1) for email in TO]


def test_a_refused_recipient_fails_and_the_others_get_theirs(warehouse, mail_settings, script):
    script.rcpt_replies = ["550 no such user"]
    assert alerts.alert(mail_settings, DAY) == {"written": 2, "sent": 1, "failed": 1}
    assert sorted(status for _, status, _ in states(warehouse)) == ["failed", "sent"]
    assert "550 no such user" in warehouse.value("SELECT last_error FROM quality.mail WHERE status = 'failed'")
    assert alerts.alert(mail_settings, DAY) == {"written": 0, "sent": 0, "failed": 0}, "it is not tried again"


@pytest.mark.parametrize("stage", ["rcpt_replies", "data_replies"])
def test_a_mail_that_is_put_off_goes_out_later_with_the_same_id(warehouse, mail_settings, script, stage):
    getattr(script, stage).append("451 greylisted, come back")
    assert alerts.alert(mail_settings, DAY) == {"written": 2, "sent": 1, "failed": 0}
    assert deliver_later(warehouse, mail_settings, 1) == {"sent": 0, "failed": 0}, "not before its pause is over"
    assert deliver_later(warehouse, mail_settings, 10) == {"sent": 1, "failed": 0}
    assert sorted(script.recipients) == TO
    stored = {row.message_id for row in warehouse.query("SELECT message_id FROM quality.mail")}
    assert {message["Message-ID"] for message in script.received} == stored


def test_a_server_that_is_down_keeps_the_mails_and_says_so(warehouse, mail_settings, script):
    down = mail_settings.model_copy(update={"smtp_port": 9})
    with pytest.raises(MailServerError, match="2 thư đang chờ"):
        alerts.alert(down, DAY)
    assert {status for _, status, _ in states(warehouse)} == {"pending"}
    assert alerts.alert(mail_settings, DAY) == {"written": 0, "sent": 2, "failed": 0}
    assert sorted(script.recipients) == TO


def test_a_mail_that_nobody_takes_for_days_is_given_up(warehouse, mail_settings, script):
    script.rcpt_replies = ["450 later"] * 99
    alerts.alert(mail_settings, DAY)
    assert deliver_later(warehouse, mail_settings, 73 * 60) == {"sent": 0, "failed": 2}


def test_one_digest_per_person_and_day_whatever_comes_in(warehouse, mail_settings, script):
    from slow_lines import add_line

    alerts.alert(mail_settings, DAY)
    add_line(warehouse, "42.441", "GNBV.4.3", 10_000_000, 0)
    assert alerts.alert(mail_settings, DAY)["written"] == 0
    assert alerts.alert(mail_settings, DAY + timedelta(days=1))["written"] == 2
    assert "GNBV.4.3" in script.received[-1].get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    "email", ["head@evil.example", "head@hatinh.example.evil.com", "a@b\r\nBcc: c@hatinh.example", "nobody"]
)
def test_mails_leave_only_for_addresses_that_may_get_them(warehouse, mail_settings, script, email):
    warehouse.query("UPDATE ref.recipient SET email = %(email)s WHERE recipient_id = '42.441-head'", email=email)
    assert alerts.alert(mail_settings, DAY)["sent"] == 1
    assert script.recipients == ["thuong-truc-gnbv@hatinh.example"]
    [refused] = warehouse.query("SELECT last_error FROM quality.mail WHERE status = 'refused'")
    assert refused.last_error


def test_test_mode_sends_everything_to_one_address(warehouse, mail_settings, script):
    settings = mail_settings.model_copy(update={"mail_redirect_to": "thu@hatinh.example"})
    alerts.alert(settings, DAY)
    assert script.recipients == ["thu@hatinh.example"] * 2


def test_two_copies_at_once_send_each_mail_once(warehouse, mail_settings, script):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: alerts.alert(mail_settings, DAY), range(4)))
    assert sum(result["written"] for result in results) == 2
    assert sorted(script.recipients) == TO
