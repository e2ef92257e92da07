// `text("name", {values})` gives a text of the pages in the current language; elements name theirs in the HTML.
import { prefer, preference } from "./kept.js";
import { TEXTS } from "./wording.js";

export const languages = ["ru", "en"];
let current = "ru";
let keptAs = "language";

export function has(name) {
  return name in TEXTS;
}

export function text(name, values = {}) {
  return TEXTS[name][current].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}

export function language() {
  return current;
}

// BCP 47: times in 24 hours and days before months in both languages.
export function locale() {
  return current === "ru" ? "ru-RU" : "en-GB";
}

export function showTime(instant) {
  return new Date(instant).toLocaleTimeString(locale(), { hour: "2-digit", minute: "2-digit" });
}

// The language in which somebody wrote: each list of turns holds both.
export function languageOf(words) {
  if (/[а-яё]/i.test(words)) return "ru";
  return /[a-z]/i.test(words) ? "en" : current;
}

export function chooseLanguage(wanted) {
  current = languages.includes(wanted) ? wanted : "en";
  document.documentElement.lang = current;
  prefer(keptAs, current);
  fillTexts();
}

// `name` is where this page's choice is kept: the desk's is the agent's, the chat's is the customer's.
export function startLanguage(name, otherwise = navigator.language.slice(0, 2)) {
  keptAs = name;
  chooseLanguage(preference(keptAs, otherwise));
}

export function hasChosenLanguage(name) {
  return preference(name) !== null;
}

// `data-text`, `data-label` and `data-placeholder` name a text of the element.
function fillTexts() {
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = text(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", text(element.dataset.label));
    if (element.tagName === "BUTTON") element.title = text(element.dataset.label);
  }
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    element.placeholder = text(element.dataset.placeholder);
  }
  for (const button of document.querySelectorAll("button[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === current));
  }
}
