"""A past for the demo companies: people who have called before, their orders, complaints and conversations."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from bot.company.model import Company, Product, Selling
from bot.kit.db import UnitOfWork
from bot.language.languages import Language
from records.complaints import store as complaints
from records.complaints.model import NewComplaint
from records.contacts import store as contacts
from records.contacts.model import Contact
from records.conversations import store as conversations
from records.conversations.model import ChannelKind, NewConversation, NewTurn, Owner, Who
from records.orders import store as orders
from records.orders.model import Handover, NewOrder, OrderLine, OrderState

RU, EN = Language.RU, Language.EN


@dataclass(frozen=True, slots=True)
class Person:
    surname: str
    name: str
    patronymic: str
    phone: str
    language: Language
    address: str


@dataclass(frozen=True, slots=True)
class Past:
    """One earlier conversation: how many days ago, what was said (customer first, in turns), what came of it."""

    person: int
    days_ago: int
    said: tuple[str, ...]
    order: tuple[tuple[str, int], ...] = ()
    """(the product's English name, quantity)."""
    order_state: OrderState = OrderState.DONE
    complaint: str = ""


PEOPLE = (
    Person("Соколова", "Марина", "Петровна", "+79161234567", RU, "улица Лесная, дом 5, квартира 12"),
    Person("Орлов", "Андрей", "Викторович", "+79037654321", RU, "улица Мира, дом 21, квартира 3"),
    Person("Васильева", "Ольга", "Сергеевна", "+79261112233", RU, "улица Садовая, дом 8, квартира 40"),
    Person("Miller", "Kate", "", "+79855550101", EN, "12 Tsentralnaya Street, apartment 7"),
)

PAST_OF_GOODS = (
    Past(
        0,
        9,
        ("Нужен стиральный порошок", "Стиральный порошок, один. Куда доставить?", "Лесная, пять, квартира двенадцать"),
        order=(("Laundry powder", 1),),
    ),
    Past(0, 2, ("Два шампуня, пожалуйста", "Заказ принят."), order=(("Shampoo", 2),), order_state=OrderState.IN_WORK),
    Past(
        1,
        4,
        ("Гель для душа пришёл с треснувшей крышкой", "Мне очень жаль. Жалоба записана."),
        complaint="Гель для душа пришёл с треснувшей крышкой, половина вытекла.",
    ),
    Past(2, 12, ("До скольки вы сегодня?", "Мы работаем ежедневно с 9:00 до 21:00.")),
    Past(
        3,
        6,
        ("Two hand creams and a shower gel, please", "Your order is placed."),
        order=(("Hand cream", 2), ("Shower gel", 1)),
    ),
)

PAST_OF_SERVICES = (
    Past(0, 20, ("Хочу тариф побольше", "Подключаю."), order=(("Big tariff", 1),)),
    Past(
        1,
        3,
        ("Второй день не работает интернет", "Мне очень жаль. Жалоба записана."),
        complaint="Второй день не работает мобильный интернет, улица Мира.",
    ),
    Past(3, 5, ("How do I switch roaming on?", "Roaming is switched on in the app or by phone.")),
)


async def seed_past(unit: UnitOfWork, company: Company, now: datetime) -> bool:
    """Writes the past of a demo company once; False when it has one already."""
    if await contacts.find_by_phone(unit, company.id, PEOPLE[0].phone) is not None:
        return False
    people = [await _create(unit, company, person, now) for person in PEOPLE]
    past = PAST_OF_GOODS if company.selling is Selling.GOODS else PAST_OF_SERVICES
    for number, one in enumerate(past):
        await _write(
            unit, company, people[one.person], PEOPLE[one.person], one, number, now - timedelta(days=one.days_ago)
        )
    return True


async def _create(unit: UnitOfWork, company: Company, person: Person, now: datetime) -> Contact:
    return await contacts.create(
        unit,
        company.id,
        now=now,
        surname=person.surname,
        name=person.name,
        patronymic=person.patronymic,
        phone=person.phone,
        language=person.language,
        address=person.address,
    )


async def _write(
    unit: UnitOfWork, company: Company, contact: Contact, person: Person, past: Past, number: int, at: datetime
) -> None:
    new = NewConversation(company.id, ChannelKind.CHAT, person.language, contact.id)
    conversation = (await conversations.create(unit, new, at)).id
    for turn, text in enumerate(past.said):
        who = Who.BOT if turn % 2 else Who.CUSTOMER
        await conversations.add_turn(unit, conversation, NewTurn(who=who, text=text), at + timedelta(seconds=5 * turn))
    if past.order:
        await _order(unit, company, contact, person, past, conversation, f"demo-{company.id}-{number}", at)
    if past.complaint:
        answer_by = (at + timedelta(days=company.department(company.default_department).answer_days)).date()
        await complaints.log(
            unit,
            NewComplaint(
                company=company.id,
                conversation=conversation,
                contact=contact.id,
                text=past.complaint,
                department=company.default_department,
                answer_by=answer_by,
                order_number=None,
                idempotency_key=f"demo-{company.id}-{number}",
            ),
            at,
        )
    closed_at = at + timedelta(minutes=2)
    await conversations.change_owner(unit, conversation, Owner.BOT, Owner.CLOSED, agent=None, now=closed_at)


async def _order(
    unit: UnitOfWork,
    company: Company,
    contact: Contact,
    person: Person,
    past: Past,
    conversation: str,
    key: str,
    at: datetime,
) -> None:
    is_delivered = company.delivery is not None
    lines = tuple(_line(_product(company, sku), quantity, person.language) for sku, quantity in past.order)
    placed = await orders.place(
        unit,
        NewOrder(
            company=company.id,
            conversation=conversation,
            contact=contact.id,
            lines=lines,
            handover=Handover.DELIVERY if is_delivered else Handover.SWITCH_ON,
            handover_price=company.delivery.price if company.delivery else Decimal(0),
            address=person.address if is_delivered else "",
            when="",
            phone=person.phone,
            idempotency_key=key,
        ),
        at,
    )
    await orders.set_state(unit, placed.order.id, past.order_state)


def _line(product: Product, quantity: int, language: Language) -> OrderLine:
    return OrderLine(product.sku, product.name[language], Decimal(quantity), product.price)


def _product(company: Company, wanted: str) -> Product:
    """By its English name; a demo company without such a product gives its first one."""
    return next((one for one in company.products if one.name[EN] == wanted), company.products[0])
