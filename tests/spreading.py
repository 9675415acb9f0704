"""How tests are spread over processes: a file at a time, what drives a browser one by one.

Fixtures of a module are made once where all its tests run in one process. Browser tests share
nothing that is dear and take long, so that they fill whatever process is free.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling


class ByFile(LoadScopeScheduling):
    """The scheduling of xdist by modules, in the order in which tests were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith("tests/browser/") else nodeid.split("::")[0]
