"""What is measured: `make bench`. Figures and how they were made are in docs/benchmarks.md."""
