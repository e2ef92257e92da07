from bot.understanding.tokenizer import LONGEST_TEXT, comparable, lemmas_of, terms_of


def test_forms_of_one_word_are_one_lemma_in_either_language() -> None:
    assert lemmas_of("две бутылки") == lemmas_of("двух бутылок")
    assert lemmas_of("two bottles") == lemmas_of("two bottle")


def test_numbers_are_alike_and_spelling_does_not_matter() -> None:
    assert comparable("Ещё  25 штук") == comparable("еще 37 штук")
    assert comparable("cахар") == comparable("сахар"), "a Latin c that only looks right"


def test_words_lemmas_and_pairs_never_meet() -> None:
    assert terms_of("нет мыла") == ["w:нет", "w:мыла", "l:нет", "l:мыло", "< нет", "нет мыло", "мыло >"]


def test_only_the_beginning_of_a_very_long_message_is_read() -> None:
    assert len(comparable("а" * 100_000)) == LONGEST_TEXT
