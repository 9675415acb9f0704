"""Search over pages and their sections, terms, measures and places."""
