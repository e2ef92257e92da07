// Bubbles of what this page has sent and does not yet see as a turn: one message never stands in the list twice.
// A bubble carries the message's `data-id`, and `data-n` once the line has named the turn it became.

export function pendingBubble(list, id) {
  return list.querySelector(`.unsent[data-id="${CSS.escape(id)}"]`);
}

// The line has it as turn `n`: the bubble stays in its place until the turn itself comes.
export function settle(list, id, n) {
  const bubble = pendingBubble(list, id);
  if (!bubble) return;
  if (list.querySelector(`[data-turn="${n}"]`)) bubble.remove();
  else {
    bubble.dataset.n = n;
    bubble.classList.remove("late");
  }
}

// The bubble that a turn of ours takes the place of, if there is one.
export function bubbleOf(list, key, words) {
  const named = list.querySelector(`.unsent[data-n="${key}"]`);
  if (named) return named;
  return [...list.querySelectorAll(".unsent:not([data-n], .refused)")].find((bubble) => bubble.dataset.words === words);
}
