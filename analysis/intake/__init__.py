"""Intake: handed-in tables are staged and checked against the dictionary before anything else."""
