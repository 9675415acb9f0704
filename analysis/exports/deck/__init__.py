"""Decks: slides as data, built once from measures and written as PowerPoint, PDF and HTML."""
