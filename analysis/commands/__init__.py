"""The commands of `khuyencong`, one module for each kind of errand."""
