"""Shelves: entries packed into bytes come back as they were, by every key."""

from hypothesis import given
from hypothesis import strategies as st

from lotse_desk.search import stems
from lotse_desk.search.entry import KIND_WEIGHTS, Entry
from lotse_desk.search.shelf import Shelf, packed, phrase_key, sound_keys

WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
SLUGS = st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), max_size=3).map(tuple)
ENTRIES = st.builds(
    Entry,
    term=st.lists(WORDS, min_size=1, max_size=4).map(" ".join).map(lambda t: t.replace("\x1f", "")),
    language=st.just("de"),
    kind=st.sampled_from(sorted(KIND_WEIGHTS)),
    topics=SLUGS,
    german=SLUGS,
    letters=SLUGS,
    situations=SLUGS,
).filter(lambda entry: entry.folded)


@given(st.lists(ENTRIES, max_size=12))
def test_entries_come_back_as_they_were(entries: list[Entry]) -> None:
    shelf = Shelf(packed(entries, "de"), "de")
    assert list(shelf.entries()) == list(dict.fromkeys(entries))
    assert list(shelf.terms()) == [" ".join(e.folded) for e in dict.fromkeys(entries)]


@given(st.lists(ENTRIES, min_size=1, max_size=12), st.data())
def test_each_is_met_by_its_beginning_and_a_single_word_by_its_sound(
    entries: list[Entry], data: st.DataObject
) -> None:
    shelf = Shelf(packed(entries, "de"), "de")
    entry = data.draw(st.sampled_from(entries))
    folded = " ".join(entry.folded)
    beginning = folded[: data.draw(st.integers(1, len(folded)))]
    assert entry in [met.entry for met in shelf.beginning(beginning, len(entries))]
    if len(entry.folded) == 1:
        assert entry in shelf.alike(sound_keys(entry.folded[0])[0])


def test_a_phrase_is_met_by_its_stems_in_any_order() -> None:
    shelf = Shelf(packed([Entry("Miete bezahlt", "de", "lay", ("mietschulden",))], "de"), "de")
    stemmed = [stems.stem(word, "de") for word in ("bezahlte", "mieten")]
    assert [met.entry.term for met in shelf.phrases(phrase_key(stemmed))] == ["Miete bezahlt"]
    assert all(shelf.is_telling(stem) for stem in stemmed)
    assert not shelf.is_telling("zebra")
