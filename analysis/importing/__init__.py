"""Importing: handed-in files become a candidate snapshot, and a person decides about it."""
