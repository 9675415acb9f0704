"""What is recorded of a product itself, as a small table."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from analysis.decisions.product_profile import Fact
from analysis.language import Language


def facts_html(facts: Sequence[Fact], caption: str, language: Language) -> str:
    """Return facts as a table of two columns; the caption is for who cannot see the heading."""
    rows = "".join(
        f'<tr><th scope="row">{escape(fact.item.in_language(language))}</th>'
        f"<td>{escape(fact.value.in_language(language))}</td></tr>"
        for fact in facts
    )
    return (
        f'<div class="kc-sheet"><table aria-label="{escape(caption)}"><tbody>{rows}</tbody></table>'
        "</div>"
    )
