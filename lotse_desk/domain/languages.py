"""The languages the program is made for, by BCP-47 code.

Which of them slips exist in is told by the files in `resources/slips`; a further language needs a
file there, not a line here.
"""

LANGUAGES = (
    "de",
    "de-simple",
    "tr",
    "ar",
    "uk",
    "ru",
    "pl",
    "ro",
    "bg",
    "en",
    "fa",
    "prs",
    "kmr",
    "ckb",
    "sq",
    "sr",
    "it",
    "es",
    "fr",
    "ti",
    "so",
    "ps",
    "ur",
)
"""`sr` is Serbian, Bosnian and Croatian in Latin script, `prs` Dari, `kmr` Kurmanji, `ckb` Sorani.
"""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "prs", "ckb", "ps", "ur"})
