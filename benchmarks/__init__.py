"""How long the whole way takes, beside what people would use instead: `make bench` (docs/benchmarks.md)."""
