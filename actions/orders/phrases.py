"""The turns of speech by which an order is changed: one table a language, compiled once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.language.languages import Language


@dataclass(frozen=True, slots=True)
class Phrases:
    """Patterns over the text in lower case with е for ё. Each is searched anywhere, at the borders of words."""

    delivery: re.Pattern[str]
    pickup: re.Pattern[str]
    remove: re.Pattern[str]
    """Imperatives: what follows goes, over commas too."""
    unwanted: re.Pattern[str]
    """«не надо», "without": only what stands in the same clause goes."""
    none_of: re.Pattern[str]
    """Right before an item: "no soap"."""
    add: re.Pattern[str]
    """More than there was."""
    one_more: re.Pattern[str]
    """One more of what was named last, with no number said."""
    put: re.Pattern[str]
    """Ends a removal: what follows is wanted."""
    instead_of: re.Pattern[str]
    """What follows at once is given up for the other thing named."""
    swap: re.Pattern[str]
    """The first thing named is given up for the second."""
    everything: re.Pattern[str]
    correction: re.Pattern[str]
    """What is said next takes the place of what was said before."""
    not_but: re.Pattern[str]
    """«Не две, а» before the number that is meant."""
    rather: re.Pattern[str]
    """What is named takes the place of something of its kind."""
    denied: re.Pattern[str]
    """A no at the beginning."""
    left_out: re.Pattern[str]
    """What is named was forgotten: nothing is given up for it."""
    all_said: re.Pattern[str]
    """The list of goods is at its end."""
    own_number: re.Pattern[str]
    """The phone is the one that the customer calls from."""
    same: re.Pattern[str]
    """The same as last time."""
    name_intro: re.Pattern[str]
    name_fillers: frozenset[str]
    not_names: frozenset[str]
    """Words that end a name which runs on."""
    wrong: Mapping[str, re.Pattern[str]]
    """Slot -> «адрес другой», "the address is wrong"."""
    street: re.Pattern[str]
    """Words that only an address has."""
    day_in_address: re.Pattern[str]
    """«улица 8 Марта»: no day."""
    address_intro: re.Pattern[str]
    address_end: re.Pattern[str]
    """Where an address that runs on without commas ends."""
    last: re.Pattern[str]
    ordinals: tuple[re.Pattern[str], ...]
    any_of_them: re.Pattern[str]


def words(pattern: str) -> re.Pattern[str]:
    """The pattern as whole words, blanks in it standing for any white space."""
    spaced = " ".join(pattern.split()).replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{spaced})(?!\w)")


def _one_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _wrong_russian() -> dict[str, re.Pattern[str]]:
    wrong = (
        r"(?:друг\w+|не ?(?:верн|правильн)\w+|не тот|не та|не то|измени\w*|поменя\w+|смени\w*|исправ\w+|"
        r"переда?ума\w+)"
    )
    slots = {
        "address": r"адрес\w*",
        "when": r"(?:день|дату|дата|время|дня)",
        "phone": r"(?:телефон\w*|номер\w*)",
        "name": r"(?:имя|фамили\w+)",
        "handover": r"(?:доставк\w|способ)",
    }
    return {slot: words(rf"{noun} (?:\w+ )?{wrong}|{wrong} (?:\w+ )?{noun}") for slot, noun in slots.items()}


def _wrong_english() -> dict[str, re.Pattern[str]]:
    wrong = r"(?:wrong|different|another|incorrect|not right|not correct|change|fix|other)"
    slots = {
        "address": "address",
        "when": "(?:day|date|time)",
        "phone": "(?:phone|phone number|number)",
        "name": "name",
        "handover": "delivery",
    }
    return {
        slot: words(rf"{noun} (?:is |was |should be )?(?:a )?{wrong}|{wrong} (?:the |my |a )?(?:delivery )?{noun}")
        for slot, noun in slots.items()
    }


_RUSSIAN = Phrases(
    delivery=words(r"достав\w+|привез\w+|привоз\w*|курьер\w*|на дом|ко мне домой|пришлите|отправьте|до двери"),
    pickup=words(
        r"самовывоз\w*|забер\w+|забрать|забираю|сам приеду|сама приеду|сам приду|сама приду|сам подъеду|"
        r"заед\w+|в магазине"
    ),
    remove=words(
        r"убер\w+|убрать|убира\w+|удали\w*|исключи\w*|вычеркн\w+|выкин\w+|отмени\w*|откаж\w+|отказыва\w+|минус"
    ),
    unwanted=words(r"не надо|не нужн\w+|не хочу|не буду|без|передумал\w* (?:брать|насчет|про)"),
    none_of=re.compile(r"(?<!\w)никак(?:ого|ой|их)\s+$"),
    add=words(r"еще|добав\w+|плюс|прибав\w+|докин\w+|а также|дополнительно"),
    one_more=words(r"еще (?:штук\w|штучк\w|бутылк\w|бутылочк\w|пачк\w|упаковк\w|тюбик|кусок)"),
    put=words(r"добав\w+|положи\w*|оставь\w*|оставим|давайте|дайте|нуж\w+|хочу|возьм\w+|закаж\w+|поставь\w*"),
    instead_of=words(r"вместо"),
    swap=words(r"замени\w*|заменить|поменя\w+|смени\w*"),
    everything=words(r"(?:все|весь заказ|корзину)(?: целиком| полностью)?"),
    correction=words(
        r"нет|не|ой|точнее|вернее|лучше|исправ\w+|сделай\w*|пусть будет|пусть|а не|поправ\w+|измени\w*|ошиб\w+"
    ),
    not_but=re.compile(r"(?<!\w)не\s+(?:\d+|одн\w+)\s*(?:\w+\s*)?,?\s*а\s+(?=\d|одн)"),
    rather=words(r"лучше|точнее|вернее|ошибся|ошиблась|перепутал\w*|передумал\w*|пусть будет"),
    denied=re.compile(r"^\W*(?:(?:ой|ну|а|да|подожди\w*|погоди\w*|стоп|постой\w*)\W+)*нет(?!\w)"),
    left_out=words(r"забыл\w*|не хватает|не записал\w*|тоже|также|и|а где"),
    all_said=words(
        r"(?:вот |это |пока )*(?:и )?вс[её]|больше ничего(?: не (?:надо|нужно))?|этого (?:хватит|достаточно)|достаточно"
    ),
    own_number=words(
        r"(?:тот|этот|номер|телефон|на тот)? ?(?:же )?(?:с|по) котор(?:ого|"
        r"ому) (?:я )?(?:сейчас )?(?:звоню|говорю|пишу|набрал\w*)"
        r"|эт(?:от|ому|им) (?:же )?(?:номер\w*|телефон\w*)|(?:на )?этот(?: же)?|с которого звонок|"
        r"мой номер(?: у вас)? (?:есть|видно)"
        r"|с этого(?: же)?(?: номера)?|тот же(?: номер| телефон)?"
    ),
    same=words(
        r"тот же|туда же|по тому же(?: адресу)?|прежний|прежнему|как (?:в )?прошлый раз|как обычно|старый адрес"
    ),
    name_intro=words(r"меня зовут|мое имя|зовут меня|мо[яю] фамилия|на имя|получатель|имя(?: получателя)?"),
    name_fillers=_one_of(
        "это ну да на запишите записывайте пишите записать пожалуйста я зовут меня имя мое фамилия "
        "получатель так значит будет просто"
    ),
    not_names=_one_of(
        "и а но телефон номер адрес мой моя доставка доставить улица завтра сегодня заказ хочу нужно "
        "мне на по с для "
        "нужен нужна буду самовывоз пожалуйста спасибо это другое другая другой неверно неправильно"
    ),
    wrong=_wrong_russian(),
    street=re.compile(
        r"(?<!\w)(?:улиц\w*|ул\.?|проспект\w*|пр-т|просп\.?|пр\.|переул\w+|пер\.|бульвар\w*|б-р|шоссе|"
        r"площад[ьи]|набережн\w+|"
        r"наб\.|проезд\w*|микрорайон\w*|мкр\.?|дом(?=\s*\d)|д\.(?=\s*\d)|корпус\w*(?=\s*\d)|квартир\w*|"
        r"кв\.?|тупик|аллея)(?!\w)"
    ),
    day_in_address=re.compile(
        r"(?:улиц\w*|ул\.?|проспект\w*|площад\w+|переул\w+)\s+(?:имени\s+)?\d+(?:-?\w{1,2})?\s+[а-я]+"
    ),
    address_intro=words(r"(?:мой )?адрес(?: доставки)?(?: такой)?|по адресу|адресу"),
    address_end=words(
        r"доставк\w*|доставить|привез\w+|телефон\w*|тел|мой номер|номер|меня зовут|зовут|получатель|"
        r"на имя|самовывоз\w*|"
        r"и еще|добавь\w*|желательно|пожалуйста|спасибо|тот|с которого"
    ),
    last=words(r"последн\w+"),
    ordinals=tuple(
        words(pattern)
        for pattern in (
            r"перв\w+|1|1-\w+",
            r"втор(?:ой|ую|ое|ая|ого|ом)|2|2-\w+",
            r"трет(?:ий|ью|ье|ья|ьего)|3|3-\w+",
            r"четверт\w+|4|4-\w+",
        )
    ),
    any_of_them=words(r"люб\w+|все равно|без разницы|неважно|не важно|какой-нибудь|на ваш(?:е усмотрение| выбор)"),
)

_ENGLISH = Phrases(
    delivery=words(r"deliver\w*|ship\w*|courier|bring|send|to my (?:door|home|house|place)|at home"),
    pickup=words(
        r"pick ?-?up|pick (?:it|them|this|everything) up|picking up|collect\w*|come (?:and )?get|"
        r"in (?:the )?(?:store|shop)|self-?pickup"
    ),
    remove=words(
        r"remove|delete|drop|take(?: \w+){0,3} (?:off|out|away)|cancel|scrap|scratch|forget(?: about)?|lose|minus"
    ),
    unwanted=words(r"(?:do not|don't|dont) (?:want|need)|no (?:need for|more)|not the|without|skip|except"),
    none_of=re.compile(r"(?<!\w)no\s+$"),
    add=words(r"add|another|more|extra|plus|also|as well as|additional"),
    one_more=words(r"one more|another(?: one)?|one extra"),
    put=words(
        r"add|give|keep|put|want|need|i'll (?:have|take)|i will (?:have|take)|let's (?:have|take)|"
        r"take(?! (?:off|out|away))|get|order"
    ),
    instead_of=words(r"instead of|rather than|in place of"),
    swap=words(r"replace|swap|exchange|switch|change"),
    everything=words(r"everything|all of (?:it|them)|the whole (?:order|cart)|it all"),
    correction=words(
        r"no|not|sorry|actually|i mean|make (?:it|that)|rather|wait|change|correct\w*|let it be|"
        r"should be|set|only|just"
    ),
    not_but=re.compile(r"(?<!\w)not\s+(?:\d+|one|a)\s*(?:\w+\s*)?,?\s*but\s+(?=\d|one)"),
    rather=words(r"rather|actually|instead|i mean\w*|make (?:it|that)|(?:change|switch) (?:it|that) to|let it be"),
    denied=re.compile(r"^\W*(?:(?:oh|well|um|sorry|wait|hold on)\W+)*no(?!\w)"),
    left_out=words(r"forgot\w*|missing|too|as well|and|where"),
    all_said=words(
        r"that's (?:all|it|everything)|that is (?:all|it)|that will be all|nothing else|no more|i'm done|all"
    ),
    own_number=words(
        r"(?:the )?(?:one|number|phone)? ?(?:that )?(?:i'm|i am|im) (?:calling|phoning|ringing|"
        r"writing) (?:you )?(?:from|on|with)"
        r"|(?:the )?(?:one|number) (?:that )?i (?:call|called|phone|phoned) (?:you )?(?:from|on)|"
        r"this (?:number|phone|one)(?: is fine)?"
        r"|(?:the )?same (?:number|phone|one)|my (?:current|own) number|this same (?:number|one)"
    ),
    same=words(
        r"(?:the )?same (?:address|place|as (?:last time|before|usual))|as (?:usual|before|last time)|"
        r"usual (?:address|place)|previous address"
    ),
    name_intro=words(
        r"my (?:full )?name is|my name's|the name is|name is|i am called|call me|recipient(?: is)?|in the name of"
    ),
    name_fillers=_one_of("it it's its is this the my name i'm i am a please just well yes ok okay so call me"),
    not_names=_one_of(
        "and my the phone number address is i at on for from deliver delivery tomorrow today please "
        "thanks want need to "
        "would it wrong different another not should be "
        "don't know what how why understand nothing something idea yes maybe"
    ),
    wrong=_wrong_english(),
    street=re.compile(
        r"(?<!\w)(?:streets?|st\.?|avenue|ave\.?|roads?|rd\.?|lane|ln\.?|drive|dr\.|boulevard|blvd\.?|"
        r"square|sq\.|highway|embankment|"
        r"flats?|apartments?|apt\.?|house(?=\s*(?:number\s*)?\d)|building(?=\s*\d)|unit(?=\s*\d)|suite)(?!\w)"
    ),
    day_in_address=re.compile(r"\d+(?:st|nd|rd|th)\s+(?:street|avenue)|(?:street|avenue)\s+\d+(?:st|nd|rd|th)?"),
    address_intro=words(r"(?:my |the )?(?:delivery )?address(?: is)?|address's"),
    address_end=words(
        r"deliver\w*|my (?:phone|number|name)|phone|the phone|call me|name is|please|thanks|thank you|"
        r"pick ?up|also|and my"
    ),
    last=words(r"last(?: one)?"),
    ordinals=tuple(
        words(pattern)
        for pattern in (
            r"first|1|1st|number 1",
            r"second|2|2nd|number 2",
            r"third|3|3rd|number 3",
            r"fourth|4|4th|number 4",
        )
    ),
    any_of_them=words(
        r"any|whichever|whatever|either|doesn't matter|does not matter|don't care|you choose|no preference"
    ),
)

PHRASES: Mapping[Language, Phrases] = MappingProxyType({Language.RU: _RUSSIAN, Language.EN: _ENGLISH})
