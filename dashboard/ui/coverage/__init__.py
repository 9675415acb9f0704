"""The sections of the Coverage page: whom support reached, where it did not, and why."""
