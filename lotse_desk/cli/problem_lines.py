"""Files and facts somebody should know of, for machines and in words."""

from collections.abc import Iterable

from lotse_desk.home.exchange_sentences import reason_sentence

MOST_LINES = 50


def named(problems: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Names and reasons as objects."""
    return [{"file": name, "reason": reason} for name, reason in problems]


def printable(path: object) -> str:
    """A name or path from a medium as it may stand on a screen: no line breaks, no marks."""
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in str(path))


def problem_line(file: str, reason: str) -> str:
    """One line: the file, where there is one, and what is the matter."""
    sentence = reason_sentence(reason)
    return f"{file}: {sentence}" if file else sentence


def problem_lines(problems: Iterable[tuple[str, str]]) -> list[str]:
    """A line for each of the first, and how many more there are."""
    told = list(problems)
    lines = [problem_line(file, reason) for file, reason in told[:MOST_LINES]]
    more = len(told) - MOST_LINES
    return [*lines, f"… und {more} weitere; alle nennt --json."] if more > 0 else lines
