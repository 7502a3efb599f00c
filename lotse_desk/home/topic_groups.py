"""German names of the groups of topics."""

GROUP_NAMES = {
    "existenz": "Existenzsicherung",
    "wohnen": "Wohnen",
    "familie": "Familie",
    "kinder-schule": "Kinder und Schule",
    "migration": "Migration",
    "arbeit": "Arbeit",
    "pflege-alter": "Pflege und Alter",
    "behinderung": "Behinderung",
    "gesundheit": "Gesundheit",
    "krise": "Krise und Schutz",
    "recht-schulden": "Recht und Schulden",
    "buergerdienste": "Bürgerdienste",
    "intern": "Für das Haus selbst",
}
"""Slug of a group in topics.csv -> its name."""
