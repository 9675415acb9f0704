"""Khuyến công Impact: from programme records to what may be claimed and what to fund next."""
