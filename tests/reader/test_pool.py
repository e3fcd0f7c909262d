"""The pool outlives whatever its children meet, and says so in a finding."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from fundflow.findings import Finding
from fundflow.reader import child
from fundflow.reader.errors import ReaderBroken, refuse
from fundflow.reader.guard import Limits
from fundflow.reader.pool import Pool, read_in_children

QUICK = Limits(cpu_seconds=2, wall_per_cpu=4, memory_bytes=400_000_000, output_bytes=1_000_000)


def work(job: str):
    """What a job's name says; runs in the child."""
    os.write(1, b"noise that must not get into the answer")
    match job:
        case "memory":
            return [bytearray(10**7) for _ in range(100)]
        case "abort":
            os.abort()
        case "kill":
            os.kill(os.getpid(), 9)
        case "exit":
            os._exit(3)
        case "loop":
            while True:
                pass
        case "sleep":
            time.sleep(60)
        case "raise":
            raise KeyError("x")
        case "recurse":
            return work_for_ever()
        case "refuse":
            raise refuse("file.empty")
        case "answer":
            return "x" * 2_000_000
        case "write":
            Path("/dev/shm/fundflow-test").write_bytes(bytes(2_000_000))
        case "environment":
            return sorted(name for name in os.environ if "SECRET" in name)
        case "modules":
            return sorted({"pandas", "airflow", "great_expectations", "openpyxl"} & set(sys.modules))
        case "slow":
            time.sleep(0.3)
        case "warm":
            return os.environ.get("WARMED")
    return job, os.getpid()


class CannotBeSent:
    """Work of a module that the child does not find."""

    def __reduce__(self):
        return __import__, ("no_such_module",)

    def __call__(self, job):
        return job


def warm_up():
    os.environ["WARMED"] = "before the first job"


def warm_up_slowly():
    time.sleep(2.5)


def warm_up_in_vain():
    raise LookupError("reference data")


def work_for_ever():
    return work_for_ever()


def outcomes(jobs: list[str], **options) -> list:
    options = {"limits": QUICK, "workers": 2, **options}
    found = list(read_in_children(jobs, work, **options))
    assert [job for job, _ in found] == jobs
    return [outcome for _, outcome in found]


@pytest.mark.parametrize(("job", "rule"), [
    ("memory", "file.memory"), ("abort", "file.crashed"), ("kill", "file.memory"), ("exit", "file.crashed"),
    ("loop", "file.timeout"), ("sleep", "file.timeout"), ("raise", "file.crashed"), ("recurse", "file.crashed"),
    ("refuse", "file.empty"), ("answer", "file.too_large"), ("write", "file.crashed"),
])  # fmt: skip
def test_a_lost_file_costs_only_itself(job, rule):
    before, lost, after = outcomes(["a", job, "b"])
    assert isinstance(lost, Finding)
    assert lost.rule == rule
    assert (before[0], after[0]) == ("a", "b")


def test_one_child_serves_many_files():
    assert len({process for _, process in outcomes(["a"] * 50, workers=1)}) == 1


def test_answers_come_in_the_order_of_the_jobs():
    jobs = ["slow", *map(str, range(30)), "slow", *map(str, range(30))]
    assert [job for job, _ in outcomes(jobs)] == jobs


def test_a_storm_of_losses():
    jobs = ["abort", "exit", "a"] * 8
    assert [isinstance(outcome, Finding) for outcome in outcomes(jobs)] == [True, True, False] * 8


def test_the_child_gets_no_secrets_and_no_heavy_modules(monkeypatch):
    monkeypatch.setenv("FUNDFLOW_SECRET", "CANARY")
    assert outcomes(["environment", "modules"]) == [[], []]


def test_children_that_cannot_start_are_nobodys_file(capfd):
    with pytest.raises(ReaderBroken):
        list(read_in_children(["a"], CannotBeSent(), QUICK))
    assert "ModuleNotFoundError" in capfd.readouterr().err  # for the administrator


def test_a_child_is_warm_before_its_first_job():
    with Pool(work, QUICK, warm_up=warm_up) as pool:
        assert list(pool.run(["warm"])) == [("warm", "before the first job")]


def test_a_warm_up_in_vain_is_nobodys_file(capfd):
    with Pool(work, QUICK, warm_up=warm_up_in_vain) as pool, pytest.raises(ReaderBroken):
        list(pool.run(["a"]))
    assert "LookupError: reference data" in capfd.readouterr().err


def test_a_slow_start_is_no_files_fault():
    limits = Limits(cpu_seconds=1, wall_per_cpu=2)
    with Pool(work, limits, warm_up=warm_up_slowly) as pool:
        assert list(pool.run(["a"])) == [("a", ("a", pool.idle[0].process.pid))]


def test_children_that_never_get_ready_are_nobodys_file(monkeypatch):
    monkeypatch.setattr(child, "START_SECONDS", 0.1)
    with Pool(work, QUICK, warm_up=warm_up_slowly) as pool, pytest.raises(ReaderBroken):
        list(pool.run(["a"]))


def test_one_pool_serves_many_runs_with_the_children_that_it_prepared():
    with Pool(work, QUICK, workers=2) as pool:
        pool.prepare(1)
        [prepared] = pool.idle
        runs = [[process for _, (_, process) in pool.run(["a"])] for _ in range(3)]
        assert runs == [[prepared.process.pid]] * 3
        assert len(pool.idle) == 1


def test_nothing_to_do():
    assert outcomes([]) == []


def test_a_reader_who_stops_early_leaves_no_process_behind():
    answers = read_in_children(["a"] * 100, work, QUICK, workers=2)
    _, (_, process) = next(answers)
    answers.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_time_is_granted_by_size(tmp_path: Path):
    limits = Limits(cpu_seconds=1, cpu_seconds_per_megabyte=2, cpu_seconds_at_most=9)
    assert [limits.cpu_for(size) for size in (0, 1_000_000, 50_000_000)] == [1, 3, 9]
