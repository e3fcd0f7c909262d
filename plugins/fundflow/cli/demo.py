"""`fundflow demo`: the whole way once, under the real scheduler."""

from __future__ import annotations


def demo() -> None:
    """Chạy thử toàn bộ trên tệp mẫu. / Runs the whole way on the sample workbooks, prints the result, stops."""
    from fundflow.house.demo import run_demo
    from fundflow.settings import load_settings

    run_demo(load_settings())
