"""Whose a complaint is and by when it will be answered: a company's own rules, read from its data."""

from datetime import date, timedelta

from bot.company.hours import on_day
from bot.company.model import Company, Department, Hours
from bot.language.languages import Language
from bot.language.lemmas import lemmas

_SEARCH_DAYS = 366


def department_for(text: str, company: Company, language: Language) -> Department:
    """The department most of whose words were said; the company's default one when none was."""
    said = lemmas(text, language)
    scores = [(_score(department, said, language), department) for department in company.departments]
    best = max(score for score, _ in scores)
    if best == 0:
        return company.department(company.default_department)
    return next(department for score, department in scores if score == best)


def answer_by(today: date, days: int, hours: Hours) -> date:
    """The last of so many working days after today; a company that never opens counts every day."""
    day, left = today, max(days, 1)
    for _ in range(_SEARCH_DAYS):
        day += timedelta(days=1)
        left -= on_day(hours, day) is not None
        if left == 0:
            return day
    return today + timedelta(days=max(days, 1))


def _score(department: Department, said: list[str], language: Language) -> int:
    phrases = (lemmas(words, language) for words in department.complaint_lemmas.get(language, ()))
    return sum(any(said[at : at + len(phrase)] == phrase for at in range(len(said))) for phrase in phrases)
