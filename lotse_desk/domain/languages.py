"""The languages slips exist in, by BCP-47 code, with what typesetting needs to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SlipLanguage:
    """`cldr`: locale name for dates; `pdf`: value of /Lang; `direction`: ltr or rtl."""

    code: str
    cldr: str
    pdf: str
    direction: str = "ltr"


SLIP_LANGUAGES: dict[str, SlipLanguage] = {
    language.code: language
    for language in (
        SlipLanguage("de", "de", "de"),
        SlipLanguage("de-simple", "de", "de"),
        SlipLanguage("tr", "tr", "tr"),
        SlipLanguage("ar", "ar", "ar", "rtl"),
        SlipLanguage("uk", "uk", "uk"),
        SlipLanguage("ru", "ru", "ru"),
        SlipLanguage("pl", "pl", "pl"),
        SlipLanguage("ro", "ro", "ro"),
        SlipLanguage("bg", "bg", "bg"),
        SlipLanguage("en", "en_GB", "en"),
        SlipLanguage("fa", "fa", "fa", "rtl"),
        SlipLanguage("prs", "fa_AF", "prs", "rtl"),
        SlipLanguage("kmr", "ku", "kmr"),
        SlipLanguage("ckb", "ckb", "ckb", "rtl"),
        SlipLanguage("sq", "sq", "sq"),
        SlipLanguage("sr", "sr_Latn", "sr-Latn"),
        SlipLanguage("it", "it", "it"),
        SlipLanguage("es", "es", "es"),
        SlipLanguage("fr", "fr", "fr"),
        SlipLanguage("ti", "ti", "ti"),
        SlipLanguage("so", "so", "so"),
        SlipLanguage("ps", "ps", "ps", "rtl"),
        SlipLanguage("ur", "ur", "ur", "rtl"),
    )
}
