"""Answers to what a browser asks beside the runs of its page, kept where Streamlit drops them.

A browser asks at which address it may upload a chosen file, and where a file made on demand can be
fetched. When a run of the page begins before the answer has left, Streamlit clears what waits to be
sent, and the answer with it: the browser waits for ever, and the officer sees neither the file nor
an error.
"""

from __future__ import annotations

from functools import cache

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

_ANSWERS = frozenset({"file_urls_response", "backend_operation_response"})


@cache
def keep_answers() -> None:
    """From now on keep, in this process, what was asked beside a run when a run begins."""
    clear = ForwardMsgQueue.clear

    def clear_all_but_answers(
        self: ForwardMsgQueue,
        retain_lifecycle_msgs: bool = False,
        fragment_ids_this_run: list[str] | None = None,
    ) -> None:
        answers = _answers_in(self) if retain_lifecycle_msgs else []
        clear(self, retain_lifecycle_msgs, fragment_ids_this_run)
        kept = {id(answer) for answer in _answers_in(self)}
        for answer in answers:
            if id(answer) not in kept:
                self.enqueue(answer)

    # Sessions make their queues themselves, and Streamlit asks nobody what to keep: the method is
    # replaced, which mypy lets nobody do unsaid.
    ForwardMsgQueue.clear = clear_all_but_answers  # type: ignore[method-assign]


def _answers_in(queue: ForwardMsgQueue) -> list[ForwardMsg]:
    # Streamlit offers no way to read what waits without sending it.
    return [one for one in queue._queue if one.WhichOneof("type") in _ANSWERS]
