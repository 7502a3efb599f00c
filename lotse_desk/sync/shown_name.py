"""Names of files as they can be shown: a name may hold what plays tricks on whoever reads it."""

LONGEST = 120


def shown_name(name: str) -> str:
    """The name without line breaks, direction marks and bytes that are no text; at most 120 long.

    Each of them shows as U+FFFD. A long name keeps its beginning and its end.
    """
    clean = "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in name)
    if len(clean) <= LONGEST:
        return clean
    half = (LONGEST - 1) // 2
    return f"{clean[:half]}…{clean[-half:]}"
