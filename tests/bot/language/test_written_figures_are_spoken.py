"""What the synthesizer reads: figures in words, in the case and gender a native ear expects."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.languages import Language
from bot.language.plural import count_of, number_in_words, plural
from bot.language.spoken_form import spoken_form
from bot.language.written_form import digits_of, numbers_in

RU, EN = Language.RU, Language.EN

RUSSIAN = [
    # Money.
    ("1240 ₽", "тысяча двести сорок рублей"),
    ("К оплате 1 240 руб.", "К оплате тысяча двести сорок рублей."),
    ("999,50 ₽", "девятьсот девяносто девять рублей пятьдесят копеек"),
    ("1 240,00 ₽", "тысяча двести сорок рублей"),
    ("0,99 ₽", "девяносто девять копеек"),
    ("21 ₽, 22 ₽, 25 ₽", "двадцать один рубль, двадцать два рубля, двадцать пять рублей"),
    ("Доставка стоит 1000 ₽.", "Доставка стоит тысячу рублей."),
    ("С вас 1000 ₽. Спасибо!", "С вас тысяча рублей. Спасибо!"),
    ("бесплатно от 2000 рублей", "бесплатно от двух тысяч рублей"),
    ("до 21 000 ₽", "до двадцати одной тысячи рублей"),
    ("3 шт. по 1 ₽", "три штуки по одному рублю"),
    ("500–1000 ₽", "пятьсот-тысяча рублей"),
    ("тариф 500 руб./мес.", "тариф пятьсот рублей в месяц."),
    ("$12.50 и 5 €", "двенадцать долларов пятьдесят центов и пять евро"),
    # Numbers of orders.
    ("Заказ № 1042 принят", "Заказ номер десять, сорок два принят"),
    ("№1007", "номер десять, ноль семь"),
    ("Заказ 1000 готов", "Заказ десять, ноль ноль готов"),
    ("номер 105", "номер сто пять"),
    ("номер 12345", "номер сто двадцать три, сорок пять"),
    ("обращение № 7", "обращение номер семь"),
    ("сумма заказа 1500 рублей", "сумма заказа тысяча пятьсот рублей"),
    ("карта 0031", "карта ноль ноль, тридцать один"),
    # Phones.
    (
        "+7 916 123-45-67",
        "плюс семь, девятьсот шестнадцать, сто двадцать три, сорок пять, шестьдесят семь",
    ),
    (
        "+79160070500",
        "плюс семь, девятьсот шестнадцать, ноль ноль семь, ноль пять, ноль ноль",
    ),
    (
        "8 (800) 555-35-35",
        "восемь, восемьсот, пятьсот пятьдесят пять, тридцать пять, тридцать пять",
    ),
    # Times and dates.
    ("Мы работаем 10:00–21:00.", "Мы работаем с десяти до двадцати одного часа."),
    ("с 9:30 до 18:00", "с девяти тридцати до восемнадцати часов"),
    ("в 18:30", "в восемнадцать тридцать"),
    ("к 18:05", "к восемнадцати ноль пяти"),
    ("в 21:00", "в двадцать один час"),
    ("до 21:00", "до двадцати одного часа"),
    ("Привезём 27 ноября", "Привезём двадцать седьмого ноября"),
    ("на 27 ноября", "на двадцать седьмое ноября"),
    ("к 1 мая", "к первому мая"),
    ("27.11.2026", "двадцать седьмого ноября две тысячи двадцать шестого года"),
    ("до 31 декабря 2026 года", "до тридцать первого декабря две тысячи двадцать шестого года"),
    ("в 2026 году", "в две тысячи двадцать шестом году"),
    # Measures and percent.
    ("250 мл", "двести пятьдесят миллилитров"),
    ("1 л, 2 л, 5 л", "один литр, два литра, пять литров"),
    ("1,5 л", "полтора литра"),
    ("1,5 мин", "полторы минуты"),
    ("0,5 л", "пол-литра"),
    ("0,5 кг", "полкилограмма"),
    ("2,5 кг", "два с половиной килограмма"),
    ("0,33 л", "ноль целых тридцать три сотых литра"),
    ("500 г.", "пятьсот граммов."),
    ("15 ГБ", "пятнадцать гигабайт"),
    ("100 GB", "сто гигабайт"),
    ("до 100 Мбит/с", "до ста мегабит в секунду"),
    ("21 шт.", "двадцать одна штука."),
    ("22 мин", "двадцать две минуты"),
    ("до 5 мин", "до пяти минут"),
    ("скидка 10 %", "скидка десять процентов"),
    ("10,5%", "десять с половиной процентов"),
    ("менее 1%", "менее одного процента"),
    ("-5 °C", "минус пять градусов"),
    ("40 кв. м", "сорок квадратных метров"),
    # Agreement with the noun in the text.
    ("2 бутылки", "две бутылки"),
    ("21 минута", "двадцать одна минута"),
    ("через 21 минуту", "через двадцать одну минуту"),
    ("2 больших бутылки", "две больших бутылки"),
    ("1 обращение", "одно обращение"),
    ("в 3 магазинах", "в трёх магазинах"),
    ("с 2 детьми", "с двумя детьми"),
    ("на 1 человека", "на одного человека"),
    ("от 3 до 5 дней", "от трёх до пяти дней"),
    ("в течение 2–3 рабочих дней", "в течение двух-трёх рабочих дней"),
    ("между 10 и 12 часами", "между десятью и двенадцатью часами"),
    ("2 суток", "двое суток"),
    ("1,5 часа", "полтора часа"),
    ("5 лет, 2 года, 21 год", "пять лет, два года, двадцать один год"),
    ("В заказе 2 бутылки и 120 товаров", "В заказе две бутылки и сто двадцать товаров"),
    # Addresses, ordinals, abbreviations.
    ("ул. Ленина, д. 5, кв. 12", "улица Ленина, дом пять, квартира двенадцать"),
    ("на ул. Ленина", "на улице Ленина"),
    ("дом 1, квартира 2", "дом один, квартира два"),
    ("3-й этаж, 1-я линия, 15-го числа", "третий этаж, первая линия, пятнадцатого числа"),
    ("мыло, шампунь и т. д.", "мыло, шампунь и так далее."),
    ("iPhone 15", "iPhone пятнадцать"),
    ("Мы работаем 24/7", "Мы работаем круглосуточно"),
    ("доб. 12", "добавочный двенадцать"),
]
ENGLISH = [
    ("1240 ₽", "one thousand two hundred forty rubles"),
    ("1240 rubles, 1 ruble", "one thousand two hundred forty rubles, one ruble"),
    ("1,240.50 ₽", "one thousand two hundred forty rubles fifty kopecks"),
    ("$12.50", "twelve dollars fifty cents"),
    ("500–1000 ₽", "five hundred to one thousand rubles"),
    ("Order No. 1042 is placed", "Order number ten, forty-two is placed"),
    ("order 1007", "order ten, oh seven"),
    ("Request No. 17 was taken", "Request number seventeen was taken"),
    ("minimum order 1500 rubles", "minimum order one thousand five hundred rubles"),
    ("order 120 pieces", "order one hundred twenty pieces"),
    ("number 12345", "number one hundred twenty-three, forty-five"),
    ("+7 916 123-45-67", "plus seven, nine one six, one two three, four five, six seven"),
    ("We are open 10:00–21:00.", "We are open from ten a.m. to nine p.m."),
    ("from 9:30 to 18:00", "from nine thirty a.m. to six p.m."),
    ("at 18:05", "at six oh five p.m."),
    ("at 6:30 pm", "at six thirty p.m."),
    ("at 12:00", "at noon"),
    ("November 27", "November twenty-seventh"),
    ("November 27, 2026", "November twenty-seventh, twenty twenty-six"),
    ("27 November", "the twenty-seventh of November"),
    ("May 1st", "May first"),
    ("27.11.2026", "November twenty-seventh, twenty twenty-six"),
    ("in 2005", "in two thousand five"),
    ("10%, 2.5%", "ten percent, two point five percent"),
    ("250 ml", "two hundred fifty milliliters"),
    ("1.5 l, 0.5 l, 1 kg", "one and a half liters, half a liter, one kilogram"),
    ("15 GB", "fifteen gigabytes"),
    ("21 min", "twenty-one minutes"),
    ("3–5 days", "three to five days"),
    ("the 21st floor", "the twenty-first floor"),
    ("12 Main St., Apt. 5", "twelve Main Street, apartment five"),
    ("12,000 people", "twelve thousand people"),
    ("-5 degrees", "minus five degrees"),
]


@pytest.mark.parametrize(("text", "spoken"), RUSSIAN)
def test_russian_figures_are_said_as_a_native_says_them(text: str, spoken: str) -> None:
    assert spoken_form(text, RU) == spoken


@pytest.mark.parametrize(("text", "spoken"), ENGLISH)
def test_english_figures_are_said_as_a_native_says_them(text: str, spoken: str) -> None:
    assert spoken_form(text, EN) == spoken


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Здравствуйте! Чем могу помочь?", RU),
        ("Шампунь «Ромашка» — есть, мыло ещё едет…", RU),
        ("Hello! How can I help you?", EN),
        ("It's on its way — don't worry.", EN),
        ("", RU),
    ],
)
def test_text_without_figures_is_read_as_it_stands(text: str, language: Language) -> None:
    assert spoken_form(text, language) == text


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 2_500,
        "8 916 " * 800,
        "1-" * 2_500,
        "9" * 5_000,
        "0," + "5" * 5_000 + " л",
        "9" * 5_000 + ",5 ₽",
        "🙂 12:99 99.99.9999 ₽₽ -- №",
    ],
)
@pytest.mark.parametrize("language", list(Language))
def test_nonsense_of_any_length_is_still_read(text: str, language: Language) -> None:
    assert spoken_form(text, language)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(["заказ", "номер", "сумма заказа", "order", "number", "до", "в", "№", "с", "по", "2 шт. по", ""]),
    st.integers(0, 99_999),
    st.sampled_from(["рублей", "₽", "%", "мл", "бутылок", "bottles", "is ready", "готов", "", "–5", "дней", "года"]),
    st.sampled_from(list(Language)),
)
def test_no_digit_is_left_in_what_is_said(before: str, number: int, after: str, language: Language) -> None:
    spoken = spoken_form(f"{before} {number} {after}", language)
    assert not re.search(r"\d", spoken)


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 999_999), st.sampled_from(list(Language)))
def test_a_price_read_aloud_and_heard_is_the_same_price(rubles: int, language: Language) -> None:
    spoken = spoken_form(f"{rubles} ₽", language)
    assert not re.search(r"\d", spoken)
    assert [found.value for found in numbers_in(spoken, language)] == [rubles]


@settings(max_examples=500, deadline=None)
@given(st.text("0123456789", min_size=3, max_size=9), st.sampled_from(list(Language)))
def test_an_order_number_read_aloud_and_heard_is_the_same_number(number: str, language: Language) -> None:
    assert digits_of(spoken_form(f"№ {number}", language), language) == number


@pytest.mark.parametrize(
    ("number", "noun", "language", "shown"),
    [
        (1, "минута", RU, "1 минута"),
        (2, "минута", RU, "2 минуты"),
        (5, "минута", RU, "5 минут"),
        (11, "минута", RU, "11 минут"),
        (112, "минута", RU, "112 минут"),
        (0, "рубль", RU, "0 рублей"),
        (Decimal("1.50"), "литр", RU, "1,5 литра"),
        (5, "открытый заказ", RU, "5 открытых заказов"),
        (2, "бутылка воды", RU, "2 бутылки воды"),
        (5, "год", RU, "5 лет"),
        (5, "человек", RU, "5 человек"),
        (3, "обращение", RU, "3 обращения"),
        (1, "minute", EN, "1 minute"),
        (2, "minute", EN, "2 minutes"),
        (0, "open order", EN, "0 open orders"),
        (3, "delivery", EN, "3 deliveries"),
        (2, "child", EN, "2 children"),
        (4, "box", EN, "4 boxes"),
    ],
)
def test_what_is_counted_stands_in_the_right_form(number: int, noun: str, language: Language, shown: str) -> None:
    assert count_of(number, noun, language) == shown


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (1, "one"),
        (21, "one"),
        (11, "many"),
        (2, "few"),
        (12, "many"),
        (25, "many"),
        (-1, "one"),
        (Decimal("2.5"), "few"),
    ],
)
def test_russian_has_three_forms_after_numbers(number: int, form: str) -> None:
    assert plural(number, "one", "few", "many") == form


@pytest.mark.parametrize(
    ("number", "language", "gender", "words"),
    [
        (1, RU, "f", "одна"),
        (2, RU, "f", "две"),
        (1, RU, "n", "одно"),
        (2001, RU, "f", "две тысячи одна"),
        (1_001_000, RU, "m", "миллион одна тысяча"),
        (-7, RU, "m", "минус семь"),
        (Decimal("21.01"), RU, "m", "двадцать одна целая одна сотая"),
        (254, EN, "m", "two hundred fifty-four"),
        (10**15, EN, "m", "one" + " zero" * 15),
        (Decimal("-0.05"), EN, "m", "minus zero point zero five"),
    ],
)
def test_numbers_in_words(number: int, language: Language, gender: str, words: str) -> None:
    assert number_in_words(number, language, gender) == words
