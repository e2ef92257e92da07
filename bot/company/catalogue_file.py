"""Reads catalogue.csv: a product a row; names, units and synonyms in a column for each language."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.company.file_shapes import ProductShape, ShapeError, check
from bot.company.model import Product
from bot.company.yaml_file import CompanyFileError, read_text, shown_name
from bot.language.languages import Language
from bot.language.words import normalise

_LIST_MARK = "|"
_PLAIN_COLUMNS = ("sku", "category", "price", "sizes", "in_stock")
_COLUMNS_BY_LANGUAGE = ("name", "unit", "synonyms")


def read_catalogue(path: Path, languages: Sequence[Language]) -> tuple[Product, ...]:
    name = shown_name(path)
    reader = csv.reader(io.StringIO(read_text(path)), strict=True)
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise CompanyFileError(name, reader.line_num, "", f"this is not valid CSV: {error}.") from None
    if not rows:
        raise CompanyFileError(name, 1, "", "the names of the columns are missing.")
    columns = [cell.strip() for cell in rows[0][1]]
    _require_columns(name, columns, languages)
    products = [(line, _product(name, line, columns, row, languages)) for line, row in rows[1:]]
    _require_different(name, products)
    return tuple(product for _, product in products)


def _require_columns(name: str, columns: Sequence[str], languages: Sequence[Language]) -> None:
    required = {"sku", "price", *(f"{part}_{language}" for language in languages for part in ("name", "unit"))}
    known = {*_PLAIN_COLUMNS, *(f"{part}_{language}" for language in languages for part in _COLUMNS_BY_LANGUAGE)}
    for column in sorted(required - set(columns)):
        raise CompanyFileError(name, 1, column, "this column is missing.")
    for column in columns:
        if column not in known:
            raise CompanyFileError(
                name, 1, column, f"this column is unknown; the known ones are {', '.join(sorted(known))}."
            )


def _product(
    name: str, line: int, columns: Sequence[str], row: Sequence[str], languages: Sequence[Language]
) -> Product:
    if len(row) != len(columns):
        wrong = f"this row has {len(row)} cells, and there are {len(columns)} columns."
        raise CompanyFileError(name, line, "", wrong)
    cells = {column: cell.strip() for column, cell in zip(columns, row, strict=True)}
    try:
        shape = check(ProductShape, _nested(cells, languages))
    except ShapeError as error:
        column = "_".join(part for part in map(str, error.place[:2]) if not part.isdigit())
        raise CompanyFileError(name, line, column, error.sentence) from None
    return Product(
        sku=shape.sku,
        name=shape.name,
        price=shape.price,
        unit=shape.unit,
        synonyms={language: tuple(said) for language, said in shape.synonyms.items()},
        sizes=tuple(shape.sizes),
        in_stock=shape.in_stock,
        category=shape.category,
    )


def _nested(cells: dict[str, str], languages: Sequence[Language]) -> dict[str, object]:
    """The row as the shape wants it; an empty cell is an absent value."""
    data: dict[str, object] = {column: cells[column] for column in _PLAIN_COLUMNS if cells.get(column)}
    for part in ("name", "unit"):
        data[part] = {language: cells[f"{part}_{language}"] for language in languages}
    data["synonyms"] = {language: _list(cells.get(f"synonyms_{language}", "")) for language in languages}
    data["sizes"] = _list(cells.get("sizes", ""))
    return data


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(_LIST_MARK) if part.strip()]


def _require_different(name: str, products: Iterable[tuple[int, Product]]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for line, product in products:
        keys = [("sku", product.sku), *((f"name_{language}", text) for language, text in product.name.items())]
        for field, text in keys:
            first = seen.setdefault((field, normalise(text)), line)
            if first != line:
                raise CompanyFileError(name, line, field, f"“{text}” already stands on line {first}.")
