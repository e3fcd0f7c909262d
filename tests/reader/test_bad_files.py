"""No file without its answer: every crafted file gets exactly the finding that tells its sender what is wrong."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from corpus import CORPUS, GOOD, READ
from making import written

from fundflow.findings import Finding
from fundflow.reader import UnreadableFile, is_ignored, open_workbook
from fundflow.reader.guard import Limits
from fundflow.reader.messages import MESSAGES
from fundflow.reader.pool import read_files


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> dict[str, str]:
    """All of the corpus through the pool at once: name -> the rule that refused it, or "read" and its warnings."""
    folder = tmp_path_factory.mktemp("corpus")
    paths = [written(folder, content, f"{number}") for number, (content, _) in enumerate(CORPUS.values())]
    outcomes = [outcome for _, outcome in read_files(paths)]
    return {name: _answer(outcome) for name, outcome in zip(CORPUS, outcomes, strict=True)}


def _answer(outcome) -> str:
    if isinstance(outcome, Finding):
        return outcome.rule
    return " ".join([READ, *sorted({finding.rule for finding in outcome.warnings})])


def test_the_corpus_is_large_enough():
    assert sum(not expected.startswith(READ) for _, expected in CORPUS.values()) >= 60
    assert len(CORPUS) >= 100


@pytest.mark.parametrize("name", CORPUS)
def test_each_file_has_its_answer(answers, name):
    assert answers[name] == CORPUS[name][1]


@pytest.mark.parametrize("kind", ["symlink", "hard link", "FIFO", "directory", "socket", "device"])
def test_only_regular_files_are_read(tmp_path: Path, kind: str):
    real, path = written(tmp_path, GOOD, "real.xlsx"), tmp_path / "x.xlsx"
    if kind == "symlink":
        path.symlink_to(real)
    elif kind == "hard link":
        path.hardlink_to(real)
    elif kind == "FIFO":
        os.mkfifo(path)
    elif kind == "directory":
        path.mkdir()
    elif kind == "socket":
        server = socket.socket(socket.AF_UNIX)
        server.bind(os.path.relpath(path))
    else:
        path = Path("/dev/zero")
    with pytest.raises(UnreadableFile) as refusal:
        open_workbook(path)
    assert refusal.value.finding.rule == "file.not_regular"


@pytest.mark.parametrize("path", ["nowhere.xlsx", "a\0b.xlsx", "x" * 300])
def test_a_file_that_cannot_be_opened(tmp_path: Path, path: str):
    with pytest.raises(UnreadableFile) as refusal:
        open_workbook(f"{tmp_path}/{path}")
    assert refusal.value.finding.rule == "file.missing"


def test_a_file_larger_than_the_limit_is_not_even_read(tmp_path: Path):
    path = tmp_path / "x.xlsx"
    with path.open("wb") as file:
        file.truncate(10**12)  # sparse: it takes no room
    with pytest.raises(UnreadableFile) as refusal:
        open_workbook(path)
    assert refusal.value.finding.rule == "file.too_large"


@pytest.mark.parametrize("name", ["~$BC.xlsx", ".~lock.BC.xlsx#", "Thumbs.db", ".DS_Store", "desktop.ini", "._BC.xlsx"])
def test_lock_and_system_files_are_no_reports(tmp_path: Path, name: str):
    assert is_ignored(name)
    with pytest.raises(UnreadableFile) as refusal:
        open_workbook(written(tmp_path, GOOD, name))
    assert refusal.value.finding.rule == "file.ignored"


@pytest.mark.parametrize(
    "name", ["BC.xlsx", "~BC.xlsx", "báo cáo (1).xls", "lock.csv", "-rf.xlsx", "a\n.xlsx", "'; drop--.xlsx"]
)
def test_odd_names_are_names(tmp_path: Path, name: str):
    assert not is_ignored(name)
    assert open_workbook(written(tmp_path, GOOD, name)).sheets


@pytest.mark.parametrize("rule", MESSAGES)
def test_every_sentence_is_in_both_languages_and_ends(rule: str):
    _, vietnamese, english = MESSAGES[rule]
    assert vietnamese.endswith(".") and english.endswith(".")
    assert not vietnamese.isascii() and english.replace("“", "").replace("”", "").isascii()


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path):
    limits = Limits(unpacked_bytes=1000)
    with pytest.raises(UnreadableFile) as refusal:
        open_workbook(written(tmp_path, GOOD), limits)
    assert refusal.value.finding.rule == "file.zip_bomb"
