"""Open data: tables and grants that may leave for the public, in published formats."""
