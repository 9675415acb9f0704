"""The sections of the page on productivity."""
