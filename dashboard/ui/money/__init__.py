"""The sections of the Funding page: how money moves, what it goes to, and what stands beside it."""
