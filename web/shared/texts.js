// Every text of the pages, in each language. `text("name", {values})` gives it in the current one.

const TEXTS = {
  chooser_title: { ru: "С кем вы хотите поговорить?", en: "Who would you like to talk to?" },
  language: { ru: "Язык", en: "Language" },
  conversation: { ru: "Разговор", en: "Conversation" },
  your_message: { ru: "Ваше сообщение", en: "Your message" },
  send: { ru: "Отправить", en: "Send" },
  person: { ru: "Позвать человека", en: "Talk to a person" },
  talk: { ru: "Поговорить голосом", en: "Talk by voice" },
  hang_up: { ru: "Завершить звонок", en: "Hang up" },
  you: { ru: "Вы", en: "You" },
  bot: { ru: "Робот", en: "Robot" },
  system: { ru: "Линия", en: "The line" },
  owner_bot: { ru: "Отвечает робот", en: "A robot is answering" },
  owner_queue: { ru: "Ждём оператора; робот пока с вами", en: "Waiting for a person; the robot stays with you" },
  owner_queue_place: {
    ru: "Ждём оператора. Вы в очереди: {position}",
    en: "Waiting for a person. Your place in line: {position}",
  },
  owner_agent: { ru: "С вами {agent}", en: "You are talking to {agent}" },
  owner_closed: { ru: "Разговор завершён. Напишите, чтобы начать новый", en: "The conversation has ended. Write to begin a new one" },
  a_person: { ru: "оператор", en: "a person" },
  typing: { ru: "{who} печатает…", en: "{who} is typing…" },
  connecting: { ru: "Соединяемся…", en: "Connecting…" },
  reconnecting: { ru: "Связь прервалась. Соединяемся снова…", en: "The connection was lost. Connecting again…" },
  calling: { ru: "Вызов…", en: "Calling…" },
  listening: { ru: "Говорите, вас слушают", en: "Go ahead, we are listening" },
  not_sent: { ru: "Ещё не отправлено", en: "Not sent yet" },
  microphone_needs_https: {
    ru: "Браузер даёт микрофон только на защищённой странице. Откройте её по https (на линии: make run ARGS=--tls) или на этом же компьютере по адресу localhost. Писать можно и так.",
    en: "The browser gives the microphone only to a secure page. Open it over https (on the line: make run ARGS=--tls), or on the same computer at localhost. Typing works as it is.",
  },
  microphone_refused: {
    ru: "Микрофон не разрешён. Разрешите его для этой страницы в настройках браузера — или напишите нам.",
    en: "The microphone is not allowed. Allow it for this page in the browser's settings, or write to us.",
  },
  microphone_missing: { ru: "Микрофон не найден. Подключите его — или напишите нам.", en: "No microphone was found. Plug one in, or write to us." },
  voice_unavailable: { ru: "Голосом сейчас не получится. Напишите, пожалуйста.", en: "Voice is not available now. Please write to us." },
  ears_tiny: {
    ru: "Распознавание речи — демонстрационное: оно знает несколько сотен слов и обучено на синтетических голосах. Живую речь поймёт плохо, текст — полностью.",
    en: "Speech recognition is a demonstration: it knows a few hundred words and was trained on synthetic voices. It will not understand human speech well; typing works fully.",
  },
  call_ended: { ru: "Звонок завершён", en: "The call has ended" },
};

let current = "ru";

export const languages = ["ru", "en"];

export function text(name, values = {}) {
  return TEXTS[name][current].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

export function language() {
  return current;
}

export function chooseLanguage(wanted) {
  current = languages.includes(wanted) ? wanted : "en";
  document.documentElement.lang = current;
  localStorage.setItem("language", current);
  fillTexts();
}

export function startLanguage() {
  chooseLanguage(localStorage.getItem("language") ?? navigator.language.slice(0, 2));
}

// `data-text`, `data-label` and `data-placeholder` name a text of the element.
function fillTexts() {
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", text(element.dataset.label));
    element.title = text(element.dataset.label);
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    element.placeholder = text(element.dataset.placeholder);
  }
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === current));
  }
}

export { TEXTS };
