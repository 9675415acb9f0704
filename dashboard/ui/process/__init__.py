"""The sections of the Process page: how applications and projects run, and what is asked next."""
