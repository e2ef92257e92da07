"""What people say becomes digits, and what only sounds like a number stays a word."""

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.languages import Language
from bot.language.plural import number_in_words
from bot.language.russian_numerals import Case, cardinal, ordinal
from bot.language.written_form import digits_of, numbers_in, written_form

RU, EN = Language.RU, Language.EN

RUSSIAN = [
    # Whole numbers, compounds, cases and genders.
    ("двести пятьдесят четыре", "254"),
    ("тысяча двести", "1200"),
    ("две тысячи пять", "2005"),
    ("одна тысяча сорок два рубля", "1042 рубля"),
    ("пять тысяч двести рублей", "5200 рублей"),
    ("сто тысяч пятьсот", "100500"),
    ("миллион двести тысяч", "1200000"),
    ("два миллиона три", "2000003"),
    ("двумстам пятидесяти четырём", "254"),
    ("с двумястами рублями", "с 200 рублями"),
    ("около двухсот сорока одной бутылки", "около 241 бутылки"),
    ("сорока восьми", "48"),
    ("восьмьюдесятью", "80"),
    ("в трёх магазинах", "в 3 магазинах"),
    ("мне две бутылки и три пачки", "мне 2 бутылки и 3 пачки"),
    ("Двадцать, пять", "20, 5"),
    ("две тысячи три тысячи", "2000 3000"),
    ("нас двое", "нас 2"),
    ("двое суток", "2 суток"),
    ("двенадцать", "12"),
    ("ноль", "0"),
    # Fractions and halves.
    ("полтора", "1.5"),
    ("полторы тысячи", "1500"),
    ("полтора миллиона", "1500000"),
    ("полторы сотни", "150"),
    ("две с половиной тысячи", "2500"),
    ("два с половиной килограмма", "2.5 килограмма"),
    ("две целых пять десятых", "2.5"),
    ("ноль целых двадцать пять сотых процента", "0.25 процента"),
    ("три запятая ноль пять", "3.05"),
    ("ноль пять литра колы", "0.5 литра колы"),
    ("ноль тридцать три литра", "0.33 литра"),
    ("полкило сахара", "0.5 кило сахара"),
    ("пол-литра молока", "0.5 литра молока"),
    ("полтысячи", "500"),
    ("минус двадцать", "-20"),
    ("десять минус пять", "10 минус 5"),
    # Nouns of quantity.
    ("пара шампуней", "2 шампуней"),
    ("пару больших бутылок", "2 больших бутылок"),
    ("пара тысяч", "2000"),
    ("десяток яиц", "10 яиц"),
    ("два десятка яиц", "20 яиц"),
    ("дюжина роз", "12 роз"),
    ("пять сотен", "500"),
    # What already is in digits.
    ("2 шампуня", "2 шампуня"),
    ("5 тысяч", "5000"),
    ("1,5 тысячи", "1500"),
    # One.
    ("один шампунь", "1 шампунь"),
    ("одну большую бутылку", "1 большую бутылку"),
    ("одно мыло", "1 мыло"),
    ("один iPhone", "1 iPhone"),
    ("сто один", "101"),
    ("двадцать одна", "21"),
    ("один два три", "1 2 3"),
    ("один", "1"),
    ("один или два", "1 или 2"),
    ("один плюс один", "1 плюс 1"),
    ("один-два шампуня", "1-2 шампуня"),
    # Ordinals.
    ("двадцать первого", "21"),
    ("двадцать седьмого ноября", "27 ноября"),
    ("первого мая", "1 мая"),
    ("пятого числа", "5 числа"),
    ("третий этаж", "3 этаж"),
    ("в две тысячи двадцать шестом году", "в 2026 году"),
    ("заказ тысяча сорок второй", "заказ 1042"),
    ("пятнадцатый айфон", "15 айфон"),
    # Phones: groups stay apart.
    (
        "восемь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
        "8 916 123 45 67",
    ),
    (
        "плюс семь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь",
        "+7 916 123 45 67",
    ),
    ("восемь восемьсот пятьсот пятьдесят пять ноль ноль ноль один", "8 800 555 0 0 0 1"),
    ("два нуля семь", "0 0 7"),
    ("пять плюс семь", "5 плюс 7"),
]
RUSSIAN_UNTOUCHED = [
    "первый раз",
    "второй вопрос",
    "один из них",
    "ни одного шампуня",
    "одну минуту",
    "одну секундочку подождите",
    "один мой друг",
    "одно и то же",
    "у меня большая семья",
    "увидел свою семью",
    "пару минут",
    "пара кроссовок",
    "пара джинсов",
    "есть пара вопросов",
    "стотысячник",
    "тритон",
    "половина седьмого",
    "",
    "🙂",
]
ENGLISH = [
    ("one hundred and five", "105"),
    ("one hundred five", "105"),
    ("a hundred and one", "101"),
    ("twelve hundred", "1200"),
    ("one thousand and five", "1005"),
    ("twenty five thousand six hundred", "25600"),
    ("twenty-five", "25"),
    ("three hundred thousand and twelve", "300012"),
    ("a thousand rubles", "1000 rubles"),
    ("two and three", "2 and 3"),
    ("two shampoos and three soaps", "2 shampoos and 3 soaps"),
    ("one shampoo", "1 shampoo"),
    ("one", "1"),
    ("one or two", "1 or 2"),
    ("a dozen eggs", "12 eggs"),
    ("two dozen eggs", "24 eggs"),
    ("half a dozen", "6"),
    ("half a kilo of sugar", "0.5 kilo of sugar"),
    ("a couple of shampoos", "2 shampoos"),
    ("two and a half", "2.5"),
    ("two point five million", "2500000"),
    ("three point one four", "3.14"),
    ("one point oh five", "1.05"),
    ("minus five", "-5"),
    ("double five", "5 5"),
    ("double oh seven", "0 0 7"),
    ("triple three", "3 3 3"),
    ("five oh three", "5 0 3"),
    ("ten forty two", "10 42"),
    ("ten oh seven", "10 0 7"),
    ("oh seven nine one", "0 7 9 1"),
    ("plus seven nine one six one two three four five six seven", "+7 9 1 6 1 2 3 4 5 6 7"),
    ("first of May", "1st of May"),
    ("May first", "May 1st"),
    ("the twenty first", "the 21st"),
    ("the third floor", "the 3rd floor"),
    ("Twenty, five", "20, 5"),
]
ENGLISH_UNTOUCHED = [
    "one of them",
    "this one",
    "the red one",
    "no one",
    "one moment please",
    "one minute",
    "one-way ticket",
    "first of all",
    "a second question",
    "oh I see",
    "a couple of minutes",
    "someone",
    "often",
]


@pytest.mark.parametrize(("said", "written"), RUSSIAN)
def test_russian_number_words_become_digits(said: str, written: str) -> None:
    assert written_form(said, RU) == written


@pytest.mark.parametrize("said", RUSSIAN_UNTOUCHED)
def test_russian_words_that_only_sound_like_numbers_stay(said: str) -> None:
    assert written_form(said, RU) == said


@pytest.mark.parametrize(("said", "written"), ENGLISH)
def test_english_number_words_become_digits(said: str, written: str) -> None:
    assert written_form(said, EN) == written


@pytest.mark.parametrize("said", ENGLISH_UNTOUCHED)
def test_english_words_that_only_sound_like_numbers_stay(said: str) -> None:
    assert written_form(said, EN) == said


@settings(max_examples=1_500, deadline=None)
@given(st.integers(0, 999_999), st.sampled_from(list(Language)), st.sampled_from("mfn"))
def test_a_number_said_in_words_is_written_as_itself(number: int, language: Language, gender: str) -> None:
    words = number_in_words(number, language, gender)
    assert written_form(words, language) == str(number)
    assert digits_of(words, language) == str(number)
    assert [found.value for found in numbers_in(words, language)] == [number]


@settings(max_examples=800, deadline=None)
@given(st.integers(2, 999_999), st.sampled_from(list(Case)), st.sampled_from("mfn"))
def test_a_russian_number_is_understood_in_every_case(number: int, case: Case, gender: str) -> None:
    said = cardinal(number, case, gender)
    if said != "семью":  # alone that is "the family"
        assert digits_of(said, RU) == str(number)


@settings(max_examples=400, deadline=None)
@given(st.integers(21, 1_999), st.sampled_from(list(Case)), st.sampled_from(["m", "f", "n", "pl"]))
def test_a_compound_russian_ordinal_is_understood_in_every_form(number: int, case: Case, gender: str) -> None:
    said = ordinal(number, case, gender)
    if " " in said:
        assert written_form(said, RU) == str(number)


@settings(max_examples=300, deadline=None)
@given(st.decimals(0, 9_999, places=2), st.sampled_from(list(Language)))
def test_a_decimal_said_in_words_is_written_as_itself(number: Decimal, language: Language) -> None:
    assert [found.value for found in numbers_in(number_in_words(number, language), language)] == [number]


def _said_group(group: str, language: Language) -> str:
    """A group of a phone number as careful people say it: with a zero in it digit by digit, else as one number.

    "Двадцать" and "пять" apart are heard as 25 by people too, so nobody dictates 20 5 in that way.
    """
    parts = list(group) if "0" in group else [group]
    return " ".join(number_in_words(int(part), language) for part in parts)


@settings(max_examples=500, deadline=None)
@given(
    st.text("0123456789", min_size=11, max_size=11), st.sampled_from(list(Language)), st.randoms(use_true_random=False)
)
def test_eleven_digits_dictated_in_any_groups_keep_every_digit(
    number: str, language: Language, chance: random.Random
) -> None:
    groups: list[str] = []
    rest = number
    while rest:
        size = chance.choice((1, 2, 2, 3) if language is RU else (1, 2))
        groups, rest = [*groups, rest[:size]], rest[size:]
    said = " ".join(_said_group(group, language) for group in groups)
    assert digits_of(said, language) == number


@pytest.mark.parametrize(
    ("said", "language", "digits"),
    [
        ("плюс семь девятьсот шестнадцать сто двадцать три сорок пять шестьдесят семь", RU, "79161234567"),
        ("восемь девять один шесть один два три четыре пять шесть семь", RU, "89161234567"),
        ("ноль ноль семь", RU, "007"),
        ("два нуля семь", RU, "007"),
        ("две пятёрки", RU, "55"),
        ("номер заказа десять сорок два", RU, "1042"),
        ("тысяча сорок второй", RU, "1042"),
        ("один ноль четыре два", RU, "1042"),
        ("8 (916) 123-45-67", RU, "89161234567"),
        ("восемь восемьсот пять пять пять три пять три пять", RU, "88005553535"),
        ("восемь девятьсот пять двести двадцать три сорок пять ноль шесть", RU, "89052234506"),
        ("не помню", RU, ""),
        ("ten forty two", EN, "1042"),
        ("one oh four two", EN, "1042"),
        ("double one triple two", EN, "11222"),
        ("oh five", EN, "05"),
        ("eight hundred five five five thirty five thirty five", EN, "8005553535"),
        ("order ten forty-two please", EN, "1042"),
        ("one thousand forty two", EN, "1042"),
    ],
)
def test_digits_are_heard_as_people_dictate_them(said: str, language: Language, digits: str) -> None:
    assert digits_of(said, language) == digits


@pytest.mark.parametrize(
    ("answer", "language", "values"),
    [
        ("один", RU, ["1"]),
        ("только один пожалуйста", RU, ["1"]),
        ("пару", RU, ["2"]),
        ("дюжину", RU, ["12"]),
        ("полтора килограмма", RU, ["1.5"]),
        ("2 шампуня и три мыла", RU, ["2", "3"]),
        ("один из них", RU, []),
        ("минус пять", RU, ["-5"]),
        ("just one please", EN, ["1"]),
        ("a dozen", EN, ["12"]),
        ("a couple", EN, ["2"]),
        ("this one", EN, []),
    ],
)
def test_an_answer_to_how_many_gives_its_numbers(answer: str, language: Language, values: list[str]) -> None:
    assert [found.value for found in numbers_in(answer, language)] == [Decimal(value) for value in values]


def test_a_found_number_knows_its_place_in_the_text() -> None:
    text = "мне двадцать пять бутылок"
    (found,) = numbers_in(text, RU)
    assert text[found.start : found.end] == "двадцать пять"
