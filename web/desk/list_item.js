// One entry of the lists: who, for whom, why, how long, and what may be done with it.
import { paint } from "/web/shared/colours.js";
import { has, text } from "/web/shared/texts.js";

// With `onOpen` the whole card is a button; with `onAccept` there is one below it.
export function newItem({ onOpen, onAccept }) {
  const item = document.createElement("li");
  const card = document.createElement(onOpen ? "button" : "div");
  card.className = "card";
  if (onOpen) card.type = "button";
  card.innerHTML =
    '<span class="line"><strong></strong><time></time></span><span class="facts"></span>' +
    '<span class="briefing"></span><span class="state"></span>';
  item.append(card);
  if (onOpen) card.addEventListener("click", () => onOpen(item.entry));
  if (onAccept) {
    const accept = document.createElement("button");
    accept.type = "button";
    accept.className = "main accept";
    accept.addEventListener("click", () => onAccept(item.entry));
    item.append(accept);
  }
  return item;
}

export function changeItem(item, entry, { isUnread = false, hasLeft = false, isCurrent = false }) {
  item.entry = entry;
  item.dataset.handoff = entry.handoff;
  paint(item, entry.colour);
  const part = (name) => item.querySelector(name);
  const who = entry.who || text("unknown_customer");
  write(part("strong"), who);
  write(part(".facts"), [entry.company_name, channelName(entry.channel), entry.language.toUpperCase(), reasonName(entry.reason)].join(" · "));
  write(part(".briefing"), entry.briefing);
  const states = [hasLeft && text("has_left"), isUnread && text("unread")].filter(Boolean);
  write(part(".state"), states.join(" · "));
  part(".state").hidden = !states.length;
  const time = part("time");
  time.dataset.since = entry.accepted_at ?? entry.queued_at ?? new Date().toISOString();
  time.dataset.kind = entry.accepted_at ? "talks" : "waits";
  time.title = text(`${time.dataset.kind}_since`);
  part(".card").classList.toggle("unread", isUnread);
  if (isCurrent) part(".card").setAttribute("aria-current", "true");
  else part(".card").removeAttribute("aria-current");
  const accept = part(".accept");
  if (accept) {
    write(accept, text("accept"));
    accept.setAttribute("aria-label", text("accept_who", { who }));
  }
}

export function channelName(channel) {
  return has(`channel_${channel}`) ? text(`channel_${channel}`) : channel;
}

export function reasonName(reason) {
  return has(`reason_${reason}`) ? text(`reason_${reason}`) : reason;
}

// 0:07, 12:30, 1:02:30, 2 d
export function showDuration(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  if (hours >= 24) return text("days", { days: Math.floor(hours / 24) });
  const ending = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${ending}` : `${minutes}:${ending}`;
}

function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
