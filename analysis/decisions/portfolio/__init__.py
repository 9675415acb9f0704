"""The project portfolio: which applications to fund under a budget, limits and the law's gates.

candidates ─► building ─► solver ─► child process ─► verify ─► Plan
limits        rows        Solver    search (HiGHS)   exact     beside: greedy, prices, frontier,
objective                                                      robust, regret, explain, reasons
"""
