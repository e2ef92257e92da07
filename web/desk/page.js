// The agent's desk: who waits, what is mine, the conversation that is open, and its story.
import { LineSocket } from "/web/shared/line_socket.js";
import { chooseLanguage, startLanguage, text } from "/web/shared/texts.js";
import { api, ApiError } from "./api.js";
import { Lists } from "./lists.js";
import { showStory } from "./story.js";
import { Work } from "./work.js";

const find = (id) => document.getElementById(id);
let me = null;
let socket = null;
let open = null;
const lists = new Lists({ onAccept: accept, onOpen: openWork });
const work = new Work({ onTyping: () => socket.send({ type: "typing", conversation: open?.conversation }) });

const handlers = {
  state(message) {
    lists.serverTime(message.server_time);
    lists.replace(message.waiting, message.mine);
    if (open) work.catchUp();
  },
  waiting(message) {
    if (lists.waits(message.entry)) announce(message.entry);
  },
  gone: (message) => lists.gone(message.handoff),
  mine: (message) => lists.isMine(message.work),
  turn(message) {
    lists.heardFrom(message.conversation, message.conversation !== open?.conversation && message.who === "customer");
    if (message.conversation === open?.conversation) work.show(message);
  },
  partial: (message) => message.conversation === open?.conversation && work.hearing(message.text),
  customer: (message) => lists.present(message.conversation, message.present),
  finished(message) {
    lists.finished(message.conversation);
    if (message.conversation === open?.conversation) closeWork(text("gone"));
  },
  error: (message) => toast(message.sentence),
};

function announce(entry) {
  toast(text("someone_waits", { who: entry.who || text("unknown_customer") }));
  beep();
}

function beep() {
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: 660 });
  const volume = new GainNode(context, { gain: 0.08 });
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + 0.18);
  tone.onended = () => context.close();
}

function toast(sentence) {
  find("toast").textContent = sentence;
  find("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => (find("toast").hidden = true), 6000);
}

async function attempt(act) {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) showSignIn();
    else toast(error.code === "already_taken" ? text("already_taken") : error.message);
    return undefined;
  }
}

async function accept(entry) {
  const answer = await attempt(() => api("POST", `handoffs/${entry.handoff}/accept`, {}));
  if (answer) await showWork(entry, answer.package);
  else lists.gone(entry.handoff);
}

async function openWork(entry) {
  const answer = await attempt(() => api("GET", `handoffs/${entry.handoff}/package`));
  if (answer) await showWork(entry, answer.package ?? answer);
}

async function showWork(entry, story) {
  open = entry;
  lists.opened(entry.conversation);
  find("nothing").hidden = true;
  find("conversation").hidden = false;
  await work.open(entry, me.companies.find((company) => company.id === entry.company));
  showStory(find("story"), story, entry);
  find("text").focus();
}

function closeWork(sentence) {
  open = null;
  lists.opened(null);
  find("conversation").hidden = true;
  find("story").hidden = true;
  find("nothing").hidden = false;
  if (sentence) toast(sentence);
}

async function say() {
  const words = find("text").value.trim();
  if (!words || !open) return;
  const id = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
  const conversation = open.conversation;
  const answer = await attempt(() => api("POST", `conversations/${conversation}/say`, { id, text: words }));
  if (answer) find("text").value = "";
}

async function end(path, body, sentence) {
  const conversation = open.conversation;
  const answer = await attempt(() => api("POST", `conversations/${conversation}/${path}`, body));
  if (answer === undefined) return;
  lists.finished(conversation);
  closeWork(sentence);
}

function changes() {
  const filled = [...find("story").querySelectorAll("input[data-slot]")].filter((input) => input.value.trim());
  return Object.fromEntries(filled.map((input) => [input.dataset.slot, input.value.trim()]));
}

function setUp() {
  find("sign-in-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { login, password } = event.target.elements;
    try {
      start((await api("POST", "sign-in", { login: login.value, password: password.value })).agent);
      password.value = "";
    } catch (error) {
      find("sign-in-error").textContent = error.message;
    }
  });
  find("sign-out").addEventListener("click", async () => {
    await attempt(() => api("POST", "sign-out", {}));
    showSignIn();
  });
  find("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    say();
  });
  find("text").addEventListener("keydown", (event) => {
    if (event.code === "Enter" && (event.ctrlKey || event.metaKey)) say();
  });
  find("ending").addEventListener("submit", (event) => {
    event.preventDefault();
    end("finish", { disposition: find("disposition").value, note: find("note").value });
  });
  find("return").addEventListener("click", () =>
    end("return", { note: find("note").value, changes: changes() }, text("returned_to_bot")),
  );
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.addEventListener("click", () => {
      chooseLanguage(button.dataset.language);
      lists.draw();
      if (open) openWork(open);
    });
  }
}

function showSignIn() {
  me = null;
  socket?.close();
  socket = null;
  find("desk").hidden = true;
  find("sign-in").hidden = false;
  find("login").focus();
}

function start(agent) {
  me = agent;
  find("me").textContent = agent.name;
  find("sign-in").hidden = true;
  find("desk").hidden = false;
  socket = new LineSocket("/ws/desk", {
    onOpen: () => {
      find("link").textContent = text("online");
      socket.send({ type: "hello" });
    },
    onMessage: (message) => handlers[message.type]?.(message),
    onLost: () => (find("link").textContent = text("offline")),
  });
}

startLanguage();
setUp();
api("GET", "me").then((answer) => start(answer.agent), showSignIn);
