"""What a page is sent is whole: no message stands for one that a page may have dropped."""

from __future__ import annotations

import tomllib

from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed

from analysis.settings import PROJECT_ROOT

CONFIG = PROJECT_ROOT / "dashboard" / ".streamlit" / "config.toml"


def _large() -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.markdown.body = "x" * 1_000_000
    populate_hash_if_needed(message)
    return message


def test_a_large_element_is_never_referred_to() -> None:
    option = "global.minCachedMessageSize"
    before = config.get_option(option)
    wanted = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["global"]["minCachedMessageSize"]
    try:
        config.set_option(option, 10_000)
        assert _large().metadata.cacheable, "Streamlit's own limit would have it referred to"
        config.set_option(option, wanted)
        assert not _large().metadata.cacheable
    finally:
        config.set_option(option, before)
