// The agent's desk: who waits, what is mine, the conversation that is open, and its story.
import { forget, keep, recall } from "/web/shared/kept.js";
import { LineSocket } from "/web/shared/line_socket.js";
import { chooseLanguage, hasChosenLanguage, language, startLanguage, text } from "/web/shared/texts.js";
import { Bell, toast } from "./alerts.js";
import { api, ApiError } from "./api.js";
import { Composer } from "./composer.js";
import { Drafts } from "./drafts.js";
import { Keys } from "./keys.js";
import { reasonName } from "./list_item.js";
import { Lists } from "./lists.js";
import { Outgoing } from "./outgoing.js";
import { SignIn } from "./sign_in.js";
import { showStory } from "./story.js";
import { Work } from "./work.js";

const SIGNED_OUT = 4401;
const SLOT_OF = { bad_phone: "phone", bad_when: "when" };

const find = (id) => document.getElementById(id);
let me = null;
let socket = null;
let open = null;
let opening = 0;
let ending = null;
let hasChosen = hasChosenLanguage("desk_language");
const drafts = new Drafts();
const outgoing = new Outgoing({
  onSent: (message, n) => work.sent(message, n),
  onLate: (message, error) => (error.status === 401 ? loseSession() : work.late(message)),
  onRefused: (message, error) => composer.takeBack(message, error),
});
const lists = new Lists({ onAccept: accept, onOpen: openWork });
const work = new Work({
  outgoing,
  drafts,
  onTyping: () => open && socket?.send({ type: "typing", conversation: open.conversation }),
});
const composer = new Composer({ current: () => open?.conversation, drafts, outgoing, work });
const signIn = new SignIn({ onSignedIn: start });
const bell = new Bell(find("sound"));

const handlers = {
  state(message) {
    lists.serverTime(message.server_time);
    lists.replace(message.waiting, message.mine).forEach(announce);
    outgoing.send();
    if (open && !lists.mine.has(open.conversation)) closeWork(text("no_longer_yours"));
    else if (open) catchUp();
    else reopen();
  },
  waiting(message) {
    if (lists.waits(message.entry)) announce(message.entry);
  },
  gone: (message) => lists.gone(message.handoff),
  mine: (message) => lists.isMine(message.work),
  turn(message) {
    const isOpen = message.conversation === open?.conversation;
    if (message.who === "customer" && (!isOpen || document.hidden)) lists.heardFrom(message.conversation);
    if (isOpen && !work.show(message)) catchUp();
  },
  partial: (message) => message.conversation === open?.conversation && work.hearing(message.text),
  customer(message) {
    lists.present(message.conversation, message.present);
    if (message.conversation === open?.conversation) work.showLeft(!message.present);
  },
  finished(message) {
    lists.finished(message.conversation);
    if (message.conversation === ending) return;
    drafts.forget(message.conversation);
    if (message.conversation === open?.conversation) closeWork(text("no_longer_yours"));
  },
  error: (message) => (message.code === "signed_out" ? loseSession() : toast(message.sentence)),
};

function announce(entry) {
  toast(text("someone_waits", { who: entry.who || text("unknown_customer"), reason: reasonName(entry.reason) }));
  bell.ring();
}

// The answer, or undefined when it was refused and she has been told why.
async function attempt(act) {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) loseSession();
    else toast(error.code === "already_taken" ? text("already_taken") : error.message);
    const wrong = find("story").querySelector(`[data-slot="${SLOT_OF[error.code]}"]`);
    wrong?.setAttribute("aria-invalid", "true");
    wrong?.focus();
    return undefined;
  }
}

async function accept(entry) {
  const answer = await attempt(() => api("POST", `handoffs/${entry.handoff}/accept`, {}));
  if (answer) await showWork(entry, answer.package);
}

// Of several that she clicks one after another the last one is shown.
async function openWork(entry) {
  const wanted = ++opening;
  const story = await attempt(() => api("GET", `handoffs/${entry.handoff}/package`));
  if (story && wanted === opening) await showWork(entry, story);
}

async function showWork(entry, story) {
  open = entry;
  keep("desk_open", entry.conversation);
  lists.opened(entry.conversation);
  find("nothing").hidden = true;
  find("conversation").hidden = false;
  tellStory(entry, story);
  const company = me?.companies.find((one) => one.id === entry.company);
  const known = { ...entry, who: story.customer.name || story.slots.name?.value || entry.who };
  await attempt(() => work.open(known, company, lists.left.has(entry.conversation)));
  if (open !== entry) return;
  find("text").focus({ preventScroll: true });
  find("work").scrollIntoView({ block: "nearest" });
}

function tellStory(entry, story) {
  const changed = () => drafts.of(entry.conversation).changes;
  showStory(find("story"), story, {
    draft: changed(),
    onReply: (words) => composer.insert(words),
    onChange: (slot, value) => drafts.change(entry.conversation, { changes: { ...changed(), [slot]: value } }),
  });
}

// After a reload she goes on where she was.
function reopen() {
  const last = lists.mine.get(recall("desk_open", null));
  if (last) openWork(last);
}

function catchUp() {
  attempt(() => work.catchUp());
}

function closeWork(sentence) {
  open = null;
  forget("desk_open");
  lists.opened(null);
  work.close();
  find("conversation").hidden = true;
  find("story").hidden = true;
  find("story").replaceChildren();
  find("nothing").hidden = false;
  if (sentence) toast(sentence);
}

async function end(path, body, sentence) {
  const conversation = open.conversation;
  ending = conversation;
  const answer = await attempt(() => api("POST", `conversations/${conversation}/${path}`, body));
  ending = null;
  if (answer === undefined) return;
  drafts.forget(conversation);
  lists.finished(conversation);
  if (open?.conversation === conversation) closeWork(sentence);
  else toast(sentence);
  (find("mine").querySelector("button") ?? find("waiting").querySelector("button") ?? find("work")).focus();
}

function finish() {
  const { disposition, note } = drafts.of(open.conversation);
  find("disposition").toggleAttribute("aria-invalid", false);
  if (disposition) return end("finish", { disposition, note }, text("finished"));
  find("disposition").setAttribute("aria-invalid", "true");
  find("disposition").focus();
  return toast(text("disposition_needed"));
}

function giveBack() {
  const { note, changes } = drafts.of(open.conversation);
  const filled = Object.entries(changes).filter(([, value]) => value.trim());
  end("return", { note, changes: Object.fromEntries(filled) }, text("returned_to_bot"));
}

function setUp() {
  find("sign-out").addEventListener("click", signOut);
  find("ending").addEventListener("submit", (event) => {
    event.preventDefault();
    finish();
  });
  find("return").addEventListener("click", giveBack);
  document.addEventListener("visibilitychange", () => !document.hidden && open && lists.opened(open.conversation));
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.addEventListener("click", () => {
      hasChosen = true;
      speak(button.dataset.language);
    });
  }
}

// Briefings, dispositions and the story come from the line in her language: they are asked for anew.
async function speak(code) {
  chooseLanguage(code);
  showLink();
  lists.draw();
  if (!me) return;
  const answer = await attempt(() => api("GET", "me"));
  if (!answer) return;
  me = answer.agent;
  socket.send({ type: "hello", language: code });
  if (open) openWork(open);
}

function showLink() {
  const isOnline = socket?.isOpen ?? false;
  find("link").textContent = text(isOnline ? "online" : "offline");
  find("link").classList.toggle("lost", !isOnline);
}

async function signOut() {
  await attempt(() => api("POST", "sign-out", {}));
  drafts.forgetAll();
  outgoing.forgetAll();
  leave();
  signIn.show();
}

// What she has typed stays for when she is back.
function loseSession() {
  if (!me) return;
  const reopens = open?.conversation;
  leave();
  if (reopens) keep("desk_open", reopens);
  signIn.show(text("signed_out"));
}

// Nothing of a customer's stays on a screen that nobody has signed in to.
function leave() {
  me = null;
  socket?.close();
  socket = null;
  closeWork();
  lists.clear();
  lists.draw();
  document.title = text("desk_title");
  find("me").textContent = "";
}

function start(agent) {
  if (recall("desk_agent", agent.id) !== agent.id) {
    drafts.forgetAll();
    outgoing.forgetAll();
  }
  keep("desk_agent", agent.id);
  me = agent;
  find("me").textContent = agent.name;
  find("sign-in").hidden = true;
  find("desk").hidden = false;
  connect();
  if (!hasChosen && agent.language !== language()) speak(agent.language);
  hasChosen = true;
}

function connect() {
  socket = new LineSocket("/ws/desk", {
    heartbeat: { type: "ping" },
    onOpen: () => {
      showLink();
      socket.send({ type: "hello", language: language() });
    },
    onMessage: (message) => handlers[message.type]?.(message),
    onLost: (code) => (code === SIGNED_OUT ? loseSession() : showLink()),
  });
}

startLanguage("desk_language");
setUp();
lists.draw();
new Keys({
  accept: () => lists.waiting.size && accept([...lists.waiting.values()][0]),
  next: () => lists.mine.size && openWork(lists.beside(1)),
  previous: () => lists.mine.size && openWork(lists.beside(-1)),
  reply: () => open && find("text").focus(),
  finish: () => open && find("disposition").focus(),
  return: () => open && find("return").focus(),
});
signIn.resume();
