// The chooser: which of the companies on this line to talk to.
import { paint } from "/web/shared/colours.js";
import { chooseLanguage, language, startLanguage, text } from "/web/shared/texts.js";

const find = (id) => document.getElementById(id);
let companies = [];
let trouble = null;

async function load() {
  trouble = null;
  try {
    const answer = await fetch("/api/companies");
    companies = answer.ok ? await answer.json() : [];
    if (!answer.ok) trouble = "line_fault";
    else if (!companies.length) trouble = "chooser_empty";
  } catch {
    trouble = "line_unreachable";
  }
  show();
}

function show() {
  find("companies").replaceChildren(...companies.map(card));
  find("trouble").hidden = trouble === null;
  find("trouble-text").textContent = trouble === null ? "" : text(trouble);
}

function card(company) {
  const link = document.createElement("a");
  link.href = `/c/${company.id}`;
  link.textContent = company.name[language()] ?? company.id;
  paint(link, company.colour);
  const item = document.createElement("li");
  item.append(link);
  return item;
}

for (const button of document.querySelectorAll("button[data-language]")) {
  button.addEventListener("click", () => {
    chooseLanguage(button.dataset.language);
    show();
  });
}
find("again").addEventListener("click", load);
startLanguage("language");
await load();
