"""The workbooks of the benchmark, made from a seed."""
