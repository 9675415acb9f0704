"""The sections of the overview: at a glance, and what is read in one minute."""
