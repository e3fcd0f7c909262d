"""Airflow's SMTP connection sends the same mails, and a server that is down keeps none from being written."""

from datetime import date

import pytest

from fundflow import alerts
from fundflow.exceptions import MailServerError

DAY = date(2023, 10, 2)


def airflow_connection(monkeypatch, home, port: int) -> None:
    monkeypatch.setenv("AIRFLOW_HOME", str(home))  # its import writes there
    options = '{"disable_ssl": true, "disable_tls": true, "timeout": 5}'
    connection = f'{{"conn_type": "smtp", "host": "127.0.0.1", "port": {port}, "extra": {options}}}'
    monkeypatch.setenv("AIRFLOW_CONN_FUNDFLOW_SMTP", connection)


def test_the_connection_sends_both_parts_of_each_mail(warehouse, mail_settings, script, monkeypatch):
    from fundflow_airflow.connections import post_office

    airflow_connection(monkeypatch, mail_settings.airflow_home, mail_settings.smtp_port)
    with post_office() as send:
        assert alerts.alert(mail_settings, DAY, send=send) == {"written": 2, "sent": 2, "failed": 0}
    assert [part.get_content_type() for part in script.received[0].iter_parts()] == ["text/plain", "text/html"]


def test_mails_are_written_while_the_server_is_down(warehouse, mail_settings, monkeypatch):
    from fundflow_airflow.connections import post_office

    airflow_connection(monkeypatch, mail_settings.airflow_home, 9)
    with post_office() as send, pytest.raises(MailServerError):
        alerts.alert(mail_settings, DAY, send=send)
    assert warehouse.value("SELECT count(*) FROM quality.mail WHERE status = 'pending'") == 2
