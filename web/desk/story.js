// The right side: the handoff package, so that nobody has to say anything twice.
import { has, language, text } from "/web/shared/texts.js";

const CHANGEABLE = ["address", "when", "name", "phone"];

export function showStory(place, story, entry) {
  const sections = [
    section("briefing", list(story.briefing)),
    story.suggest?.next && section("next_step", paragraph(story.suggest.next)),
    section("customer", customer(story.customer)),
    section("known", slots(story.slots)),
    story.missing?.length && section("missing", list(story.missing.map(slotName))),
    story.last_attempt && section("last_attempt", attempt(story.last_attempt, entry)),
    orders("orders_open", story.customer?.orders_open),
    orders("complaints_open", story.customer?.complaints_open),
    story.promises?.length && section("promises", list(story.promises)),
    section("changes", changes(story)),
    story.history?.length && section("earlier", list(story.history.map(earlier))),
  ];
  place.replaceChildren(...sections.filter(Boolean));
  place.hidden = false;
}

function section(name, ...content) {
  const made = document.createElement("section");
  made.dataset.section = name;
  const title = document.createElement("h3");
  title.textContent = text(name);
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
  for (const item of items ?? []) {
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

function customer(known) {
  const name = known?.name || text("unknown_customer");
  return paragraph([name, ...(known?.phones ?? [])].join(", "));
}

function slotName(name) {
  return has(`slot_${name}`) ? text(`slot_${name}`) : name;
}

function slots(known) {
  const pairs = Object.entries(known ?? {}).map(([name, slot]) => {
    const doubt = slot.confidence !== null && slot.confidence < 0.7 ? ` (${Math.round(slot.confidence * 100)} %)` : "";
    return [slotName(name), `${slot.value}${doubt}`];
  });
  return pairs.length ? facts(pairs) : paragraph("—");
}

function attempt(last, entry) {
  const made = document.createElement("div");
  const pairs = [[text("asked"), last.asked], [text("heard"), last.heard || "—"]];
  if (last.alternatives?.length) pairs.push([text("alternatives"), last.alternatives.join(", ")]);
  made.append(facts(pairs));
  if (last.turn && last.audio) {
    const player = document.createElement("audio");
    player.controls = true;
    player.preload = "none";
    player.setAttribute("aria-label", text("listen"));
    player.src = `/api/desk/conversations/${entry.conversation}/turns/${last.turn}/audio`;
    made.append(player);
  }
  return made;
}

function orders(name, items) {
  return items?.length ? section(name, list(items.map((item) => (typeof item === "object" ? describe(item) : `№ ${item}`)))) : null;
}

function describe(item) {
  return [`№ ${item.number}`, item.summary ?? item.text, item.total].filter(Boolean).join(" · ");
}

function changes(story) {
  const made = document.createElement("div");
  made.className = "changes";
  for (const name of CHANGEABLE) {
    const label = document.createElement("label");
    label.textContent = slotName(name);
    const input = document.createElement("input");
    input.dataset.slot = name;
    input.placeholder = story.slots?.[name]?.value ?? "";
    label.append(input);
    made.append(label);
  }
  return made;
}

function earlier(one) {
  const at = one.at ? new Date(one.at).toLocaleDateString(language()) : "";
  return [at, one.what, one.channel && has(`channel_${one.channel}`) ? text(`channel_${one.channel}`) : one.channel]
    .filter(Boolean)
    .join(" · ");
}
