"""Long statements over several lines, so that written code reads like ours."""

from __future__ import annotations

LONGEST = 100


def broken(statement: str) -> str:
    """Return a statement of one call with each argument on a line, where it is too long for one."""
    start = statement.find("(")
    if len(statement) <= LONGEST or start < 0:
        return statement
    arguments, end = _arguments(statement, start)
    if len(arguments) < 2:
        return statement
    inner = "".join(f"    {one},\n" for one in arguments)
    return f"{statement[: start + 1]}\n{inner}{statement[end:]}"


def _arguments(statement: str, start: int) -> tuple[list[str], int]:
    """Return the arguments inside the bracket at `start`, and where it closes."""
    found, depth, begun, quote = [], 0, start + 1, ""
    for at in range(start, len(statement)):
        letter = statement[at]
        if quote:
            escaped = statement[at - 1] == "\\" and statement[at - 2] != "\\"
            quote = "" if letter == quote and not escaped else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
            if depth == 0:
                found.append(statement[begun:at].strip())
                return [one for one in found if one], at
        elif letter == "," and depth == 1:
            found.append(statement[begun:at].strip())
            begun = at + 1
    return [], len(statement)
