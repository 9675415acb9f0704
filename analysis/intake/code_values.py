"""Codes as people write them: the code itself, its label in either language, or both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from analysis.dictionary.model import Code, CodeList, Column
from analysis.intake.cleaning import literal
from analysis.intake.folding import fold_text
from analysis.language import Text

TRUE_WORDS = ("true", "1", "1.0", "co", "x", "✓", "✔", "☑", "☒", "yes", "y", "t", "dung", "roi")
FALSE_WORDS = ("false", "0", "0.0", "khong", "khong co", "ko", "no", "n", "f", "sai", "chua", "☐")
"""Answers as tokens (lower case, no accents). In a form an x is a tick."""

_BOTH = re.compile(r"\s*(\S+)\s*[-–—:.|]\s*(\S.*)", re.DOTALL)


def code_map(column: Column, distinct: Iterable[str]) -> dict[str, str | None]:
    """Return the code each of the texts stands for; None where it stands for none, or for two.

    A text is a code or a label of the column's list, whatever its case, accents and punctuation,
    or "CODE - label" where the label is that of the code. Raises ValueError for a column without
    a code list.
    """
    if column.codes is None:
        raise ValueError(f"column {column.name} has no code list")
    known = _known(column.codes)
    return {text: _find(text, column.codes, known) for text in distinct}


CODES_NAMED = 3


def likely_codes(codes: CodeList, text: str) -> Text:
    """Return the remedy for a text that is no code: the labels most like it, or the first ones."""
    asked = fold_text(text)
    words = set(asked.split())

    def likeness(code: Code) -> float:
        best = 0.0
        for label in (code.code, code.label.vi, code.label.en, *code.aliases):
            folded = fold_text(label)
            shared = len(words & set(folded.split())) / max(len(words), 1)
            best = max(best, shared, SequenceMatcher(None, asked, folded).ratio())
        return best

    ranked = sorted(((likeness(code), code) for code in codes.codes), key=lambda pair: -pair[0])
    near = [code.label for score, code in ranked if score >= 0.5][:CODES_NAMED]
    if near:
        return Text(
            f"Gần nhất: {'; '.join(label.vi for label in near)}",
            f"Nearest: {'; '.join(label.en for label in near)}",
        )
    shown = [code.label for code in codes.codes][: 2 * CODES_NAMED]
    return Text(
        f"Dùng một trong: {'; '.join(label.vi for label in shown)} …",
        f"Use one of: {'; '.join(label.en for label in shown)} …",
    )


def mapped(raw: str, column: Column, spellings: Mapping[str, str]) -> str:
    """Return SQL that reads a code column: codes as they are, other texts by `spellings`."""
    codes = column.codes.values() if column.codes is not None else ()
    exact = f"case when {raw} in ({', '.join(map(literal, codes))}) then {raw}"
    if not spellings:
        return f"{exact} end"
    keys = ", ".join(map(literal, spellings))
    values = ", ".join(map(literal, spellings.values()))
    return f"{exact} else map([{keys}], [{values}])[{raw}] end"


def written_boolean(token_sql: str) -> str:
    """Return SQL of a written answer, given as a token; null where it is neither yes nor no."""
    yes, no = (", ".join(map(literal, words)) for words in (TRUE_WORDS, FALSE_WORDS))
    return f"case when {token_sql} in ({yes}) then true when {token_sql} in ({no}) then false end"


def _labels(code: Code) -> set[str]:
    texts = [code.label, *([code.short] if code.short else [])]
    labels = [label for text in texts for label in (text.vi, text.en)]
    return {fold_text(label) for label in (*labels, *code.aliases)} - {""}


def _known(codes: CodeList) -> dict[str, str | None]:
    """Return the code of every folded label and code; None for a label that two codes share."""
    known: dict[str, str | None] = {}
    for code in codes.codes:
        for label in _labels(code):
            known[label] = None if known.get(label, code.code) != code.code else code.code
    folded = [fold_text(code.code) for code in codes.codes]
    for code, key in zip(codes.codes, folded, strict=True):
        if key:
            known[key] = code.code if folded.count(key) == 1 else None
    return known


def _find(text: str, codes: CodeList, known: Mapping[str, str | None]) -> str | None:
    stripped = text.strip().lstrip("'")
    if stripped in codes.values():
        return stripped
    key = fold_text(text)
    if key in known:
        return known[key]
    # A spreadsheet drops the zeros in front of a code of digits.
    widths = {len(value) for value in codes.values() if value.isdigit()}
    if stripped.isdecimal() and len(widths) == 1:
        padded = stripped.zfill(widths.pop())
        if padded in codes.values():
            return padded
    both = _BOTH.fullmatch(text)
    if both:
        code = known.get(fold_text(both[1]))
        if code is not None and fold_text(both[1]) == fold_text(code):
            return code if fold_text(both[2]) in _labels(codes.find(code)) else None
    return None
