"""A small company in a folder of its own, with one thing changed at a time."""

from pathlib import Path

FILES = {
    "company.yml": """\
name: {ru: Цветы, en: Flowers}
languages: [ru, en]
default_language: ru
time_zone: Europe/Moscow
currency: RUB
selling: goods
hours:
  weekdays: 9:00-20:00
default_department: sales
departments:
  sales:
    name: {ru: Отдел продаж, en: Sales}
    complaint_words: {ru: [увядший букет], en: [wilted]}
""",
    "catalogue.csv": """\
sku,name_ru,name_en,unit_ru,unit_en,price,synonyms_ru,synonyms_en
F-1,Роза,Rose,штука,piece,150,красная роза,red rose
F-2,Тюльпан,Tulip,штука,piece,89.50,,
""",
    "faq.ru.yml": """\
hours:
  questions: [До скольки вы работаете]
  written: "Мы работаем {hours}."
  department: sales
care:
  questions: [Как ухаживать за розами]
  written: Меняйте воду.
""",
    "faq.en.yml": """\
hours:
  questions: [How late are you open]
  written: "We are open {hours}."
care:
  questions: [How do I take care of roses]
  written: Change the water.
""",
    "prompts.ru.yml": "goodbye: До свидания!\n",
    "prompts.en.yml": "goodbye: Goodbye!\n",
}


def company_folder(home: Path, changed: dict[str, tuple[str, str]] | None = None) -> Path:
    """Writes companies/flowers; `changed` replaces a piece of a file by another."""
    folder = home / "companies" / "flowers"
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        before, after = (changed or {}).get(name, ("", ""))
        assert before in text
        (folder / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    return folder
