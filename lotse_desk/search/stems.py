"""Light stems of words in every slip language: known endings cut from folded words.

People at a counter write endings, and leave out accents, so every language is cut on its folded
form; German and English have Snowball stemmers, made for text without accents.
"""

from functools import lru_cache

import Stemmer

from lotse_desk.search import german
from lotse_desk.search.spelling import respelt

_english = Stemmer.Stemmer("english")

_ENDINGS = {
    "tr": (2, """larinin lerinin larindan lerinden larina lerine larini lerini lari leri lar ler
        inin unun nin nun sinin dan den tan ten dan nda nde da de ta te im um in un si su yi yu ya
        ye i u a e m lik luk li lu ci cu siz suz mak mek"""),
    "ru": (1, """iami ami iakh akh ogo ego omu emu imi iei iem oi ei iiu iia ie ii iu ia am iam om
        em ov ev im ikh uiu aia oe ee il ila ilo ili al ala alo ali a e i o u iki at it et ut iat
        iut shchii ovat irovat
        eniia aniia enie anie eniiu aniiu eniem aniem"""),
    "uk": (1, """iami ami iakh akh ogo iogo omu iomu imi oiu ieiu ei oi ii iu ia am iam om em iem
        iv ev im ikh ui aia oe il ila ilo ili av ala alo ali a e i o u ie ati iti iti ut iut at
        iat ovi evi enia ania eni anni
        ennia annia"""),
    "bg": (1, """iata ata iat at iia ia a e i o u ni ka ko ki ove eve anie enie"""),
    "sr": (1, """ovima evima ama ima ove eve ovi evi oga ega ome eme om em og eg oj ih im u a e i
        o
        nje nja iti ati"""),
    "pl": (1, """iami ami iach ach owi iego ego iemu emu ymi imi iej ej ie ia iu ow om em iem ym
        im
        ych ich il ila ilo ili ily ilem ilam al ala alo ali aly alem alam a e i o u y eniem aniem
        enie anie enia ania owac ac ic"""),
    "fr": (1, """issements issement ements ement ations ation ateurs ateur ences ence ances ance
        ites ite euses euse eurs eur ives ive ifs if ees ee es e s er ir re ez ons ent ant
        aux"""),
    "it": (1, """azioni azione amenti amento mente ita ivi iva ivo anze anza enze enza are ere ire
        ato ata ati ate i e a o"""),
    "es": (1, """aciones acion amientos amiento mente idades idad ivas ivos iva ivo ancias ancia
        encias encia ar er ir ado ada ados adas es os as a o e s"""),
    "ro": (1, """ului elor ilor lor atiei atii atie area are ele ile ului ul ei ii le ea ia a e i
        u atia ia ie iei at ata ati ate ez esc"""),
    "sq": (1, """eve ave ive et at it ut en in un es a e i u je im shem isht"""),
    "kmr": (2, """iya iye iyen iyan iyek iyeki iyeke ya ye yen yan yek yeke yeki yi en an a e i o ek
        eki eke in im it k"""),
    "so": (2, """kayga gayga hayga kaygu gaygu haygu kaygii gaygii tayda dayda shayda taydii daydii
        kaaga gaaga taada daada kiisa giisa tiisa diisa keeda geeda teeda deeda kii gii hii
        tii dii shii ka ga ha ta da sha ku gu hu tu du yaasha yada yadii yaal ada adii o a
        aa ay aday"""),
    "ar": (1, """iat at wn in an ha hm kn na ni k h i t a"""),
    "fa": (2, """haii hai ha an at i m t sh ish ha h man tan shan"""),
    "ckb": (1, """ekan ekean eke an kan iek ek i e m t man tan ian"""),
    "ps": (1, """wna wnw gan ano wnh h w i o"""),
    "ur": (1, """iwn iann ian wn in at i e a h"""),
    "ti": (1, """tat at ti ta n na ka u om ey ay oy y"""),
}  # fmt: skip
"""Language -> (rounds, endings): how often an ending is cut, and which, folded."""
_ENDINGS["prs"] = _ENDINGS["fa"]

_BEGINNINGS = {
    "ar": ("walal", "wal", "bal", "kal", "fal", "ll", "al", "w", "b", "l", "f"),
    "ti": ("n", "b", "z", "k", "ib", "zi", "k"),
    "fa": ("mi", "nmi", "b"),
    "prs": ("mi", "nmi", "b"),
}
_ARTICLES = {"bg": ("ta", "to", "te")}
"""Two letters written at the end of a word, after its other endings."""
_WHOLE = {"fa": frozenset({"zndan"}), "prs": frozenset({"zndan"})}
"""Words that their endings belong to: a prison is not who hits."""
_SORTED = {
    language: (
        rounds,
        tuple(sorted({respelt(e, language) for e in endings.split()}, key=len, reverse=True)),
    )
    for language, (rounds, endings) in _ENDINGS.items()
}
_CONSONANTAL = frozenset({"ar", "fa", "prs", "ps", "ur", "ckb", "ti"})


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word in a language; the word itself where none is known."""
    if language in ("de", "de-simple"):
        return german.phrase_stem(word)
    if language == "en":
        return _english.stemWord(word) or word
    word = respelt(word, language)
    least = 3 if language in _CONSONANTAL else 4
    for beginning in _BEGINNINGS.get(language, ()):
        if word.startswith(beginning) and len(word) - len(beginning) >= least:
            word = word[len(beginning) :]
            break
    articles = _ARTICLES.get(language, ())
    while articles and word.endswith(articles) and len(word) - 2 >= least:
        word = word[:-2]
    rounds, endings = _SORTED.get(language, (0, ()))
    for _ in range(rounds):
        if word in _WHOLE.get(language, ()):
            break
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= least:
                word = word[: -len(ending)]
                break
    return word
