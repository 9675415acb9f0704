"""What was computed once, kept for every reader of this process, the longest unused let go first.

Streamlit's own caches hash and copy what they are asked with and what they hold, which takes a page
that asks thirty times longer than all it draws. Here the key is the arguments themselves.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from functools import wraps
from inspect import signature
from threading import Lock
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

_SHELVES: list[Shelf] = []
_SHELF_OF: dict[Callable[..., Any], tuple[Shelf, tuple[int, ...]]] = {}


class Shelf:
    """Results by key, each made once however many ask for it at the same time."""

    def __init__(self, most: int) -> None:
        self._kept: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what is kept under a key, else make it; who asks meanwhile waits for it.

        What fails is not kept: everyone who waits gets the error, and the next one tries again.
        """
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            else:
                mine: Future[Any] = Future()
                self._kept[key] = mine
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        if found is not None:
            try:
                return found.result()
            except Exception:
                raise
            except BaseException:
                # The one who made it was stopped, which is no answer for anybody else.
                return self.get(key, make)
        try:
            mine.set_result(make())
        except BaseException as error:
            with self._lock:
                if self._kept.get(key) is mine:
                    del self._kept[key]
            mine.set_exception(error)
        return mine.result()

    def has(self, key: Hashable) -> bool:
        """Tell whether something is kept under a key, or being made for somebody."""
        with self._lock:
            return key in self._kept

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()


def kept(most: int) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Return a decorator that keeps the last `most` results of a function.

    All arguments are the key, but those whose name begins with an underscore: these must follow
    from the others, as an open snapshot does from its checksum. Arguments must be hashable and are
    given by place. Results are shared between readers and must not be changed.
    """

    def decorate(function: Callable[Given, Made]) -> Callable[Given, Made]:
        names = list(signature(function).parameters)
        places = tuple(place for place, name in enumerate(names) if not name.startswith("_"))
        shelf = Shelf(most)
        _SHELVES.append(shelf)

        @wraps(function)
        def found(*given: Given.args, **named: Given.kwargs) -> Made:
            if named or len(given) != len(names):
                raise TypeError(f"{function.__name__} takes all of its arguments by place")
            key = tuple(given[place] for place in places)
            made: Made = shelf.get(key, lambda: function(*given, **named))
            return made

        _SHELF_OF[found] = shelf, places
        return found

    return decorate


def is_kept(function: Callable[Given, Any], *given: Given.args, **named: Given.kwargs) -> bool:
    """Tell whether a function under `kept` has a result for these arguments, without making one.

    Raises KeyError for a function that keeps nothing.
    """
    shelf, places = _SHELF_OF[function]
    return shelf.has(tuple(given[place] for place in places))


def forget_all() -> None:
    """Forget everything that was kept in this process."""
    for shelf in _SHELVES:
        shelf.clear()
