"""From what espeak-ng says it spoke to the pronunciations of single words."""

from bot.speech.tiny_model.espeak_phones import SILENCE, Event, Phone, phones_of
from bot.speech.tiny_model.lexicon import WordGroup, build_lexicon, distance, split_group, word_groups
from bot.speech.tiny_model.sentences import words_in


def test_stress_is_dropped_and_a_palatal_sign_joins_its_consonant() -> None:
    events = [Event(0, 0, None), Event(0, 0, "v"), Event(0, 10, ";"), Event(0, 20, "'e"), Event(0, 30, "_:")]
    assert phones_of(events) == (Phone("v;", 0, 0), Phone("e", 20, 0), Phone(SILENCE, 30, 0))


def test_phones_belong_to_the_word_that_was_begun_last() -> None:
    phones = [Phone("d", 0, 0), Phone("a", 1, 0), Phone(SILENCE, 2, 0), Phone("n", 3, 4), Phone("o", 4, 4)]
    assert word_groups(words_in("да, но"), phones) == (WordGroup(("да",), ("d", "a")), WordGroup(("но",), ("n", "o")))


def test_words_spoken_as_one_are_one_group() -> None:
    phones = [Phone("O", 0, 0), Phone("n", 1, 0), Phone("D", 2, 0), Phone("@", 3, 0), Phone("b", 4, 7)]
    assert word_groups(words_in("on the bus"), phones)[0] == WordGroup(("on", "the"), ("O", "n", "D", "@"))


def test_a_group_is_cut_where_its_words_fit_best() -> None:
    own = {"on": [("O", "n")], "the": [("D", "i:")]}
    assert split_group(WordGroup(("on", "the"), ("O2", "n", "D", "@")), own) == (("O2", "n"), ("D", "@"))


def test_rare_slips_are_not_pronunciations() -> None:
    groups = [WordGroup(("yes",), ("j", "E", "s"))] * 97 + [WordGroup(("yes",), ("j", "s"))] * 2
    lexicon = build_lexicon(["yes"], [("yes", ("j", "E", "s"))], groups)
    assert lexicon["yes"] == ((("j", "E", "s"), 100 / 102),)


def test_a_preposition_is_not_read_as_the_name_of_a_letter() -> None:
    lexicon = build_lexicon(["в"], [("в", ("v", "E"))], [WordGroup(("в",), ("f",))])
    assert lexicon["в"] == ((("f",), 1.0),)


def test_distance_counts_changes_additions_and_omissions() -> None:
    assert distance(("a", "b", "c"), ("a", "x", "c", "d")) == 2
    assert distance((), ("a",)) == 1
    assert distance(("a",), ("a",)) == 0
