"""Lập kế hoạch năm sau, bản marimo / planning next year, as a marimo app.

`marimo edit notebooks/planning_marimo.py` mở để sửa, `marimo run` để dùng như một trang, `python
notebooks/planning_marimo.py` để chạy một lượt. Open it with marimo, or run it once as a script.
"""

import marimo

app = marimo.App(width="medium", app_title="Lập kế hoạch năm sau")


@app.cell
def _():
    import marimo as mo

    import analysis as kc
    from analysis.charts.portfolio_plan import plan_money_chart
    from analysis.decisions.plan_money import money_by
    from analysis.decisions.plan_outcome_words import outcome_words
    from analysis.decisions.plan_problem import names_of
    from analysis.decisions.plan_request import read_query
    from analysis.decisions.plan_solved import solve_request
    from analysis.decisions.plan_table import decisions_in_turn
    from analysis.decisions.plan_words import answer_plan, proof_words, unsure_words
    from analysis.decisions.portfolio_candidates import candidate_set
    from analysis.decisions.selection import next_selection

    return (
        answer_plan,
        candidate_set,
        decisions_in_turn,
        kc,
        mo,
        money_by,
        names_of,
        next_selection,
        outcome_words,
        plan_money_chart,
        proof_words,
        read_query,
        solve_request,
        unsure_words,
    )


@app.cell
def _(kc, mo):
    snapshot = kc.snapshot("quang-ngai-simulated")
    mark = kc.mark(snapshot)
    mo.md(
        f"""
        # Lập kế hoạch năm sau

        **{mark}**

        Kéo ngân sách và tỷ lệ cho miền núi: danh mục được tính lại. Máy tính đề xuất; người có thẩm
        quyền quyết định.

        *English: move the budget and the share for the mountains and the plan is solved again. The
        program proposes; people decide.*
        """
    )
    return mark, snapshot


@app.cell
def _(candidate_set, kc, names_of, next_selection, snapshot):
    # Đọc bằng chứng mất vài giây, một lần. Reading the evidence takes seconds, once.
    made = candidate_set(snapshot, kc.Scope(), next_selection(snapshot))
    names = names_of(made, snapshot)
    return made, names


@app.cell
def _(mo):
    budget = mo.ui.slider(1, 8, step=0.5, value=3, label="Ngân sách, tỷ đồng / budget, billion VND")
    mountain = mo.ui.slider(0, 50, step=10, value=0, label="Tối thiểu cho miền núi, % / mountains")
    mo.vstack([budget, mountain])
    return budget, mountain


@app.cell
def _(budget, made, mountain, read_query, snapshot, solve_request):
    floor = {"floor": f"mountain={mountain.value / 100}"} if mountain.value else {}
    asked = read_query({"budget": str(round(budget.value * 1_000_000_000)), **floor})
    solved = solve_request(made, asked, snapshot, 10)
    return (solved,)


@app.cell
def _(answer_plan, mo, outcome_words, proof_words, snapshot, solved, unsure_words):
    currency = snapshot.case.currency
    said = [proof_words(solved.plan)]
    said += [outcome_words(one, currency) for one in solved.outcomes]
    said += unsure_words(solved)
    lines = "\n".join(f"- {one.vi}\n- *{one.en}*" for one in said)
    mo.md(f"## {answer_plan(solved, currency).vi}\n\n{lines}")
    return (currency,)


@app.cell
def _(currency, made, money_by, names, plan_money_chart, solved):
    plan_money_chart(money_by(made, solved, "district", currency, names, "vi"), "vi")
    return


@app.cell
def _(decisions_in_turn, made, names, solved):
    decisions = decisions_in_turn(made, solved, names, "vi")
    columns = ["application_id", "name", "district_name", "grant_amount", "decision_name", "reason"]
    decisions[columns]
    return (decisions,)


if __name__ == "__main__":
    app.run()
