"""The sections of the page on jobs."""
