"""The marts on another engine: their SQL is the single source, and only its portable part is used.

files or catalogue ─► typed tables ─► the same statements ─► marts ─► snapshot
sources               sources         translated             spark    published
"""
