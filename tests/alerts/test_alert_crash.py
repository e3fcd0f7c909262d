"""A sender of mails that dies between the server's "taken" and our note of it: no mail is lost or written twice.

Whoever was mailed just then may get the mail again, under the same Message-ID: no mail server can promise more.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import defaultdict
from datetime import date

import pytest

from fundflow import alerts
from fundflow.exceptions import Infrastructure
from fundflow.faults import MAIL_POINTS

DAY = date(2023, 10, 2)
TO = ["huyen-vu-quang@hatinh.example", "thuong-truc-gnbv@hatinh.example"]
FORK = multiprocessing.get_context("fork")


def send_and_die(settings, fault: str) -> None:
    os.environ["FUNDFLOW_FAULT"] = fault
    try:
        alerts.alert(settings, DAY)
    except Infrastructure:
        os._exit(3)
    os._exit(0)


def forget_the_day(warehouse) -> None:
    with warehouse.transaction():
        warehouse.query("SET LOCAL session_replication_role = replica")
        warehouse.query("TRUNCATE quality.mail, quality.alert CASCADE")


@pytest.mark.parametrize("point", MAIL_POINTS)
@pytest.mark.parametrize(("action", "exits"), [("kill", {-signal.SIGKILL}), ("backend", {0, 3})])
def test_a_sender_that_dies_loses_no_mail_and_writes_none_twice(
    warehouse, mail_settings, script, rounds, point, action, exits
):
    settings = mail_settings.model_copy(update={"allow_faults": True})
    for number in range(rounds(2, 20)):
        forget_the_day(warehouse)
        script.received.clear()
        script.recipients.clear()
        sender = FORK.Process(target=send_and_die, args=(settings, f"{point}:{action}:{number % 2 + 1}"))
        sender.start()
        sender.join(180)
        assert sender.exitcode in exits
        alerts.alert(mail_settings, DAY)
        identities = defaultdict(list)
        for address, message in zip(script.recipients, script.received, strict=True):
            identities[address].append(message["Message-ID"])
        assert sorted(identities) == TO
        assert all(len(set(names)) == 1 for names in identities.values())
        assert len(script.received) <= len(TO) + (point == "F13_mail_sent")
        states = warehouse.query("SELECT email, status FROM quality.mail ORDER BY email")
        assert [tuple(row) for row in states] == [(address, "sent") for address in TO]
        assert warehouse.value("SELECT count(*) = count(DISTINCT alert_key) FROM quality.alert")
