"""Why the desk refuses something, in the words of whoever asked. The codes are listed in `docs/protocols.md`."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.kit.errors import FrontlineError
from bot.language.languages import Language, parse_language


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    ru: str
    en: str


REFUSALS: Mapping[str, Refusal] = {
    "wrong_password": Refusal(
        401, "Логин или пароль не подходит. Проверьте раскладку и попробуйте ещё раз.",
        "The login or the password is wrong. Check the keyboard layout and try again.",
    ),
    "too_many_tries": Refusal(
        429, "Слишком много попыток. Попробуйте снова через {minutes} мин.",
        "Too many tries. Try again in {minutes} min.",
    ),
    "signed_out": Refusal(401, "Войдите, чтобы продолжить.", "Sign in to go on."),
    "wrong_csrf": Refusal(
        403, "Страница устарела. Обновите её и повторите.", "The page is out of date. Reload it and try again."
    ),
    "wrong_origin": Refusal(
        403, "Запрос пришёл с чужой страницы. Откройте рабочее место по его адресу.",
        "The request came from another site. Open the desk at its own address.",
    ),
    "not_allowed": Refusal(
        403, "Ваша роль этого не позволяет. Попросите администратора.",
        "Your role does not allow this. Ask an administrator.",
    ),
    "not_yours": Refusal(
        403, "Этот разговор ведёт другой сотрудник.", "Another agent has this conversation."
    ),
    "unknown_handoff": Refusal(
        404, "Такого обращения нет. Обновите список.", "There is no such handoff. Refresh the list."
    ),
    "unknown_conversation": Refusal(
        404, "Такого разговора нет. Обновите список.", "There is no such conversation. Refresh the list."
    ),
    "unknown_turn": Refusal(
        404, "Такой реплики нет в разговоре.", "There is no such turn in the conversation."
    ),
    "no_audio": Refusal(404, "У этой реплики нет записи.", "This turn has no recording."),
    "already_taken": Refusal(
        409, "Этого клиента уже взял другой сотрудник.", "Another agent has already taken this customer."
    ),
    "customer_left": Refusal(
        409, "Клиент уже завершил разговор. Закройте его с итогом.",
        "The customer has ended the conversation. Close it with a disposition.",
    ),
    "unknown_disposition": Refusal(
        422, "У этой компании нет такого итога. Выберите из списка.",
        "This company has no such disposition. Choose one from the list.",
    ),
    "bad_phone": Refusal(
        422, "Не похоже на номер телефона. Введите его с кодом, например +7 916 123-45-67.",
        "This does not look like a phone number. Enter it with its code, e.g. +7 916 123-45-67.",
    ),
    "bad_when": Refusal(
        422, "Не удалось понять день. Напишите, например, «завтра утром» или «2026-11-24».",
        "The day is not clear. Write, for example, “tomorrow morning” or “2026-11-24”.",
    ),
    "empty_text": Refusal(422, "Сообщение пустое. Напишите хотя бы слово.", "The message is empty. Write a word."),
}  # fmt: skip


def refusal(code: str, language: Language, **values: object) -> FrontlineError:
    told = REFUSALS[code]
    sentence = (told.ru if language is Language.RU else told.en).format(**values)
    return FrontlineError(code, sentence, status=told.status, can_retry=told.status == 429)


def language_of_header(accept_language: str | None) -> Language | None:
    """The first language of an `Accept-Language` that is ours; None for who names none of them."""
    for part in (accept_language or "").split(","):
        try:
            return parse_language(part.split(";")[0])
        except ValueError:
            continue
    return None
