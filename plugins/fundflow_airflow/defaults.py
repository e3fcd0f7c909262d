"""How every DAG of this house behaves.

One run at a time; no catching up, for the ledger knows what is left to do; another try only where another try can help:
a server, a disk or the network failed, or the process was killed. Bad data is an answer, not a failure.
"""

from datetime import timedelta

from airflow.sdk import ExceptionRetryPolicy, RetryRule
from airflow.sdk.definitions.retry_policy import RetryAction

WORTH_ANOTHER_TRY: list[type[BaseException] | str] = [
    "fundflow.exceptions.Infrastructure",
    "builtins.ConnectionError",
    "builtins.TimeoutError",
    "smtplib.SMTPException",
]

DAG_DEFAULTS = {
    "catchup": False,
    "max_active_runs": 1,
    "dagrun_timeout": timedelta(hours=3),
    "default_args": {
        "owner": "fundflow",
        "retries": 3,
        "retry_delay": timedelta(seconds=30),
        "retry_policy": ExceptionRetryPolicy(
            rules=[RetryRule(exception=WORTH_ANOTHER_TRY)],
            default=RetryAction.FAIL,
        ),
    },
}

# A run that waits for people holds up no other; at most MOST_MATTERS of fundflow.decisions.matters wait at once.
WAITING_DAG_DEFAULTS = DAG_DEFAULTS | {"max_active_runs": 30, "dagrun_timeout": timedelta(days=31)}
