// The right side: the handoff package, so that nobody has to say anything twice.
import { showPhone } from "/web/shared/phones.js";
import { text } from "/web/shared/texts.js";
import { channelName } from "./list_item.js";
import { showDay, showMoney, showValue, slotName } from "./values.js";

const CHANGEABLE = ["address", "when", "name", "phone"];
const DOUBTFUL = 0.7;

// `draft` holds what she has typed into the changes already.
export function showStory(place, story, { draft, onReply, onChange }) {
  const { customer, suggest } = story;
  const sections = [
    section("briefing", list(story.briefing)),
    section("next_step", paragraph(suggest.next)),
    suggest.replies.length && section("replies", replies(suggest.replies, onReply)),
    story.sentiment && story.sentiment.label !== "calm" && section("sentiment", paragraph(text(`sentiment_${story.sentiment.label}`))),
    section("known", known(story.slots)),
    story.missing.length && section("missing", list(story.missing.map(slotName))),
    story.last_attempt && section("last_attempt", attempt(story.last_attempt, story.conversation)),
    section("customer", who(customer, story.slots)),
    customer.orders_open.length && section("orders_open", list(customer.orders_open.map(order))),
    customer.complaints_open.length && section("complaints_open", list(customer.complaints_open.map(complaint))),
    story.promises.length && section("promises", list(story.promises)),
    section("changes", changes(story, draft, onChange)),
    story.history.length && section("earlier", list(story.history.map(earlier))),
  ];
  place.replaceChildren(...sections.filter(Boolean));
  place.hidden = false;
}

function section(name, ...content) {
  const made = document.createElement("section");
  made.dataset.section = name;
  const title = document.createElement("h3");
  title.id = `story-${name}`;
  title.textContent = text(name);
  made.setAttribute("aria-labelledby", title.id);
  made.append(title, ...content);
  return made;
}

function paragraph(words) {
  const made = document.createElement("p");
  made.textContent = words;
  return made;
}

function list(items) {
  const made = document.createElement("ul");
  for (const item of items) {
    const line = document.createElement("li");
    line.textContent = item;
    made.append(line);
  }
  return made;
}

function facts(pairs) {
  const made = document.createElement("dl");
  for (const [name, value] of pairs) {
    const title = document.createElement("dt");
    title.textContent = name;
    const said = document.createElement("dd");
    said.textContent = value;
    made.append(title, said);
  }
  return made;
}

// Who it is in the records; a name only just said is better than none.
function who(customer, slots) {
  const pairs = [[text("slot_name"), customer.name || slots.name?.value || text("name_unknown")]];
  if (customer.phones.length) pairs.push([text("slot_phone"), customer.phones.map(showPhone).join(", ")]);
  if (customer.address) pairs.push([text("slot_address"), customer.address]);
  return facts(pairs);
}

function known(slots) {
  const pairs = Object.entries(slots).map(([name, slot]) => {
    const percent = Math.round(slot.confidence * 100);
    const doubt = slot.confidence < DOUBTFUL ? ` (${text("doubtful", { percent })})` : "";
    return [slotName(name), `${showValue(name, slot.value)}${doubt}`];
  });
  return pairs.length ? facts(pairs) : paragraph(text("nothing_known"));
}

function attempt(last, conversation) {
  const pairs = [[text("asked"), last.asked], [text("heard"), last.heard || "—"]];
  if (last.alternatives.length) pairs.push([text("alternatives"), last.alternatives.join(", ")]);
  const made = document.createElement("div");
  made.append(facts(pairs));
  if (last.audio) {
    const player = document.createElement("audio");
    player.controls = true;
    player.preload = "none";
    player.setAttribute("aria-label", text("listen"));
    player.src = `/api/desk/conversations/${conversation}/turns/${last.audio.turn}/audio`;
    made.append(player);
  }
  return made;
}

// A click puts the words into her field: only she sends them.
function replies(words, onReply) {
  const made = document.createElement("ul");
  for (const reply of words) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "reply";
    button.textContent = reply;
    button.addEventListener("click", () => onReply(reply));
    const item = document.createElement("li");
    item.append(button);
    made.append(item);
  }
  return made;
}

function order(one) {
  const parts = [
    text("order_of_number", { number: one.number }),
    text(`order_state_${one.state}`),
    one.summary,
    showMoney(one.total, one.currency),
    one.when && showValue("when", one.when),
  ];
  return parts.filter(Boolean).join(" · ");
}

function complaint(one) {
  const parts = [
    text("complaint_of_number", { number: one.number }),
    one.text,
    one.department,
    text("answer_by", { day: showDay(one.answer_by) }),
  ];
  return parts.filter(Boolean).join(" · ");
}

function earlier(one) {
  return [showDay(one.at), channelName(one.channel), one.what].join(" · ");
}

function changes(story, draft, onChange) {
  const made = document.createElement("div");
  made.className = "changes";
  const isDelivered = !["switch_on", "pickup"].includes(story.slots.handover?.value);
  for (const name of CHANGEABLE.filter((slot) => isDelivered || !["address", "when"].includes(slot))) {
    const label = document.createElement("label");
    label.textContent = slotName(name);
    const input = document.createElement("input");
    input.dataset.slot = name;
    input.autocomplete = "off";
    input.placeholder = story.slots[name] ? showValue(name, story.slots[name].value) : "";
    input.value = draft[name] ?? "";
    input.addEventListener("input", () => {
      input.removeAttribute("aria-invalid");
      onChange(name, input.value);
    });
    label.append(input);
    made.append(label);
  }
  return made;
}
