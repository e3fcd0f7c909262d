"""The mail catcher keeps every mail as a file, whatever its recipient is called."""

from __future__ import annotations

import smtplib
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from fundflow.house.mail_catcher import catching


def test_a_mail_becomes_a_file(tmp_path):
    with catching(tmp_path) as port, smtplib.SMTP("127.0.0.1", port) as server:
        for recipient in ("lanh.dao@huyen.example", "a+b/../c@huyen.example"):
            message = EmailMessage()
            message["From"], message["To"], message["Subject"] = "f@house.example", recipient, "Giải ngân chậm"
            message.set_content("Còn 90 ngày.")
            server.send_message(message)
    mails = [message_from_bytes(path.read_bytes(), policy=default) for path in sorted(tmp_path.iterdir())]
    assert [mail["Subject"] for mail in mails] == ["Giải ngân chậm"] * 2
    assert mails[0].get_content().strip() == "Còn 90 ngày."
    assert all(path.parent == tmp_path and path.suffix == ".eml" for path in tmp_path.iterdir())
