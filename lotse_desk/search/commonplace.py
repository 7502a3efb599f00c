"""Words that stand in any question about services and hardly tell them apart, per language."""

from lotse_desk.search.fold import words

_COUNTRY = frozenset(
    words(
        """deutschland germany allemagne almanya ألمانيا المانيا германия германії німеччина
        німеччині німеччини германии niemcy niemczech germania alemania gjermani آلمان"""
    )
)
_TEXTS = {
    "de": """
        information informationen info infos thema themen möglichkeit möglichkeiten angebot
        angebote art arten person personen mensch menschen leute beispiel beispiele ort orte land
        stadt voraussetzung voraussetzungen bedingung bedingungen aufgabe aufgaben ziel ziele
        grund gründe rolle bereich nähe weise sache sachen ding dinge frage fragen hilfe
        zuständig helfen nutzen erfahren beachten informieren kümmern wenden verschiedene
        bestimmte besondere spezielle wichtige wichtigen begriff bedeutung beinhalten beinhaltet
        anforderung anforderungen kontaktieren unterschiede verfügbar anbieten angeboten bieten
        bietet normal normale normalen weiß wissen""",
    "en": """
        people person information info country city place kind type types example help thing
        things normal""",
    "fr": """
        personne personnes pays ville information informations info exemple aide type types sorte
        art""",
    "ar": "شخص أشخاص معلومات بلد مدينة مكان نوع أنواع مثال مساعدة شيء",
    "uk": """
        людина люди інформація країна місто місце вид види тип типи приклад допомога допомогу""",
    "ru": "человек люди информация страна город место вид виды тип типы пример помощь",
    "bg": "човек хора информация страна град място вид тип типове пример помощ",
    "tr": "kişi insanlar bilgi ülke şehir yer tür örnek yardım",
    "pl": """
        osoba ludzie informacja informacje kraj miasto miejsce rodzaj przykład pomoc normalne""",
}
_WORDS = {language: frozenset(words(text)) for language, text in _TEXTS.items()}
_WORDS["de-simple"] = _WORDS["de"]


def is_commonplace(word: str, language: str) -> bool:
    """Whether a folded word stands in any question of this language (BCP-47)."""
    return word in _COUNTRY or word in _WORDS.get(language, ())


_FAMILY = frozenset(
    words(
        """mutter mama vater papa kind kinder kindes kindern sohn tochter bruder schwester eltern
        frau mann familie baby oma opa"""
    )
)


def is_of_the_family(word: str) -> bool:
    """Whether a folded German word says for whom something is asked, if others say what."""
    return word in _FAMILY
