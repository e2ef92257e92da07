"""What must be there before the line can open: the base's schema, the companies, the trained bot, the demo's past."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from bot.access.passwords import Passwords
from bot.app.seed import seed_past
from bot.app.settings import REPOSITORY, Settings
from bot.company.book import CompanyBook
from bot.company.loader import company_from_json, company_to_json, load_company
from bot.company.model import Company
from bot.dialogue.training import Training, TrainingFailed
from bot.kit.clock import Clock
from bot.kit.db import Database
from bot.kit.errors import FrontlineError
from handoff.agents.service import ensure_demo_agents
from records.companies import service as companies
from records.companies import store as company_store
from records.schema import upgrade

Report = Callable[[str], None]


def training_of(settings: Settings) -> Training:
    environment = settings.rasa.python.parent.parent
    return Training(REPOSITORY, environment, settings.build_folder / "models")


async def prepare_bot(settings: Settings, report: Report, *, force: bool = False) -> Path:
    """The model to serve with; trained first when its data changed.

    A training that fails leaves the model of before in use. Raises TrainingFailed when there is none at all.
    """
    training = training_of(settings)
    if not training.python.is_file():
        sentence = f"Rasa's environment is missing ({training.python}): run `make setup`."
        raise FrontlineError("no_rasa", sentence, status=500)
    try:
        return (await training.train(report, force=force)).model
    except TrainingFailed as failure:
        model = training.current_model()
        if model is None or force:
            raise
        report(f"{failure.sentence} The bot goes on with what it knew before.")
        return model


def make_data_folder(settings: Settings) -> None:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sentence = f"The data folder {settings.data} cannot be made: {error.strerror}. Set FRONTLINE_DATA."
        raise FrontlineError("no_data_folder", sentence, status=500) from error


async def prepare_base(settings: Settings, database: Database, clock: Clock, report: Report) -> CompanyBook:
    """Brings the schema up to date and the companies of the folder into the base; the demo gets its people and past."""
    make_data_folder(settings)
    await asyncio.to_thread(upgrade, settings.database_url)
    await database.open()
    shipped = _load_companies(settings)
    await _import_companies(shipped, database, clock, report)
    book = await _open_companies(settings, shipped, database)
    if settings.demo:
        await _seed_demo(database, clock, book, report)
    return book


def _load_companies(settings: Settings) -> dict[str, Company]:
    folders = [folder for folder in sorted(settings.companies.iterdir()) if (folder / "company.yml").is_file()]
    if not folders:
        sentence = f"There is no company in {settings.companies}: see docs/guides/add-a-company.md."
        raise FrontlineError("no_company", sentence, status=500)
    return {folder.name: load_company(folder) for folder in folders}


async def _import_companies(shipped: Mapping[str, Company], database: Database, clock: Clock, report: Report) -> None:
    files = {id: company_to_json(company) for id, company in shipped.items()}
    async with database.begin() as unit:
        for id in await companies.import_missing(unit, files, clock.now()):
            report(f"company {id} imported")


async def _open_companies(settings: Settings, shipped: Mapping[str, Company], database: Database) -> CompanyBook:
    async with database.read() as unit:
        stored = await company_store.load_all(unit)
    if settings.company not in stored:
        sentence = f"FRONTLINE_COMPANY names “{settings.company}”, which is not among {', '.join(stored)}."
        raise FrontlineError("unknown_company", sentence, status=500)
    opened = [company_from_json(content) for content in stored.values()]
    return CompanyBook([with_new_prompts(company, shipped) for company in opened], settings.company)


def with_new_prompts(company: Company, shipped: Mapping[str, Company]) -> Company:
    """The base is the truth, but it may be older than the code: a prompt that it lacks is the one in the folder.

    A company without a folder takes what any other has.
    """
    source = shipped.get(company.id) or next(iter(shipped.values()))
    prompts = {language: source.prompts.get(language, {}) | own for language, own in company.prompts.items()}
    return replace(company, prompts=prompts)


async def _seed_demo(database: Database, clock: Clock, book: CompanyBook, report: Report) -> None:
    ids = [open_company.company.id for open_company in book.all()]
    async with database.begin() as unit:
        for login, password in await ensure_demo_agents(unit, Passwords(), ids, clock.now()):
            report(f"demo account {login}: password {password}")
        for open_company in book.all():
            await seed_past(unit, open_company.company, clock.now())
