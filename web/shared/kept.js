// What this tab keeps over a reload. A browser may forbid storage: then it is kept until the reload only.

export function recall(name, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function keep(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Nothing to be done: a full or forbidden storage costs only what a reload would have kept.
  }
}

export function forget(name) {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // As above.
  }
}

// What this browser keeps for next time: choices of its owner, never anybody's words.
export function preference(name, otherwise = null) {
  try {
    return localStorage.getItem(name) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function prefer(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // As above.
  }
}
