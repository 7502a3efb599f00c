"""Files and facts somebody should know of, for machines and in words."""

from collections.abc import Iterable

from lotse_desk.home.exchange_sentences import reason_sentence


def named(problems: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Names and reasons as objects."""
    return [{"file": name, "reason": reason} for name, reason in problems]


def printable(path: object) -> str:
    """A name or path from a medium as it may stand on a screen: no line breaks, no marks."""
    return "".join(
        one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in str(path)
    )


def problem_line(file: str, reason: str) -> str:
    """One line: the file, where there is one, and what is the matter."""
    sentence = reason_sentence(reason)
    return f"{file}: {sentence}" if file else sentence
