"""Other designs than one comparison of many: a single case, a cut-off, how much and how often."""
