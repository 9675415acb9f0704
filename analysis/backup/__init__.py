"""Backups: a workspace as one archive that can be checked, tried and brought back."""
