// The customer's page: type or talk, in either language, to whoever owns the conversation.
import { LineSocket } from "/web/shared/line_socket.js";
import { chooseLanguage, language, startLanguage, text } from "/web/shared/texts.js";
import { VoiceCall } from "/web/voice/call.js";
import { ChatConversation } from "./conversation.js";
import { TurnList } from "./turn_list.js";

const find = (id) => document.getElementById(id);
const conversation = new ChatConversation();
const turns = new TurnList(find("turns"), { onButton: say });
let company = location.pathname.split("/")[2];
let socket;
let call = null;
let typingTimer;
let isConnected = false;

function hello() {
  socket.send({ type: "hello", language: language(), conversation: conversation.id, after: conversation.last });
}

function say(words) {
  if (call) return call.say(words);
  const message = conversation.queue(words);
  turns.showUnsent(message);
  socket.send({ type: "say", ...message });
}

const handlers = {
  welcome(message) {
    isConnected = true;
    const isAnother = message.conversation !== conversation.id;
    conversation.welcome(message);
    if (isAnother) turns.clear();
    showCompany(message);
    showOwner(message);
    for (const unsent of conversation.unsent) {
      turns.showUnsent(unsent);
      socket.send({ type: "say", ...unsent });
    }
  },
  turn(message) {
    if (conversation.add(message)) {
      turns.show(message);
      find("typing").hidden = true;
    } else if (conversation.hasGap) hello();
  },
  accepted(message) {
    conversation.acknowledged(message.id);
    turns.acknowledged(message.id);
  },
  owner: showOwner,
  typing: showTyping,
  language: (message) => followLanguage(message.language),
  closed: () => showOwner({ owner: "closed" }),
  error: (message) => showNotice(message.sentence),
};

function showCompany(message) {
  find("company").textContent = message.name;
  document.title = message.name;
  document.documentElement.style.setProperty("--company", message.colour);
  find("talk").disabled = !message.speech.voice;
  showNotice(message.speech.ears === "tiny" ? text("ears_tiny") : "");
}

function showNotice(sentence) {
  find("notice").textContent = sentence;
  find("notice").hidden = !sentence;
}

function showOwner(message) {
  conversation.owner = message;
  find("status").textContent = ownerText(message);
  find("person").disabled = message.owner === "queue" || message.owner === "agent";
}

function ownerText({ owner, agent, position }) {
  if (!isConnected) return text("reconnecting");
  if (owner === "agent") return text("owner_agent", { agent: agent || text("a_person") });
  if (owner === "queue" && position) return text("owner_queue_place", { position });
  return text(`owner_${owner}`);
}

function showTyping({ who }) {
  const name = who === "agent" ? conversation.owner.agent || text("a_person") : text(who);
  find("typing").textContent = text("typing", { who: name });
  find("typing").hidden = false;
  clearTimeout(typingTimer);
  typingTimer = setTimeout(() => (find("typing").hidden = true), 6000);
}

function followLanguage(code) {
  chooseLanguage(code);
  showOwner(conversation.owner);
  turns.relabel();
}

async function startCall() {
  call = new VoiceCall(company, {
    onWelcome: showCompany,
    onTurn: (turn) => turns.show({ ...turn, voice: true }),
    onPartial: (words) => (find("hearing").textContent = words || text("listening")),
    onOwner: showOwner,
    onNotice: showNotice,
    onEnd: endCall,
  });
  find("call").hidden = false;
  find("hearing").textContent = text("calling");
  find("hang-up").focus();
  find("talk").disabled = true;
  await call.start(language());
}

function endCall() {
  call = null;
  find("call").hidden = true;
  find("talk").disabled = false;
  find("text").focus();
  showOwner(conversation.owner);
}

function setUpComposer() {
  find("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    const words = find("text").value.trim();
    if (!words) return;
    find("text").value = "";
    say(words);
  });
  find("text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      find("composer").requestSubmit();
    }
  });
  find("person").addEventListener("click", () => (call ?? socket).send({ type: "person", id: crypto.randomUUID?.() }));
  find("talk").addEventListener("click", startCall);
  find("hang-up").addEventListener("click", () => call?.hangUp());
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.addEventListener("click", () => {
      followLanguage(button.dataset.language);
      (call ?? socket).send({ type: "language", language: button.dataset.language });
    });
  }
}

startLanguage();
setUpComposer();
company ??= (await (await fetch("/api/companies")).json()).find((one) => one.default).id;
find("status").textContent = text("connecting");
socket = new LineSocket(`/ws/chat/${company}`, {
  onOpen: hello,
  onMessage: (message) => handlers[message.type]?.(message),
  onLost: () => {
    isConnected = false;
    showOwner(conversation.owner);
  },
});
