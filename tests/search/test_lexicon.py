"""The lexicon: phrases to topics and German words, whatever the order and the ending."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.search.fold import words
from lotse_desk.search.lexicon import Entry, Lexicon, content_words, parse_lexicon

GERMAN = """term;kind;target
Mietzuschuss;lay;wohngeld
Hartz 4;old-name;grundsicherung-arbeit
kein geld;lay;notlage-mittellos
miete nicht bezahlt;lay;mietschulden
Sozialamt;lay;sozialhilfe grundsicherung-alter
wohnung verloren;lay;wohnungsnot
"""
UKRAINIAN = "term;kind;target\nжитло;general;=wohnung unterkunft\nоренда;general;=miete\n"


def lexicon() -> Lexicon:
    german, _ = parse_lexicon(GERMAN, "de")
    ukrainian, _ = parse_lexicon(UKRAINIAN, "uk")
    return Lexicon({"de": lambda: german, "uk": lambda: ukrainian})


def topics(text: str, language: str = "de") -> list[str]:
    found = lexicon().find(content_words(words(text), language), language)
    return [topic for match in found for topic in match.entry.topics]


def test_a_word_in_another_form_is_met() -> None:
    assert topics("Mietzuschüsse") == ["wohngeld"]


def test_phrases_are_met_with_function_words_between_and_in_any_order() -> None:
    assert topics("ich habe meine Miete nicht bezahlt") == ["mietschulden"]
    assert topics("verloren habe ich die Wohnung") == ["wohnungsnot"]
    assert topics("hartz 4") == ["grundsicherung-arbeit"]


def test_a_negation_belongs_to_the_phrase() -> None:
    assert topics("kein Geld") == ["notlage-mittellos"]
    assert topics("Geld") == []


def test_a_negation_alone_means_nothing() -> None:
    entries, _ = parse_lexicon("term;kind;target\nnicht mehr;lay;psychische-krise\n", "de")
    assert Lexicon({"de": lambda: entries}).find(["nicht"], "de") == []


def test_a_target_may_be_letters_and_situations_beside_topics() -> None:
    entries, problems = parse_lexicon(
        "gelber Brief;letter;letter:gelber-brief widerspruch letter:klage\n"
        "Scheidung;lay;situation:trennung-mit-kind\n",
        "de",
    )
    assert not problems
    assert (entries[0].letters, entries[0].topics) == (("gelber-brief", "klage"), ("widerspruch",))
    assert (entries[1].situations, entries[1].topics) == (("trennung-mit-kind",), ())


def test_more_entries_come_before_those_below_and_leave_them_alone() -> None:
    below = lexicon()
    above = below.extended([Entry("Hartz 4", "de", "name", letters=("brief",))])
    found = above.find(["hartz", "4"], "de")
    assert {(m.entry.letters, m.entry.topics) for m in found} == {
        (("brief",), ()),
        ((), ("grundsicherung-arbeit",)),
    }
    assert [m.entry.letters for m in below.find(["hartz", "4"], "de")] == [()]
    assert above.complete("hartz", "de", 5)[0].letters == ("brief",)
    assert set(above.languages) == set(below.languages)


def test_several_topics_come_in_their_order() -> None:
    assert topics("Sozialamt") == ["sozialhilfe", "grundsicherung-alter"]


def test_foreign_words_mean_german_ones_in_their_endings_and_without_the_hint() -> None:
    for language in ("uk", "de"):
        found = lexicon().find(["zhitla"], language)
        assert found
        assert found[0].entry.german == ("wohnung", "unterkunft")


def test_what_is_typed_in_latin_letters_sounds_like_the_entry() -> None:
    assert [entry.term for entry in lexicon().like("zhytlo", "de")] == ["житло"]


def test_completion_gives_the_shortest_terms_first() -> None:
    assert next(entry.term for entry in lexicon().complete("miet", "de", 5)) == "Mietzuschuss"


def test_lines_that_cannot_be_used_are_reported_with_their_number() -> None:
    entries, problems = parse_lexicon(
        "term;kind;target\n;lay;wohngeld\nx;unknown;wohngeld\ny;lay;\nz;lay\nMiete;lay;wohngeld\n",
        "de",
    )
    assert [entry.term for entry in entries] == ["Miete"]
    assert [(p.line, p.reason) for p in problems] == [
        (2, "term"),
        (3, "kind"),
        (4, "target"),
        (5, "columns"),
    ]


@given(st.text(max_size=300))
def test_any_text_is_read_as_a_lexicon(text: str) -> None:
    parse_lexicon(text, "de")


def test_a_language_is_read_only_when_a_word_asks_for_it() -> None:
    read: list[str] = []

    def source(language: str) -> list[Entry]:
        read.append(language)
        return parse_lexicon(GERMAN if language == "de" else UKRAINIAN, language)[0]

    lazy = Lexicon({language: partial(source, language) for language in ("de", "uk")})
    lazy.find(["mietzuschuss"], "de")
    assert read == ["de"]
    lazy.find(["zhitlo"], "de")
    lazy.find(["zhitlo"], "de")
    assert read == ["de", "uk"]
