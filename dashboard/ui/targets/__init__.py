"""The sections of the page of targets and benchmarks."""
