// Where the customer types: Enter sends, Shift+Enter begins a new line, the field grows with its words.

export function setUpComposer(say) {
  const form = document.getElementById("composer");
  const field = document.getElementById("text");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = field.value.trim();
    if (!words) return field.focus();
    field.value = "";
    grow(field);
    say(words);
    field.focus();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  field.addEventListener("input", () => grow(field));
}

function grow(field) {
  field.style.setProperty("height", "auto");
  const edges = field.offsetHeight - field.clientHeight;
  field.style.setProperty("height", `${field.scrollHeight + edges}px`);
}
