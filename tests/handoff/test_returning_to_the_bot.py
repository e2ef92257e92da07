"""A person gives the conversation back: the bot knows what changed, and nothing is said twice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from actions.draft import Draft, Form, Known, Question, Source, missing_slots
from actions.orders.cart import Cart, CartLine
from bot.kit.errors import FrontlineError
from bot.language.languages import Language
from handoff.agents import store as agents
from handoff.desk.changes import change_contact, read_changes
from handoff.queues import store
from handoff.queues.machine import HandoffState
from records.contacts import store as contacts
from records.conversations import store as conversations
from records.conversations.model import Owner
from tests.handoff.desk_world import EN, RU, Waiting, World, customer

SHAMPOO = CartLine(sku="s1", name="Шампунь", unit="бутылка", quantity=Decimal(2), price=Decimal("199.00"))
HALF_AN_ORDER = Draft(
    form=Form.ORDER,
    asked=Question.ADDRESS,
    cart=Cart((SHAMPOO,)),
    handover=Known("delivery", Source.TEXT),
    failures=2,
)


async def taken(world: World, draft: Draft | None = HALF_AN_ORDER) -> Waiting:
    waiting = await world.waits(customer("Оператор"), draft=draft)
    await world.desk.accept(await world.agent(), waiting.handoff)
    return waiting


async def give_back(world: World, talk: str, note: str = "", **changes: str) -> None:
    async with world.database.read() as unit:
        found = await agents.find_by_login(unit, "marina")
    assert found is not None
    marina, _ = found
    await world.desk.return_to_bot(marina, talk, note, changes)


async def test_what_she_changed_is_in_the_draft_as_hers_and_is_not_asked_again(world: World) -> None:
    waiting = await taken(world)
    await give_back(
        world,
        waiting.conversation.id,
        address="ул. Лесная, 5, кв. 12",
        when="завтра утром",
        name="Анна",
        phone="8 916 123-45-67",
    )
    draft = await world.draft(waiting.conversation.id)
    assert draft.address == Known("ул. Лесная, 5, кв. 12", Source.AGENT, 1.0, True)
    assert draft.when == Known("2026-11-25 morning", Source.AGENT, 1.0, True)
    assert draft.phone == Known("+79161234567", Source.AGENT, 1.0, True)
    assert missing_slots(draft) == ["confirmation"]
    assert (draft.asked, draft.failures, draft.cart) == (Question.NONE, 0, HALF_AN_ORDER.cart)


async def test_what_had_been_confirmed_is_read_back_again_when_she_changed_something(world: World) -> None:
    confirmed = replace(HALF_AN_ORDER, asked=Question.NONE, confirmed=True)
    waiting = await taken(world, confirmed)
    await give_back(world, waiting.conversation.id, address="ул. Лесная, 5")
    assert (await world.draft(waiting.conversation.id)).confirmed is False


async def test_what_she_learnt_is_kept_with_the_contact(world: World) -> None:
    waiting = await taken(world)
    await give_back(
        world, waiting.conversation.id, name="Петрова Анна Сергеевна", phone="+7 916 123-45-67", address="Лесная, 5"
    )
    async with world.database.read() as unit:
        contact = await contacts.get(unit, waiting.contact.id)
    assert contact is not None
    assert (contact.surname, contact.name, contact.patronymic) == ("Петрова", "Анна", "Сергеевна")
    assert (contact.phone, contact.address) == ("+79161234567", "Лесная, 5")


async def test_the_bot_is_told_that_it_goes_on_with_the_note_and_the_changes(world: World) -> None:
    waiting = await taken(world)
    with world.bus.listen(f"conversation:{waiting.conversation.id}") as heard:
        await give_back(world, waiting.conversation.id, "клиент спешит", address="Лесная, 5")
        told = await heard.next()
    assert (told["type"], told["from"], told["owner"], told["handoff"]) == ("owner", "agent", "bot", waiting.handoff)
    assert told["returned"] == {"note": "клиент спешит", "changes": {"address": "Лесная, 5"}}
    conversation = await world.conversation(waiting.conversation.id)
    assert (conversation.owner, conversation.agent) == (Owner.BOT, None)
    async with world.database.read() as unit:
        handoff = await store.get(unit, waiting.handoff)
        [*_, last] = await conversations.events(unit, conversation.id)
    assert handoff is not None
    assert (handoff.state, handoff.note, handoff.changes) == (
        HandoffState.RETURNED,
        "клиент спешит",
        {"address": "Лесная, 5"},
    )
    assert last.detail["returned"] == told["returned"]


async def test_given_back_twice_it_is_given_back_once(world: World) -> None:
    waiting = await taken(world)
    with world.bus.listen(f"conversation:{waiting.conversation.id}") as heard:
        await give_back(world, waiting.conversation.id, "раз")
        await give_back(world, waiting.conversation.id, "раз")
        assert (await heard.next())["owner"] == "bot"
        assert heard._queue.empty()


async def test_who_asks_again_after_a_return_is_queued_again_with_the_new_story(world: World) -> None:
    waiting = await taken(world)
    await give_back(world, waiting.conversation.id, address="Лесная, 5")
    again = await world.asks_for_person(await world.conversation(waiting.conversation.id))
    assert again.handoff != waiting.handoff
    assert again.position == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"phone": "12"}, "bad_phone"),
        ({"when": "когда-нибудь"}, "bad_when"),
        ({"when": "вчера"}, "bad_when"),
    ],
)
async def test_what_cannot_be_understood_is_refused_and_nothing_changes(
    world: World, changes: dict[str, str], code: str
) -> None:
    waiting = await taken(world)
    with pytest.raises(FrontlineError) as refused:
        await give_back(world, waiting.conversation.id, address="Лесная, 5", **changes)
    assert refused.value.code == code
    assert (await world.conversation(waiting.conversation.id)).owner is Owner.AGENT
    assert (await world.draft(waiting.conversation.id)).address is None


@pytest.mark.parametrize(
    ("text", "language", "kept"),
    [
        ("завтра", RU, "2026-11-25"),
        ("в пятницу вечером", RU, "2026-11-27 evening"),
        ("2026-12-01", RU, "2026-12-01"),
        ("2026-12-01 18:00", EN, "2026-12-01 18:00"),
        ("tomorrow morning", RU, "2026-11-25 morning"),
    ],
)
def test_the_day_is_kept_in_one_form_however_she_writes_it(text: str, language: Language, kept: str) -> None:
    assert read_changes({"when": text}, date(2026, 11, 24), language).when == kept


def test_a_name_without_the_surname_leaves_the_one_that_is_known() -> None:
    changes = read_changes({"name": "Анна  Сергеевна"}, date(2026, 11, 24), RU)
    assert change_contact(changes) == {"name": "Анна", "patronymic": "Сергеевна"}
