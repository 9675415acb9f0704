"""How tests are spread over processes: a file at a time, what drives a browser one by one.

Fixtures of a module are made once where all its tests run in one process. Most browser tests share
nothing of their own and take long, so that they fill whatever process is free.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

SHARING = ("test_access.py", "test_data_page.py", "test_deck_file.py")
"""Files of browser tests that share a server or a document, and change what it serves in turn."""


class ByFile(LoadScopeScheduling):
    """The scheduling of xdist by modules, in the order in which tests were collected."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        alone = file.startswith("tests/browser/") and not file.endswith(SHARING)
        return nodeid if alone else file
