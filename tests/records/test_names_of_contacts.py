"""Names as people say and write them, taken apart."""

import pytest

from records.contacts.names import split_name


@pytest.mark.parametrize(
    ("text", "surname", "name", "patronymic"),
    [
        ("Анна", "", "Анна", ""),
        ("Петрова", "Петрова", "", ""),
        ("Анна Сергеевна", "", "Анна", "Сергеевна"),
        ("Иван Петров", "Петров", "Иван", ""),
        ("Иванова Анна", "Иванова", "Анна", ""),
        ("Петрова Анна Сергеевна", "Петрова", "Анна", "Сергеевна"),
        ("Анна Сергеевна Петрова", "Петрова", "Анна", "Сергеевна"),
        ("Рабинович Лев Ильич", "Рабинович", "Лев", "Ильич"),
        ("Илья Ильич", "", "Илья", "Ильич"),
        ("Anna Sergeevna Petrova", "Petrova", "Anna", "Sergeevna"),
        ("John Smith", "Smith", "John", ""),
    ],
)
def test_names_are_taken_apart_in_the_orders_in_which_people_write_them(
    text: str, surname: str, name: str, patronymic: str
) -> None:
    assert split_name(text) == {"surname": surname, "name": name, "patronymic": patronymic}
