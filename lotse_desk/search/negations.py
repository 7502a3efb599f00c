"""Words that turn a phrase round: kein Geld is not Geld."""

from lotse_desk.search.word_lists import is_listed, spelt

_TEXTS = {
    "de": "kein keine keinen keiner keinem nicht nichts ohne nie",
    "en": "no not without never none",
    "tr": "yok değil",
    "ar": "لا ليس ليست بدون بلا لم لن مو مش ماكو مافي",
    "fa": "نیست نیستم ندارم ندارد نداریم بدون بی هیچ",
    "uk": "не ні без нема немає",
    "ru": "не нет без",
    "pl": "nie brak bez",
    "fr": "ne pas sans aucun aucune jamais",
    "it": "non senza niente nessun nessuna",
    "es": "no sin ningún ninguna nunca",
    "ro": "nu fără niciun nicio",
    "bg": "не без няма нямам",
    "sr": "ne nije nisam nisu nema nemam nemamo nemaju bez",
    "sq": "nuk s jo pa asnjë hiç",
    "kmr": "tune tuneye tunene nîne ne na bê nikarim nikare nikarin",
    "ckb": "نییە نیە نیمە نا نەک بێ بەبێ ناتوانم ناتوانین ناتوانێت",
    "so": "ma la'aan la'an kuma uma lama ima iguma waayay waayey",
    "ti": "የለን የብለይን የብልናን የብሉን የብላን ዘይ ብዘይ ኣይኮነን",
    "ps": "نه نشته نشي نشم نلرم نلري نلرو بې na",
    "ur": "نہیں نہ بغیر بنا",
}
_NEGATIONS = spelt(_TEXTS)


def is_negation(word: str, language: str) -> bool:
    """Whether a folded word turns a phrase of this language (BCP-47) round."""
    return is_listed(word, language, _NEGATIONS)
