// Stored values as people read them: days, times of day, money, phones, ways to receive an order.
import { showPhone } from "/web/shared/phones.js";
import { has, locale, text } from "/web/shared/texts.js";

const NOON = "T12:00:00";

export function slotName(name) {
  return has(`slot_${name}`) ? text(`slot_${name}`) : name;
}

export function showValue(slot, value) {
  if (slot === "phone") return showPhone(value);
  if (slot === "when") return showWhen(value);
  return slot === "handover" && has(`handover_${value}`) ? text(`handover_${value}`) : value;
}

// `2026-11-24`, `2026-11-24 morning`, `2026-11-24 14:30`; anything else is words already.
function showWhen(value) {
  const [, day, part] = /^(\d{4}-\d\d-\d\d)(?: (\S+))?$/.exec(value) ?? [];
  if (!day) return value;
  if (!part) return showDay(day);
  const time = has(`part_${part}`) ? text(`part_${part}`) : text("at_time", { time: part });
  return `${showDay(day)}, ${time}`;
}

// A day without a time is that day everywhere; an instant is a day here.
export function showDay(instant) {
  const at = new Date(instant.length === 10 ? instant + NOON : instant);
  return at.toLocaleDateString(locale(), { weekday: "short", day: "numeric", month: "long" });
}

export function showMoney(amount, currency) {
  const digits = Number.isInteger(Number(amount)) ? 0 : 2;
  return new Intl.NumberFormat(locale(), { style: "currency", currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: digits }).format(amount);
}
