"""What the desk says to agents, in Russian and English: names of slots and dispositions, sentences of the briefing."""

from collections.abc import Mapping

from bot.language.languages import Language

RU, EN = Language.RU, Language.EN

SLOTS: Mapping[Language, Mapping[str, str]] = {
    RU: {
        "items": "состав заказа",
        "choice": "какой именно товар",
        "handover": "способ получения",
        "address": "адрес",
        "when": "время доставки",
        "name": "имя",
        "phone": "телефон",
        "confirmation": "согласие с заказом",
        "description": "что случилось",
        "department": "отдел",
        "order_number": "номер заказа",
    },
    EN: {
        "items": "what to order",
        "choice": "which product exactly",
        "handover": "delivery or pickup",
        "address": "the address",
        "when": "the time of delivery",
        "name": "the name",
        "phone": "the phone number",
        "confirmation": "agreement to the order",
        "description": "what happened",
        "department": "the department",
        "order_number": "the number of the order",
    },
}

DISPOSITIONS: Mapping[Language, Mapping[str, str]] = {
    RU: {
        "solved": "Решено",
        "order_placed": "Заказ оформлен",
        "service_ordered": "Услуга подключена",
        "question_answered": "Ответ дан",
        "complaint_logged": "Жалоба записана",
        "fault_logged": "Неисправность записана",
        "charge_explained": "Списание объяснено",
        "callback": "Перезвонить",
        "forwarded": "Передано дальше",
        "spam": "Спам",
    },
    EN: {
        "solved": "Solved",
        "order_placed": "Order placed",
        "service_ordered": "Service ordered",
        "question_answered": "Question answered",
        "complaint_logged": "Complaint logged",
        "fault_logged": "Fault logged",
        "charge_explained": "Charge explained",
        "callback": "Call back",
        "forwarded": "Forwarded",
        "spam": "Spam",
    },
}

CHANNELS: Mapping[Language, Mapping[str, str]] = {
    RU: {"chat": "Чат", "rest": "Чат", "voice": "Звонок"},
    EN: {"chat": "Chat", "rest": "Chat", "voice": "Call"},
}

UNKNOWN_CUSTOMER: Mapping[Language, str] = {RU: "Клиент без имени", EN: "Unnamed customer"}

SENTENCES: Mapping[Language, Mapping[str, str]] = {
    RU: {
        "ordering": "Клиент заказывает: {items}.",
        "ordering_nothing": "Клиент хочет оформить заказ, но ещё не сказал, что именно.",
        "switching_on": "Клиент подключает: {items}.",
        "switching_on_nothing": "Клиент хочет подключить услугу, но ещё не сказал какую.",
        "complaining": "Клиент жалуется: «{words}».",
        "complaining_nothing": "Клиент хочет пожаловаться, но ещё не рассказал, что случилось.",
        "order_placed": "В этом разговоре оформлен заказ № {number}.",
        "complaint_logged": "В этом разговоре записана жалоба № {number}.",
        "last_words": "Последние слова клиента: «{words}».",
        "silent": "Клиент ещё ничего не сказал по делу.",
        "asked_human": "Клиент попросил соединить с человеком.",
        "no_answer": "Бот не нашёл ответа на вопрос клиента.",
        "low_confidence": "Бот не уверен, что правильно понял клиента.",
        "complaint": "По жалобе нужно решение человека.",
        "angry": "Клиент раздражён: начните с извинения.",
        "policy": "Такие решения принимает человек, а не бот.",
        "payment": "Речь об оплате: этим занимается человек.",
        "error": "У бота сбой, сам он продолжить не может.",
        "supervisor": "Разговор передал супервизор.",
        "repeated_failure": "Бот так и не смог понять клиента.",
        "failed_1": "Бот не понял ответ на вопрос «{asked}».",
        "failed_2": "Бот дважды не понял ответ на вопрос «{asked}».",
        "failed_3": "Бот трижды не понял ответ на вопрос «{asked}».",
        "failed_many": "Бот несколько раз подряд не понял ответ на вопрос «{asked}».",
        "missing": "Осталось узнать: {slots}.",
        "only_confirmation": "Всё известно, осталось получить согласие.",
        "open_complaints_1": "У клиента открыта жалоба № {numbers}.",
        "open_complaints": "У клиента открыты жалобы № {numbers}.",
        "open_orders_1": "У клиента есть незавершённый заказ № {numbers}.",
        "open_orders": "У клиента есть незавершённые заказы № {numbers}.",
        "next_missing": "Узнайте: {slots} — затем оформите заказ.",
        "next_confirm": "Назовите состав и сумму, получите согласие и оформите заказ.",
        "next_complaint": "Извинитесь, уточните: {slots} — затем назовите срок ответа.",
        "next_complaint_known": "Извинитесь и предложите решение или назовите срок ответа.",
        "next_answer": "Ответьте на вопрос: «{words}».",
        "next_go_on": "Продолжите со слов клиента: «{words}».",
        "next_ask": "Поздоровайтесь и спросите, чем помочь.",
        "promise_complaint": "Ответ по жалобе № {number} до {day}.",
        "promise_task": "{text} до {day}.",
        "history_closed": "{channel}: {disposition}.",
        "history_open": "{channel}, сообщений: {turns}.",
    },
    EN: {
        "ordering": "The customer is ordering: {items}.",
        "ordering_nothing": "The customer wants to place an order but has not said for what yet.",
        "switching_on": "The customer is signing up for: {items}.",
        "switching_on_nothing": "The customer wants to sign up for a service but has not said which one yet.",
        "complaining": "The customer complains: “{words}”.",
        "complaining_nothing": "The customer wants to complain but has not said what happened yet.",
        "order_placed": "Order {number} was placed in this conversation.",
        "complaint_logged": "Complaint {number} was logged in this conversation.",
        "last_words": "The customer’s last words: “{words}”.",
        "silent": "The customer has not said what it is about yet.",
        "asked_human": "The customer asked for a person.",
        "no_answer": "The bot found no answer to the customer’s question.",
        "low_confidence": "The bot is not sure that it understood the customer.",
        "complaint": "A person has to settle the complaint.",
        "angry": "The customer is upset: begin with an apology.",
        "policy": "A person decides such things, not the bot.",
        "payment": "It is about a payment: a person takes care of those.",
        "error": "The bot has a fault and cannot go on by itself.",
        "supervisor": "A supervisor passed the conversation on.",
        "repeated_failure": "The bot could not make out what the customer meant.",
        "failed_1": "The bot did not understand the answer to “{asked}”.",
        "failed_2": "Twice the bot did not understand the answer to “{asked}”.",
        "failed_3": "Three times the bot did not understand the answer to “{asked}”.",
        "failed_many": "Several times in a row the bot did not understand the answer to “{asked}”.",
        "missing": "Still to find out: {slots}.",
        "only_confirmation": "Everything is known; only the customer’s agreement is missing.",
        "open_complaints_1": "The customer has an open complaint, {numbers}.",
        "open_complaints": "The customer has open complaints: {numbers}.",
        "open_orders_1": "The customer has an unfinished order, {numbers}.",
        "open_orders": "The customer has unfinished orders: {numbers}.",
        "next_missing": "Find out {slots}, then place the order.",
        "next_confirm": "Read the order and the total back, get a yes and place the order.",
        "next_complaint": "Apologise, find out {slots}, then say when the answer will come.",
        "next_complaint_known": "Apologise and offer a solution, or say when the answer will come.",
        "next_answer": "Answer the question: “{words}”.",
        "next_go_on": "Go on from the customer’s words: “{words}”.",
        "next_ask": "Say hello and ask how you can help.",
        "promise_complaint": "An answer to complaint {number} by {day}.",
        "promise_task": "{text} by {day}.",
        "history_closed": "{channel}: {disposition}.",
        "history_open": "{channel}, messages: {turns}.",
    },
}


def say(language: Language, name: str, **values: object) -> str:
    return SENTENCES[language][name].format(**values)


def slot_names(language: Language, slots: list[str]) -> str:
    names = [SLOTS[language].get(slot, slot) for slot in slots]
    joint = " и " if language is RU else " and "
    return joint.join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def disposition_title(language: Language, id: str) -> str:
    """An id that a company made up itself is shown as its words."""
    return DISPOSITIONS[language].get(id) or id.replace("_", " ").capitalize()


def quoted(language: Language, words: str, limit: int = 120) -> str:
    """Words as they stand in quotation marks: one line, cut at a word, inner marks of the other kind, no end point."""
    words = " ".join(words.split())
    if len(words) > limit:
        words = words[:limit].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"
    inner = str.maketrans("«»", "„“") if language is RU else str.maketrans("“”", "‘’")
    return words.translate(inner).removesuffix(".")
