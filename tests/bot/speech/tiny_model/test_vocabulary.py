"""The declared words of both languages."""

import numpy as np
import pytest

from bot.speech.tiny_model.sentences import words_of
from bot.speech.tiny_model.training_plan import language_model_sentences, training_jobs
from bot.speech.tiny_model.vocabulary import LANGUAGES, Declared, data_file, load_declared

SAID = {
    "ru": """
        Здравствуйте! Добрый день! Алло! Да. Нет. Ага. Угу. Конечно. Всё верно. Нет, неверно. Не надо. Отмена.
        Спасибо. До свидания. Повторите. Подождите. Оператор. Соедините с оператором. Позовите человека. Хочу
        поговорить с человеком. Две бутылки шампуня и зубную пасту, доставка завтра. Мне нужно. Добавьте
        губки. Уберите мыло. Нет, три. Вместо шампуня бальзам. Самовывоз. Сегодня, послезавтра, в понедельник,
        во вторник, в среду, в четверг, в пятницу, в субботу, в воскресенье: утром, днём, вечером. Туалетную
        бумагу, гель для душа, крем для рук, средство для посуды. Улица Лесная, Садовая, Мира, Ленина,
        Советская, Лиственная, Центральная, дом пять, квартира двенадцать. Меня зовут Марина Петрова. Меня
        зовут Иван Смирнов. Анна. Сергей. Плюс семь девятьсот шестнадцать ноль восемь. До скольки вы
        работаете? Когда вы открываетесь? Сколько стоит доставка? Есть ли самовывоз? Как вернуть товар? Какие
        есть скидки? Где мой заказ? У меня жалоба. Шампунь пришёл разбитый. Заказ не привезли. Товар испорчен.
        Не работает интернет. Плохая связь. Списали деньги. Хочу подключить тариф домашний, большой, безлимит.
        Роуминг. Баланс. Итого тысяча двести сорок рублей пятьдесят копеек. Заказ принят. Номер заказа десять
        ноль семь. Жалоба записана. Номер жалобы. Ваш вопрос передан оператору. Соединяю с оператором.
        Назовите адрес, телефон, имя.
    """,
    "en": """
        Hello! Yes. No. That's right. Sure. Cancel. Thank you. Goodbye. Repeat. Wait. Operator. Speak to a
        person. I would like to order two shampoos. Two bottles of shampoo and a toothpaste. Delivery
        tomorrow. Pickup. Add sponges. Remove the soap. No, three. Balm instead of shampoo. On Monday,
        Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, today, morning, afternoon, evening. Five
        Lesnaya street apartment twelve. My name is Mary Smith. Plus seven nine oh zero double five. How late
        are you open? When do you open? How much is delivery? How do I return an item? What discounts do you
        have? Where is my order? The shampoo arrived broken. My internet does not work. I want to connect the
        tariff. Roaming. Balance. The total is one thousand two hundred forty rubles fifty kopecks. Is that
        right? Your order is placed. The order number is ten forty two. Your complaint is recorded. I am
        connecting you to a person.
    """,
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_scenarios_of_the_line_can_be_said(language: str) -> None:
    missing = {*words_of(SAID[language])} - {*load_declared(language).words}
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_held_out_is_trained_on(language: str) -> None:
    declared, chance = load_declared(language), np.random.default_rng(7)
    jobs = training_jobs(declared, chance, sentences=500)
    read = [*language_model_sentences(declared, chance, sentences=2_000)]
    assert not declared.held_out_word_sequences & {words_of(job.text) for job in jobs}
    assert not declared.held_out_word_sequences & {*read}
    assert {job.manner.voice for job in jobs} & {*declared.held_out.voices} <= {*declared.voices.plain}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_spoken_in_training(language: str) -> None:
    declared = load_declared(language)
    jobs = training_jobs(declared, np.random.default_rng(7), sentences=10)
    assert {*declared.words} <= {word for job in jobs for word in words_of(job.text)}


def test_half_of_the_training_comes_by_telephone() -> None:
    jobs = training_jobs(load_declared("en"), np.random.default_rng(7), sentences=100)
    assert sum(job.by_telephone for job in jobs) == len(jobs) // 2


def test_a_held_out_sentence_of_unknown_words_is_refused() -> None:
    declared = load_declared("en").model_dump()
    declared["held_out"]["sentences"] = ["two bottles of lemonade"]
    with pytest.raises(ValueError, match="lemonade"):
        Declared.model_validate(declared)


def test_a_voice_cannot_be_trained_and_held_out() -> None:
    declared = load_declared("en").model_dump()
    declared["held_out"]["voices"] = ["en-us+f1"]
    with pytest.raises(ValueError, match=r"en-us\+f1"):
        Declared.model_validate(declared)


def test_a_language_without_a_model_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'de'"):
        data_file("de")
