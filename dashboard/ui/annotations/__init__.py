"""Dated notes on the time charts: the list of them, and recording one."""
