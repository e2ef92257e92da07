// The customer's page: type or talk, in either language, to whoever owns the conversation.
import { paint } from "/web/shared/colours.js";
import { keep, recall } from "/web/shared/kept.js";
import { LineSocket } from "/web/shared/line_socket.js";
import { chooseLanguage, has, language, startLanguage, text } from "/web/shared/texts.js";
import { CallPanel } from "./call_panel.js";
import { setUpComposer } from "./composer.js";
import { ChatConversation } from "./conversation.js";
import { TurnList } from "./turn_list.js";

const ANSWERS_WITHIN_MS = 8000;
const TYPING_LASTS_MS = 6000;
const ASKS_AGAIN_MS = 2000;
const SURE_WITHIN_MS = 4000;
const ABOUT_A_SAYING = new Set(["message_too_long", "message_empty", "message_too_large", "bad_field"]);

const find = (id) => document.getElementById(id);
startLanguage("language");
find("status").textContent = text("connecting");
let company = { id: location.pathname.split("/")[2], name: {} };
if (!company.id) company = await whichCompany();
const unsentIs = `unsent:${company.id}`;
const conversation = new ChatConversation({
  unsent: recall(unsentIs, []),
  keepUnsent: (unsent) => keep(unsentIs, unsent),
});
const turns = new TurnList(find("turns"), { onButton: say, newest: find("newest") });
const call = new CallPanel({
  turns,
  onOwner: showOwner,
  onNotice: showNotice,
  onTyping: showTyping,
  onLanguage: followLanguage,
  onEnd: () => showOwner(),
});
let socket;
let isConnected = false;
let speech = { ears: "none", voice: true };
let typingTimer;
let patience;
let notice = { name: null, sentence: "" };

const handlers = {
  welcome(message) {
    isConnected = true;
    if (conversation.welcome(message)) turns.beginAnother();
    speech = message.speech;
    paint(document.documentElement, message.colour);
    if (message.language !== language()) socket.send({ type: "language", language: language() });
    showNotice(null);
    showCompany();
    showOwner();
    conversation.unsent.forEach(sendOnce);
  },
  turn(message) {
    if (conversation.add(message)) {
      turns.show(message);
      hideTyping();
      showOwner();
    } else if (conversation.hasGap) hello();
  },
  accepted(message) {
    conversation.settled(message.id);
    turns.acknowledged(message.id, message.n);
    if (!conversation.unsent.length) clearTimeout(patience);
  },
  owner: showOwner,
  typing: showTyping,
  language: (message) => followLanguage(message.language),
  closed: () => showOwner({ owner: "closed" }),
  error(message) {
    const refused = message.id ?? (ABOUT_A_SAYING.has(message.code) ? conversation.unsent[0]?.id : undefined);
    if (refused && !message.can_retry) {
      conversation.settled(refused);
      turns.refused(refused);
    }
    if (message.code === "unknown_company") socket.close();
    showNotice(has(`error_${message.code}`) ? `error_${message.code}` : null, message.sentence);
  },
};

// The names are needed in both languages. A line that does not answer is asked again until it does.
async function whichCompany() {
  for (;;) {
    try {
      const companies = await (await fetch("/api/companies")).json();
      return companies.find((one) => (company.id ? one.id === company.id : one.default)) ?? company;
    } catch {
      find("status").textContent = text("reconnecting");
      await new Promise((resolve) => setTimeout(resolve, ASKS_AGAIN_MS));
    }
  }
}

function hello() {
  socket.send({ type: "hello", language: language(), conversation: conversation.id, after: conversation.last });
}

function say(words, type = "say") {
  if (call.isOn) return call.say(words);
  sendOnce(conversation.queue(type, words));
}

// Until it is accepted a message is sent again after each cut; by its id the line writes it once.
function sendOnce(message) {
  turns.showUnsent(message);
  if (!isConnected) return turns.allUnsentAreLate();
  socket.send(message);
  clearTimeout(patience);
  patience = setTimeout(() => conversation.unsent.length && socket.drop(), ANSWERS_WITHIN_MS);
}

function showCompany() {
  const name = company.name[language()] ?? "";
  find("company").textContent = name;
  document.title = name || "Frontline";
  call.allow(speech.voice);
  find("ears").hidden = speech.ears !== "tiny";
  find("ears").textContent = text("ears_tiny");
}

// A text of ours by its name, or a sentence of the line.
function showNotice(name, sentence = "") {
  notice = { name, sentence };
  const shown = name ? text(name) : sentence;
  find("notice").textContent = shown;
  find("notice").hidden = !shown;
}

function showOwner(message) {
  if (message && !call.isOn) conversation.owner = message;
  const owner = call.isOn ? call.owner : conversation.owner;
  const shown = isConnected || call.isOn ? ownerText(owner) : text("reconnecting");
  if (find("status").textContent !== shown) find("status").textContent = shown;
  const isWithPeople = owner.owner === "queue" || owner.owner === "agent";
  find("person").disabled = isWithPeople;
  find("end").hidden = call.isOn || owner.owner === "closed";
}

function ownerText({ owner, agent, position, wait_s: wait }) {
  if (owner === "agent") return text("owner_agent", { agent: agent || text("a_person") });
  if (owner === "queue" && position && wait) {
    return text("owner_queue_wait", { position, minutes: Math.max(1, Math.round(wait / 60)) });
  }
  if (owner === "queue" && position) return text("owner_queue_place", { position });
  return text(`owner_${owner}`);
}

function showTyping({ who }) {
  const owner = call.isOn ? call.owner : conversation.owner;
  const name = who === "agent" ? owner.agent || text("a_person") : text(who);
  find("typing").textContent = text("typing", { who: name });
  clearTimeout(typingTimer);
  typingTimer = setTimeout(hideTyping, TYPING_LASTS_MS);
}

function hideTyping() {
  find("typing").textContent = "";
}

function followLanguage(code) {
  chooseLanguage(code);
  hideTyping();
  showCompany();
  showNotice(notice.name, notice.sentence);
  showOwner();
  turns.relabel();
  call.relabel();
}

// The first click asks; a second one soon after ends.
function endChat() {
  const isSure = find("end").dataset.text === "end_chat_sure";
  askToEnd(!isSure);
  if (!isSure) return;
  socket.send({ type: "end" });
  find("text").focus();
}

function askToEnd(asks) {
  clearTimeout(askToEnd.timer);
  find("end").dataset.text = asks ? "end_chat_sure" : "end_chat";
  find("end").textContent = text(find("end").dataset.text);
  if (asks) askToEnd.timer = setTimeout(() => askToEnd(false), SURE_WITHIN_MS);
}

function setUpBar() {
  find("person").addEventListener("click", () => {
    if (call.isOn) call.askForPerson();
    else say(text("person_words"), "person");
    find("text").focus();
  });
  find("end").addEventListener("click", endChat);
  find("talk").addEventListener("click", () => {
    showNotice(null);
    call.start(company.id);
    showOwner();
  });
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.addEventListener("click", () => {
      const chosen = { type: "language", language: button.dataset.language };
      followLanguage(chosen.language);
      if (call.isOn) call.send(chosen);
      else socket.send(chosen);
    });
  }
}

setUpComposer(say);
setUpBar();
whichCompany().then((found) => {
  company = found;
  showCompany();
});
conversation.unsent.forEach((message) => turns.showUnsent(message));
socket = new LineSocket(`/ws/chat/${company.id}`, {
  onOpen: hello,
  onMessage: (message) => handlers[message.type]?.(message),
  onLost: () => {
    isConnected = false;
    turns.allUnsentAreLate();
    hideTyping();
    showOwner();
  },
});
