// Calls of the desk's API: one shape for answers and errors; the CSRF token goes with every POST.
import { text } from "/web/shared/texts.js";

const UNREACHABLE = 0;
let csrf = "";

export class ApiError extends Error {
  // `status` is 0 when the line did not answer at all.
  constructor(code, sentence, status) {
    super(sentence);
    this.code = code;
    this.status = status;
  }

  // Whether the same call may do better later: nothing was decided.
  get isPassing() {
    return this.status === UNREACHABLE || this.status === 429 || this.status >= 500;
  }
}

export async function api(method, path, body) {
  try {
    return await call(method, path, body);
  } catch (error) {
    if (error.code !== "wrong_csrf") throw error;
    await call("GET", "me"); // Another tab has signed in anew: its token is ours too.
    return await call(method, path, body);
  }
}

async function call(method, path, body) {
  const response = await send(method, path, body);
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => null);
  if (!response.ok || answer === null) {
    const { code = "fault", sentence = text("line_fault") } = answer?.error ?? {};
    throw new ApiError(code, code === "fault" ? text("line_fault") : sentence, response.ok ? 500 : response.status);
  }
  if (answer.csrf) csrf = answer.csrf;
  return answer;
}

async function send(method, path, body) {
  const headers = { "Accept-Language": document.documentElement.lang };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (csrf) headers["X-CSRF-Token"] = csrf;
  try {
    return await fetch(`/api/desk/${path}`, { method, headers, body: body && JSON.stringify(body) });
  } catch {
    throw new ApiError("unreachable", text("line_unreachable"), UNREACHABLE);
  }
}
