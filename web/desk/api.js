// Calls of the desk's API: one shape for answers and errors; the CSRF token goes with every POST.

let csrf = "";

export class ApiError extends Error {
  constructor({ code, sentence }, status) {
    super(sentence);
    this.code = code;
    this.status = status;
  }
}

export async function api(method, path, body) {
  const response = await fetch(`/api/desk/${path}`, {
    method,
    headers: {
      "Accept-Language": document.documentElement.lang,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(csrf ? { "X-CSRF-Token": csrf } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const answer = response.status === 204 ? null : await response.json();
  if (!response.ok) throw new ApiError(answer.error, response.status);
  if (answer?.csrf) csrf = answer.csrf;
  return answer;
}
