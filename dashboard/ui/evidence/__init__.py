"""The sections of the pages that say what the programme changed, and how sure that is."""
