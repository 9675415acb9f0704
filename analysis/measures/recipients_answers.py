"""Sentences about who receives grants: concentration, repetition, the same content."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.phrases import amount, number, plural, sentence, share


def answer_concentration(frame: pd.DataFrame) -> Text | None:
    """Say what the largest tenth received and the Gini coefficient, over how many."""
    known = frame[frame["gini"].notna()]
    if known.empty:
        return None
    row = known.iloc[0]
    unknown = int(row["recipients_unknown"])
    lead = sentence(
        "Một phần mười cơ sở nhận nhiều nhất ({top} trên {n}) được {share} kinh phí hỗ trợ; hệ số "
        "Gini {gini}",
        "The tenth of establishments that received most ({top} of {n}) got {share} of grants; Gini "
        "coefficient {gini}",
        top=number(int(row["top_10_recipients"])),
        n=number(int(row["recipients"])),
        share=share(float(row["top_10_share"])),
        gini=number(float(row["gini"]), 2),
    )
    if not unknown:
        return lead
    tail = sentence(
        " (không kể {n} cơ sở không rõ số tiền)",
        " (without {n} whose grants are not all known)",
        n=number(unknown),
    )
    return Text(lead.vi + tail.vi, lead.en + tail.en)


def answer_repeated(frame: pd.DataFrame) -> Text | None:
    """Say how many establishments came back, and what share of the money went to them."""
    if frame.empty:
        return None
    currency = str(frame["currency"].iloc[0])
    again = frame[frame["times"] > 1]
    everybody = int(frame["all_establishments"].iloc[0])
    count = int(again["establishments"].sum())
    if count == 0:
        return sentence(
            "Cả {n} cơ sở đều mới được hỗ trợ một lần",
            "All {n} establishments were supported once only",
            n=number(everybody),
        )
    known = again[again["received_share"].notna()]
    lead = sentence(
        "{count} trong {n} cơ sở ({share}) được hỗ trợ từ hai lần trở lên",
        "{count} of {n} establishments ({share}) were supported twice or more",
        count=number(count),
        n=number(everybody),
        share=share(count / everybody),
    )
    if known.empty:
        return lead
    tail = sentence(
        ", nhận {money} kinh phí hỗ trợ ({amount})",
        ", with {money} of grants ({amount})",
        money=share(float(known["received_share"].sum())),
        amount=amount(float(known["received"].sum()), currency),
    )
    return Text(lead.vi + tail.vi, lead.en + tail.en)


def answer_top(frame: pd.DataFrame) -> Text | None:
    """Say who received most, how much and in how many supports."""
    known = frame[frame["received"].notna()]
    if known.empty:
        return None
    row = known.iloc[0]
    name = str(row["establishment_id"]) if pd.isna(row["name"]) else str(row["name"])
    supports = int(row["supports"])
    return sentence(
        "Nhận nhiều nhất: {name}, {amount} trong {n} khoản hỗ trợ ({share} tổng hỗ trợ)",
        "Received most: {name}, {amount} in {n} "
        + plural(supports, "support", "supports")
        + " ({share} of all grants)",
        name=name,
        amount=amount(row["received"], str(row["currency"])),
        n=number(supports),
        share=share(float(row["received_share"])),
    )


def answer_same_content(total: pd.DataFrame) -> Text | None:
    """Say how many establishments to check for the same content, and for how many none can tell.

    `total` is measure same_content_total; None when nobody was supported.
    """
    if total.empty:
        return None
    row = total.iloc[0]
    found, unworded = int(row["same_establishments"]), int(row["unworded_establishments"])
    tail = (
        sentence(
            "; {n} cơ sở không nói được vì thiếu lời ghi nội dung",
            "; for {n} nobody can tell, contents are not recorded",
            n=number(unworded),
        )
        if unworded
        else None
    )
    if found == 0:
        lead = sentence(
            "Không thấy cơ sở nào được hỗ trợ hai lần với cùng lời ghi nội dung ({n} cơ sở được "
            "hỗ trợ nhiều lần)",
            "No establishment was found supported twice with the same words of content ({n} were "
            "supported again)",
            n=number(int(row["repeated"])),
        )
    else:
        lead = sentence(
            "Cần kiểm tra: {found} cơ sở có thể được hỗ trợ hai lần cho cùng một nội dung "
            "({amount})",
            "To be checked: {found} "
            + plural(found, "establishment", "establishments")
            + " may have been supported twice for the same content ({amount})",
            found=number(found),
            amount=(
                Text("không rõ số tiền", "amount unknown")
                if pd.isna(row["same_received"])
                else amount(row["same_received"], str(row["currency"]))
            ),
        )
    return lead if tail is None else Text(lead.vi + tail.vi, lead.en + tail.en)


def counted_recipients(concentration: pd.DataFrame) -> Text | None:
    """Return how many establishments and supports a figure of recipients is made of."""
    if concentration.empty:
        return None
    row = concentration.iloc[0]
    unknown = int(row["recipients_unknown"])
    everybody = int(row["recipients"]) + unknown
    supports = int(row["supports"])
    lead = sentence(
        "n: {n} cơ sở, {supports} khoản hỗ trợ",
        "n: {n} "
        + plural(everybody, "establishment", "establishments")
        + ", {supports} "
        + plural(supports, "support", "supports"),
        n=number(everybody),
        supports=number(supports),
    )
    if not unknown:
        return lead
    tail = sentence("; {n} cơ sở không rõ số tiền", "; amount unknown for {n}", n=number(unknown))
    return Text(lead.vi + tail.vi, lead.en + tail.en)
