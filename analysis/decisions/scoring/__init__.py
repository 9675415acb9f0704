"""Scores as a second opinion beside the law's order, and how far they can be trusted."""
