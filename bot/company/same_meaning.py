"""Words that customers use for one another, whatever the company: a line is one meaning, its first word its name."""

from bot.language.languages import Language

# Lemmas, as bot.language.lemmas gives them (е for ё).
_RUSSIAN = """
доставка доставить доставлять привезти привозить возить везти довезти завозить
цена стоимость стоить почем расценка дорого дешево недорого
платить заплатить оплатить оплачивать оплата платеж расплатиться расплачиваться рассчитаться
платный бесплатный бесплатно даром
вернуть возвращать возврат обратно сдать
работать открытый открываться открыть открыто график закрываться закрыться закрытый
магазин салон офис точка отделение
находиться адрес расположить найти улица добраться доехать проехать подъехать
забрать самовывоз заехать забирать
получить получать получение принять
скидка скидочка акция распродажа предложение
бонус балл бонусный лояльность
подарок подарочный подарить дарить
сертификат карта-сертификат
менять поменять сменить изменить смена замена заменить перенести перенос перейти переходить
отменить отмена отменять
узнать посмотреть проверить выяснить понять отследить следить глянуть видеть увидеть
сколько какой-то
купить покупать приобрести покупка взять брать
продавать продавец продажа
положить пополнить закинуть внести пополнение зачислить кинуть
деньги рубль средство денежка
баланс счет
списать списывать списание снять снимать снимают
подключить подключать подключение включить подсоединить подключиться провести активировать
отключить отключать отключение выключить убрать удалить отписаться деактивировать
заблокировать блокировать блокировка разблокировать
приостановить приостановка заморозить временно временный
остаток остаться оставаться осталось остановиться
закончиться кончиться заканчиваться кончаться израсходовать
гигабайт гиг трафик гб
интернет инет сеть-интернет
вайфай wi-fi wifi вай-фай
сим-карта симка сим sim симкарта
esim есим e-sim виртуальный электронный
звонить позвонить дозвониться звонок вызов созвониться
писать написать напишите
почта емейл email e-mail
телефон мобильник смартфон трубка
связь сеть сигнал ловить покрытие
медленный медленно тормозить скорость быстро ускорить увеличить
сломаться сломать поломка сломанный неисправный
брак бракованный дефект поврежденный разбитый протечь
аллергия сыпь раздражение чесаться покраснение покраснеть зуд
гипоаллергенный аллергик отдушка
состав ингредиент содержать
срок годность годный просрочить просроченный просрочка
гарантия гарантийный
упаковать упаковка упаковывать пакет
работа вакансия трудоустройство устроиться
ребенок детский дети сын дочь
заграница граница рубеж международный зарубежный страна
роуминг роуминговый
чек квитанция
претензия заявление
договор контракт
расторгнуть отказаться уйти закрыть
потерять потеряться украсть
пароль код
приложение кабинет
курьер водитель
сегодня завтра послезавтра понедельник вторник среда четверг пятница суббота воскресенье
срочный срочно быстрее экспресс
вечер вечером поздно
праздник праздничный новогодний январь декабрь
оптом оптовый опт организация юрлицо юридический безнал безналичный
минимальный минималка минимум
наличный наличка наличные
спам спамер реклама рекламный мошенник
переадресация перенаправить переадресовать
раздача раздать раздавать модем
тариф тарифный план пакет-тариф
посоветовать порекомендовать рекомендовать выбрать подсказать-выбор
муж жена мама папа другой
подорожать дороже повышение поднять вырасти увеличить-цену повысить
область подмосковье пригород район город регион
""".strip()

_ENGLISH = """
deliver delivery ship shipping bring
price cost much fee charge-for expensive cheap
pay payment paying
free charge-free
return refund
open close hours hour opening
shop store office
address located locate street location
pickup pick collect fetch
receive get-order
discount promotion offer sale special promo-offer
bonus point loyalty
gift present voucher certificate
change switch swap different move another reschedule
cancel cancellation
check see find-out track know view look
buy purchase
sell sale-of
top add put
money cash ruble
balance account
charge bill charged
connect turn-on activate enable
disconnect remove unsubscribe
block unblock suspend freeze pause
left leftover remaining remain
gigabyte gig data gb
wi-fi wifi hotspot tether
sim sim-card simcard
esim e-sim electronic virtual
call phone-call ring
write email e-mail mail
connection signal network coverage
slow speed fast faster
broken break faulty defective damaged leak leaking
allergy allergic rash irritate itch red
hypoallergenic unscented fragrance
ingredient composition contain made
expiry expire expired shelf date
warranty guarantee
pack package packaging bag wrap
job vacancy hire
child kid children son daughter
abroad country international overseas
receipt check-paper
claim statement
contract agreement
end terminate leave
lose lost stolen steal
password code
app application
courier driver
today tomorrow monday tuesday wednesday thursday friday saturday sunday
express same-day urgent
holiday january december
wholesale bulk business company
minimum smallest least
spam spammer advertising swindler
forward forwarding redirect divert
tariff plan
recommend choose advise
husband wife mother somebody else
area suburb district town city region
""".strip()


def _table(text: str) -> dict[str, str]:
    return {word: line.split()[0] for line in text.splitlines() for word in line.split()}


SAME_MEANING: dict[Language, dict[str, str]] = {Language.RU: _table(_RUSSIAN), Language.EN: _table(_ENGLISH)}
"""A lemma to the lemma that stands for its meaning."""
