"""Gates before points: what each file must meet on the day, met, not met or unknown.

A gate that is not met refuses the file; one whose answer is not known blocks it and says what is
missing. The rules are rows of table gate_rule, each with its days of validity.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.decisions.file_texts import joined_texts
from analysis.decisions.gate_columns import (
    CAVEATS,
    COUNTS,
    RESULT_COLUMNS,
    SOURCES,
    VERDICT_COLUMNS,
)
from analysis.decisions.gate_words import OVERALL, REASONS, RESULTS, reason_in_words, weights
from analysis.decisions.selection import Selection, files_inside, of_all_files, of_files
from analysis.dictionary import CODE_LISTS
from analysis.language import Language, Text
from analysis.measures.labels import unit_texts, with_code_names
from analysis.measures.model import Measure
from analysis.measures.process_steps import in_language
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

KNOWN_GATES = tuple(code for code in CODE_LISTS["gate"].values() if code != "other")
"""Gates the program checks itself."""

NO_RULES = Text("Chưa có điều kiện nào có hiệu lực", "No condition is in force")


def gate_results(
    snapshot: Snapshot, scope: Scope, selection: Selection | None = None
) -> pd.DataFrame:
    """Return one row per file and gate that applies to it, in the order files came in.

    Columns: application_id, gate (a code), gate_name, rule_id, rule (its title), result (pass,
    fail or unknown), result_name, reason (words with the value), reason_code, value (as stored),
    parameter, note (a mark every case of the rule gets, or null), document (what shows it),
    legal_source, verification, valid_from, valid_to. Texts are in the scope's language.
    """
    selection = selection or Selection()
    # Asked by the verdicts and beside them, on one page; the frame is the caller's own.
    asked = ("gate_results", scope, selection)
    return snapshot.recently(asked, lambda: _results(snapshot, scope, selection)).copy(deep=False)


def _results(snapshot: Snapshot, scope: Scope, selection: Selection) -> pd.DataFrame:
    meaning = weights()
    found = of_files(
        snapshot,
        scope,
        "gates",
        selection,
        known_gates=list(KNOWN_GATES),
        reasons=list(meaning),
        weights=list(meaning.values()),
    )
    rules = _rules(snapshot, scope.language, selection)
    frame = found.merge(rules, on="rule_no", how="left", validate="many_to_one")
    frame = frame.rename(columns={"reason": "reason_code"})
    results = {code: reason.result for code, reason in REASONS.items()}
    frame["result"] = frame["reason_code"].map(results).astype("str")
    names = {code: text.in_language(scope.language) for code, text in RESULTS.items()}
    frame["result_name"] = frame["result"].map(names).astype("str")
    frame["reason"] = _in_words(frame, unit_texts(snapshot), scope.language)
    return frame[[column.name for column in RESULT_COLUMNS]]


def gate_verdicts(
    snapshot: Snapshot, scope: Scope, selection: Selection | None = None
) -> pd.DataFrame:
    """Return one row per file: overall (pass, fail or blocked) and what is not met or missing.

    Columns: application_id, overall, overall_name, passed, failed, unknown (numbers of gates),
    not_met (reasons), missing (conditions not known, with the document that would show each) and
    notes, each null where there is nothing to say. A file that no rule in force speaks of is
    blocked: nothing says that it may be supported.
    """
    selection = selection or Selection()
    files = files_inside(snapshot, scope, selection)
    results = gate_results(snapshot, scope, selection)
    return verdicts(files, results, scope.language)


def verdicts(files: pd.Series, results: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return the verdict on every file, out of the results of its gates; see gate_verdicts."""
    owner = pd.Index(files).get_indexer(pd.Index(results["application_id"]))
    result = results["result"].to_numpy(dtype=object)
    counts = {code: np.bincount(owner[result == code], minlength=len(files)) for code in RESULTS}
    nothing = np.bincount(owner, minlength=len(files)) == 0
    overall = np.select(
        [counts["fail"] > 0, (counts["unknown"] > 0) | nothing], ["fail", "blocked"], "pass"
    )
    names = {code: text.in_language(language) for code, text in OVERALL.items()}
    told = pd.DataFrame(
        {
            "application_id": files,
            "overall": pd.Series(overall, dtype="str"),
            "overall_name": pd.Series([names[code] for code in overall], dtype="str"),
            "passed": counts["pass"],
            "failed": counts["fail"],
            "unknown": counts["unknown"],
        }
    )
    failed, unknown = results[results["result"] == "fail"], results[results["result"] == "unknown"]
    paper = unknown["document"].fillna("")
    lacking = unknown["rule"] + (": " + paper).where(paper != "", "")
    told["not_met"] = joined_texts(files, failed["application_id"], failed["reason"])
    told["missing"] = joined_texts(files, unknown["application_id"], lacking)
    told.loc[nothing, "missing"] = NO_RULES.in_language(language)
    marked = results[results["note"].notna()]
    told["notes"] = joined_texts(files, marked["application_id"], marked["note"])
    return told


def _rules(snapshot: Snapshot, language: Language, selection: Selection) -> pd.DataFrame:
    """Return the rules in force with their number, texts in one language."""
    gates = list(KNOWN_GATES)
    rules = of_all_files(snapshot, Scope(), "gates_in_force", selection, known_gates=gates)
    rules = with_code_names(rules, "gate", "gate", language)
    return rules.assign(
        rule=in_language(rules, "title", language),
        document=in_language(rules, "document", language),
        note=in_language(rules, "note", language),
        verification=in_language(rules, "verification", language),
    ).drop(columns=[f"{name}_{code}" for name in _TOLD for code in ("vi", "en")])


_TOLD = ("title", "document", "note", "verification")


def _in_words(frame: pd.DataFrame, units: Mapping[str, Text], language: Language) -> pd.Series:
    """Return the reasons in words; each reason and value is put into words once."""
    pairs = frame[["reason_code", "value"]].drop_duplicates()
    words = [
        reason_in_words(
            code, _named(code, None if pd.isna(value) else value, units, language), language
        )
        for code, value in zip(pairs["reason_code"], pairs["value"], strict=True)
    ]
    told = pairs.assign(words=pd.Series(words, index=pairs.index, dtype="str"))
    merged = frame[["reason_code", "value"]].merge(told, on=["reason_code", "value"], how="left")
    return merged["words"].set_axis(frame.index)


def _named(
    code: str, value: str | None, units: Mapping[str, Text], language: Language
) -> str | None:
    """Return a value as it is told: a place by its name, everything else as stored."""
    if code != "place_district" or value is None or value == UNKNOWN_CODE:
        return value
    return units[value].in_language(language) if value in units else value


DEFINITIONS = (
    Measure(
        "gate_results",
        Text("Từng điều kiện của từng hồ sơ", "Each condition of each file"),
        COUNTS,
        CAVEATS,
        SOURCES,
        RESULT_COLUMNS,
        gate_results,
    ),
    Measure(
        "gate_verdicts",
        Text("Hồ sơ đạt, không đạt và chờ bổ sung", "Files that pass, fail or are blocked"),
        COUNTS,
        CAVEATS,
        SOURCES,
        VERDICT_COLUMNS,
        gate_verdicts,
    ),
)
