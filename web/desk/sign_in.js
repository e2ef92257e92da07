// Signing in and out. Whether somebody was signed in here is remembered, so that a stranger's page asks for nothing.
import { prefer, preference } from "/web/shared/kept.js";
import { text } from "/web/shared/texts.js";
import { api } from "./api.js";

const find = (id) => document.getElementById(id);

export class SignIn {
  constructor({ onSignedIn }) {
    this.onSignedIn = onSignedIn;
    find("sign-in-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.enter();
    });
  }

  // Goes on with the session that this browser has, or asks.
  async resume() {
    if (preference("desk_session") !== "yes") return this.show();
    try {
      this.onSignedIn((await api("GET", "me")).agent);
    } catch (error) {
      this.show(error.status === 401 ? "" : error.message);
    }
  }

  async enter() {
    const [login, password] = [find("login"), find("password")];
    const empty = [login, password].find((field) => !field.value);
    if (empty) return this.complain(text("sign_in_needs_both"), empty);
    try {
      const answer = await api("POST", "sign-in", { login: login.value.trim(), password: password.value });
      password.value = "";
      this.complain("");
      prefer("desk_session", "yes");
      find("sign-in").hidden = true;
      this.onSignedIn(answer.agent);
    } catch (error) {
      this.complain(error.message, password);
      password.select();
    }
  }

  complain(sentence, field) {
    find("sign-in-error").textContent = sentence;
    for (const one of [find("login"), find("password")]) one.toggleAttribute("aria-invalid", false);
    if (!field) return;
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }

  show(sentence = "") {
    prefer("desk_session", "no");
    find("desk").hidden = true;
    find("sign-in").hidden = false;
    this.complain(sentence);
    (find("login").value ? find("password") : find("login")).focus();
  }
}
