"""Sections of the page on the project portfolio."""
