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
  desk_title: { ru: "Рабочее место оператора", en: "Agent's desk" },
  login: { ru: "Логин", en: "Login" },
  password: { ru: "Пароль", en: "Password" },
  sign_in: { ru: "Войти", en: "Sign in" },
  sign_out: { ru: "Выйти", en: "Sign out" },
  lists: { ru: "Мои разговоры и очередь", en: "My conversations and the queue" },
  mine: { ru: "Мои разговоры", en: "My conversations" },
  waiting: { ru: "Ждут", en: "Waiting" },
  nobody_waits: { ru: "Никто не ждёт", en: "Nobody is waiting" },
  none_mine: { ru: "Пока никого", en: "None yet" },
  nothing_open: { ru: "Выберите разговор слева или примите того, кто ждёт.", en: "Pick a conversation on the left, or accept somebody who waits." },
  accept: { ru: "Принять", en: "Accept" },
  already_taken: { ru: "Этот разговор уже принял другой оператор.", en: "Another agent has already taken this conversation." },
  someone_waits: { ru: "Новый разговор: {who}", en: "A new conversation: {who}" },
  online: { ru: "На связи", en: "Connected" },
  offline: { ru: "Нет связи с линией, соединяемся…", en: "The line is not reachable, connecting…" },
  your_answer: { ru: "Ответ клиенту (Ctrl+Enter — отправить)", en: "Your answer (Ctrl+Enter sends)" },
  spoken_aloud: { ru: "Голосовой звонок: ваш текст будет произнесён", en: "A voice call: what you type is spoken aloud" },
  answer_as: { ru: "Вы отвечаете от имени: {company}", en: "You answer as {company}" },
  disposition: { ru: "Итог", en: "Outcome" },
  choose_disposition: { ru: "— выберите —", en: "— choose —" },
  note: { ru: "Заметка", en: "Note" },
  finish: { ru: "Завершить", en: "Finish" },
  return_to_bot: { ru: "Вернуть роботу", en: "Back to the robot" },
  story: { ru: "История клиента", en: "The customer's story" },
  briefing: { ru: "Коротко", en: "In short" },
  known: { ru: "Уже известно — не переспрашивайте", en: "Already known: do not ask again" },
  missing: { ru: "Не хватает", en: "Still missing" },
  last_attempt: { ru: "Последняя неудачная попытка", en: "Last failed attempt" },
  asked: { ru: "Спросили", en: "Asked" },
  heard: { ru: "Услышали", en: "Heard" },
  alternatives: { ru: "Варианты", en: "Alternatives" },
  listen: { ru: "Прослушать", en: "Listen" },
  customer: { ru: "Клиент", en: "Customer" },
  unknown_customer: { ru: "Имя не известно", en: "Name not known" },
  orders_open: { ru: "Открытые заказы", en: "Open orders" },
  complaints_open: { ru: "Открытые жалобы", en: "Open complaints" },
  next_step: { ru: "Следующий шаг", en: "Next step" },
  promises: { ru: "Обещано", en: "Promised" },
  earlier: { ru: "Раньше", en: "Earlier" },
  changes: { ru: "Что изменилось (бот это учтёт)", en: "What changed (the robot will go by it)" },
  slot_items: { ru: "Товары", en: "Items" },
  slot_choice: { ru: "Какой именно товар", en: "Which product exactly" },
  slot_handover: { ru: "Как получить", en: "How to receive it" },
  slot_address: { ru: "Адрес", en: "Address" },
  slot_when: { ru: "Когда", en: "When" },
  slot_name: { ru: "Имя", en: "Name" },
  slot_phone: { ru: "Телефон", en: "Phone" },
  slot_confirmation: { ru: "Подтверждение", en: "Confirmation" },
  slot_description: { ru: "Что случилось", en: "What happened" },
  slot_department: { ru: "Отдел", en: "Department" },
  reason_asked_human: { ru: "просит человека", en: "asked for a person" },
  reason_no_answer: { ru: "нет ответа в базе", en: "no answer in the base" },
  reason_low_confidence: { ru: "плохо слышно", en: "could not be understood" },
  reason_repeated_failure: { ru: "бот не понял дважды", en: "the robot failed twice" },
  reason_complaint: { ru: "жалоба", en: "complaint" },
  reason_angry: { ru: "сердится", en: "angry" },
  reason_policy: { ru: "решает только человек", en: "only a person may decide" },
  reason_payment: { ru: "оплата", en: "payment" },
  reason_error: { ru: "сбой на линии", en: "a fault on the line" },
  reason_supervisor: { ru: "решение супервизора", en: "the supervisor's decision" },
  channel_chat: { ru: "чат", en: "chat" },
  channel_voice: { ru: "звонок", en: "call" },
  channel_rest: { ru: "сообщения", en: "messages" },
  gone: { ru: "Клиент завершил разговор", en: "The customer has ended the conversation" },
  returned_to_bot: { ru: "Разговор возвращён роботу", en: "The robot has the conversation again" },
  call_ended: { ru: "Звонок завершён", en: "The call has ended" },
};

let current = "ru";

export const languages = ["ru", "en"];

export function has(name) {
  return name in TEXTS;
}

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
