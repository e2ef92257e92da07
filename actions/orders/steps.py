"""A step of an order: the reply is read, and it is decided what to say and what to ask next."""

from dataclasses import dataclass, replace

from actions.draft import Draft, Form, Known, Question, Said, Source
from actions.orders.next_question import Asking, Manner, next_question, say_question
from actions.orders.phrases import PHRASES
from actions.orders.reading import Reading, ReplyContext, read_reply
from actions.orders.reply_text import ReplyText
from actions.step import Step, after_failure
from actions.wording import both_of, item_list, product_names
from bot.company.filler_words import ASKING_WORDS, FILLER_WORDS, ORDERING_WORDS
from bot.company.model import Company, Product, Selling
from bot.language.languages import Language
from bot.language.lemmas import lemmas
from records.orders.model import Handover


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    """What the base knows of who calls or writes."""

    name: str = ""
    phone: str | None = None
    address: str = ""


def begin_order(draft: Draft, company: Company, customer: KnownCustomer, caller_number: str | None) -> Draft:
    """An order with what need not be asked already in it; one that is under way goes on."""
    begun = replace(draft, form=Form.ORDER, selling=company.selling)
    if begun.name is None and customer.name:
        begun = replace(begun, name=Known(customer.name, Source.CONTACT))
    if begun.phone is None and customer.phone is not None:
        begun = replace(begun, phone=Known(customer.phone, Source.CONTACT))
    if begun.phone is None and caller_number is not None:
        begun = replace(begun, phone=Known(caller_number, Source.CALLER_NUMBER))
    if begun.handover is None and (only := _only_handover(company)) is not None:
        begun = replace(begun, handover=Known(only, Source.CONTACT))
    return begun


def order_step(text: str, draft: Draft, context: ReplyContext) -> Step:
    """Takes everything that the reply says. A confirmed draft says nothing: the order is placed next."""
    reading = read_reply(text, draft, context)
    asking = Asking(context.company, context.language, context.today, context.known_address)
    if draft.asked is Question.CONFIRMATION and reading.answer is not None:
        return _confirmed(reading.draft) if reading.answer else _refused(reading.draft)
    if draft.asked is Question.ADDRESS and reading.answer is not None and context.known_address:
        return _at_known_address(reading.draft, reading.answer, context, asking)
    if draft.asked is Question.ITEMS and not draft.cart and _gives_up(text, reading, context.language):
        return Step(reading.draft.ended())
    if draft.cart and draft.asked is not Question.CONFIRMATION and _ends_the_list(text, context.language):
        return ask_again(draft, asking)
    if draft.asked is not Question.NONE and not _is_progress(draft, reading):
        return _failed(reading, asking, is_named=names_something(text, context.language))
    step = _go_on(draft, reading, asking)
    if not reading.understood and reading.answer is None and names_something(text, context.language):
        return replace(step, says=(Said("item_not_found"), *step.says))
    return step


def ask_again(draft: Draft, asking: Asking) -> Step:
    """After something else was answered in between: the pending question in few words."""
    question = next_question(draft)
    return Step(replace(draft, asked=question), (say_question(draft, question, Manner.SHORT, asking),))


def _only_handover(company: Company) -> Handover | None:
    if company.selling is Selling.SERVICES:
        return Handover.SWITCH_ON
    return Handover.PICKUP if company.delivery is None else None


def _is_progress(before: Draft, reading: Reading) -> bool:
    return bool(reading.out_of_stock or reading.changed) or replace(reading.draft, confirmed=before.confirmed) != before


def _confirmed(draft: Draft) -> Step:
    return Step(replace(draft.all_confirmed(), asked=Question.NONE, failures=0))


def _refused(draft: Draft) -> Step:
    """«Нет» to the read-back, without saying what is wrong."""
    if draft.failures:
        return after_failure(draft, lambda _: Said("what_to_change"), lambda _: Said("help_confirmation"))
    return Step(replace(draft, failures=1), (Said("what_to_change"),))


def _gives_up(text: str, reading: Reading, language: Language) -> bool:
    """«Нет», «тогда не надо» to the question what to order."""
    is_unwanted = ReplyText(text).has(PHRASES[language].unwanted) and not reading.understood
    return reading.answer is False or (is_unwanted and not names_something(text, language))


def _ends_the_list(text: str, language: Language) -> bool:
    """«Всё, больше ничего»: with at most a yes, a no or thanks besides."""
    reply = ReplyText(text)
    is_said = False
    while said := reply.search(PHRASES[language].all_said):
        reply.take(*said.span())
        is_said = True
    return is_said and all(word in FILLER_WORDS[language] | _ANSWERS for word in lemmas(reply.text, language))


_ANSWERS = frozenset(("нет", "да", "спасибо", "no", "yes", "ok"))


def _at_known_address(draft: Draft, is_yes: bool, context: ReplyContext, asking: Asking) -> Step:
    if not is_yes:
        return Step(replace(draft, failures=1), (Said("short_address"),))
    address = Known(context.known_address, Source.CONTACT, confirmed=True)
    return _go_on(draft, Reading(replace(draft, address=address)), asking)


def _failed(reading: Reading, asking: Asking, *, is_named: bool) -> Step:
    question = reading.draft.asked

    def asked(manner: Manner) -> Said:
        return say_question(reading.draft, question, manner, asking)

    step = after_failure(reading.draft, lambda _: asked(Manner.SHORT), lambda _: asked(Manner.HELP))
    if step.wish is None and reading.phone_is_incomplete:
        return replace(step, says=(Said("phone_incomplete"),))
    if step.wish is None and question is Question.ITEMS and is_named:
        return replace(step, says=(Said("item_not_found"), *step.says[-1:]))
    return step


_BEGINNINGS = """
заказ заказать заказывать покупка товар сделать оформить хотел привет мочь начать order place
shopping purchase start something thing item good make do
"""
"""Lemmas of the mere wish to order."""


def names_something(text: str, language: Language) -> bool:
    """Whether there is more in it than the wish to order: goods that were not found."""
    said = lemmas(text, language)
    if any(word in ASKING_WORDS[language] for word in said):
        return False
    words = [word for word in said if len(word) > 2 and word not in ORDERING_WORDS[language]]
    return any(word not in _BEGINNINGS.split() for word in words)


def _go_on(before: Draft, reading: Reading, asking: Asking) -> Step:
    draft = reading.draft
    question = next_question(draft)
    is_new = question is not before.asked or question in (Question.CHOICE, Question.CONFIRMATION)
    is_new = is_new or (question is Question.ADDRESS and draft.address != before.address)
    asked = replace(draft, asked=question, failures=0)
    if question is Question.CONFIRMATION:
        asked = replace(asked, read_back=draft.read_back + 1)
    says = _acknowledged(reading, question, asking)
    return Step(asked, (*says, say_question(asked, question, Manner.ASK if is_new else Manner.SHORT, asking)))


def _acknowledged(reading: Reading, question: Question, asking: Asking) -> tuple[Said, ...]:
    """What was done to the cart. The read-back says it all, so nothing is said twice before it."""
    company, language = asking.company, asking.language
    says = say_out_of_stock(reading.out_of_stock, asking)
    if question is Question.CONFIRMATION:
        return says
    if reading.removed and not reading.draft.cart and not reading.draft.choices:
        return (*says, Said("cart_empty"))
    if reading.removed:
        gone = both_of((line.name for line in reading.removed), language)
        says = (*says, Said("removed_items", {"items": gone}))
    if reading.changed:
        says = (*says, Said("noted_items", {"items": item_list(reading.changed, language, company.selling)}))
    return says


def say_out_of_stock(missing: tuple[Product, ...], asking: Asking) -> tuple[Said, ...]:
    """Names what there is instead, if something of the kind is there."""
    if not missing:
        return ()
    names = both_of(product_names(missing, asking.language), asking.language)
    others = [
        product
        for product in asking.company.products
        if product.in_stock and product.category and product.category == missing[0].category
    ]
    if not others:
        return (Said("out_of_stock", {"items": names}),)
    nearest = min(others, key=lambda product: abs(product.price - missing[0].price))
    return (Said("out_of_stock_instead", {"items": names, "instead": product_names([nearest], asking.language)[0]}),)
