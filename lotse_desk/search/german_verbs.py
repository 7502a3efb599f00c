"""Forms of German strong verbs and of nouns made of them: gezogen, zieht and Umzug are ziehen."""

from lotse_desk.search.fold import words

_VERBS = """
befehlen befiehlt befahl befohlen befehl
beginnen beginnt begann begonnen beginn
beissen beißt biss gebissen
biegen biegt bog gebogen
bieten bietet bot geboten angebot
binden bindet band gebunden bindung
bitten bittet bat gebeten bitte
bleiben bleibt blieb geblieben
brechen bricht brach gebrochen bruch
brennen brennt brannte gebrannt brand
bringen bringt brachte gebracht
denken denkt dachte gedacht
empfangen empfängt empfing empfang
empfehlen empfiehlt empfahl empfohlen empfehlung
entscheiden entscheidet entschied entschieden entscheidung
essen isst aß gegessen
fahren fährt fuhr gefahren fahrt
fallen fällt fiel gefallen fall
fangen fängt fing gefangen
finden findet fand gefunden
fliehen flieht floh geflohen flucht geflüchtet flüchten
fliegen fliegt flog geflogen flug
frieren friert fror gefroren
gebären gebärt gebar geboren geburt
gehen geht ging gegangen gang
gelten gilt galt gegolten geltung
gewinnen gewinnt gewann gewonnen gewinn
greifen greift griff gegriffen griff
halten hält hielt gehalten
heben hebt hob gehoben
helfen hilft hilf half geholfen hilfe
kennen kennt kannte gekannt
laden lädt lud geladen ladung
laufen läuft lief gelaufen lauf
leiden leidet litt gelitten leid
leihen leiht lieh geliehen leihe
lesen liest las gelesen
liegen liegt lag gelegen
lügen lügt log gelogen
messen misst maß gemessen messung
nehmen nimmt nahm genommen nahme
nennen nennt nannte genannt
raten rät riet geraten rat
reißen reißt riss gerissen
rufen ruft rief gerufen ruf
schaffen schafft schuf geschaffen
scheiden scheidet schied geschieden scheidung
schießen schießt schoss geschossen
schlafen schläft schlief geschlafen schlaf
schlagen schlägt schlug geschlagen schlag schläge
schließen schließt schloss geschlossen schließung
schneiden schneidet schnitt geschnitten
schreiben schreibt schrieb geschrieben
schreien schreit schrie geschrien
schweigen schweigt schwieg geschwiegen
sehen sieht sah gesehen
singen singt sang gesungen
sitzen sitzt saß gesessen sitz
sprechen spricht sprach gesprochen sprache
springen springt sprang gesprungen
stechen sticht stach gestochen
stehen steht stand gestanden
stehlen stiehlt stahl gestohlen diebstahl
steigen steigt stieg gestiegen
sterben stirbt starb gestorben sterbe
streiten streitet stritt gestritten streit
tragen trägt trug getragen
treffen trifft traf getroffen treff
treiben treibt trieb getrieben
treten tritt trat getreten tritt
trinken trinkt trank getrunken
verbieten verbietet verbot verboten verbot
vergessen vergisst vergaß vergessen
verlieren verliert verlor verloren verlust
wachsen wächst wuchs gewachsen
waschen wäscht wusch gewaschen wäsche
weisen weist wies gewiesen weisung
werben wirbt warb geworben werbung
werfen wirft warf geworfen
wissen weiß wusste gewusst wissen
ziehen zieht zog gezogen zug
"""
_PREFIXES = tuple(
    sorted(
        words(
            """ab an auf aus be bei dar durch ein ent er fest fort frei her hin hinter los mit nach
            statt über um unter ver vor weg wieder zer zu zurück zusammen miss"""
        ),
        key=len,
        reverse=True,
    )
)
_INFINITIVES: dict[str, str] = {}
for _line in _VERBS.strip().splitlines():
    _infinitive, *_forms = words(_line)
    for _form in (_infinitive, *_forms):
        _INFINITIVES.setdefault(_form, _infinitive)
_ENDINGS = ("", "e", "en", "n", "st", "t", "er", "es", "em", "s")


def infinitive(word: str) -> str | None:
    """The folded infinitive of a folded form of a strong verb, with its prefix; None if none.

    umgezogen -> umziehen, verstanden -> verstehen, Umzug -> umziehen.
    """
    found = _of_form(word)
    if found is not None:
        return found
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            found = _of_form(word[len(prefix) :])
            if found is not None:
                return prefix + found
    return None


def _of_form(word: str) -> str | None:
    for ending in _ENDINGS:
        if word.endswith(ending):
            found = _INFINITIVES.get(word[: len(word) - len(ending)] if ending else word)
            if found is not None:
                return found
    return None
