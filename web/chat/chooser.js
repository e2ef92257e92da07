// The chooser: which of the companies on this line to talk to.
import { chooseLanguage, language, startLanguage } from "/web/shared/texts.js";

let companies = [];

function show() {
  const list = document.getElementById("companies");
  list.replaceChildren(
    ...companies.map((company) => {
      const link = document.createElement("a");
      link.href = `/c/${company.id}`;
      link.textContent = company.name[language()] ?? company.id;
      link.style.setProperty("--company", company.colour);
      const item = document.createElement("li");
      item.append(link);
      return item;
    }),
  );
}

for (const button of document.querySelectorAll("button[data-language]")) {
  button.addEventListener("click", () => {
    chooseLanguage(button.dataset.language);
    show();
  });
}
startLanguage();
companies = await (await fetch("/api/companies")).json();
show();
