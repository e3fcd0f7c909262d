"""Waiting for Airflow: one that is starting or busy is asked again; only time or a process that ended is a failure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from types import SimpleNamespace
from urllib.error import URLError

import pytest

from fundflow.exceptions import AirflowError
from fundflow.house.airflow_api import AirflowApi
from fundflow.house.ports import HOST
from fundflow.house.running import House

HALF_UP = b'HTTP/1.0 200 OK\r\n\r\n{"metadatabase": {"status": "healthy"}, "scheduler": {"status": null}}'


@contextmanager
def answering(answer: bytes) -> Iterator[AirflowApi]:
    """An address at which every question gets this answer."""

    class Answer(StreamRequestHandler):
        def handle(self) -> None:
            self.request.recv(10_000)
            self.wfile.write(answer)

    with ThreadingTCPServer((HOST, 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield AirflowApi(f"http://{HOST}:{server.server_address[1]}", "admin", "")
        finally:
            server.shutdown()


@pytest.mark.parametrize("answer", [b"", b"not a web server", b"HTTP/1.0 500 Oops\r\n\r\n", HALF_UP])
def test_what_is_still_starting_is_not_well_yet(answer):
    with answering(answer) as api:
        assert not api.is_well()


def test_no_proxy_is_told_what_the_house_says_to_itself(monkeypatch):
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")  # nobody listens there
    with answering(b'HTTP/1.0 200 OK\r\n\r\n{"dags": [], "access_token": "t"}') as api:
        assert api.dag_ids() == set()


@pytest.mark.parametrize("silence", [TimeoutError, ConnectionResetError, URLError("refused")])
def test_who_is_too_busy_to_answer_is_asked_again(silence):
    answers = iter([silence, True])

    def arrived() -> bool:
        answer = next(answers)
        if answer is not True:
            raise answer
        return answer

    house(lambda: None).wait(arrived, 60, "an answer")


def test_a_process_that_ended_is_not_waited_for():
    def check() -> None:
        raise AirflowError("ended")

    with pytest.raises(AirflowError, match="ended"):
        house(check).wait(lambda: False, 60, "an answer")


def test_waiting_ends():
    with pytest.raises(AirflowError, match="No answer after"):
        house(lambda: None).wait(lambda: False, 0, "answer")


def house(check) -> House:
    return House("", SimpleNamespace(), check)
