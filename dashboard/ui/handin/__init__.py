"""The sections of the Data page: hand in, mend, decide on duplicates, go back, correct."""
