// What somebody types in a long field is kept in their browser until it has been sent, so that a
// dropped connection or a closed tab loses nothing. data-draft="off" on a field turns it away.
const PREFIX = "draft ";
const SENT = "drafts sent";
const DAYS = 14 * 24 * 3600 * 1000;

// A title belongs to its text: the short fields of a form that has a long one are kept with it.
const FIELDS =
  "main form[method=post]:has(textarea[name]) :is(textarea, input[type=text])[name]";
const fields = (root) => root.querySelectorAll(FIELDS);
// A field of the form may be called "action" or "id", so the attributes are asked by name.
const address = (form) => new URL(form.getAttribute("action") || "", location.href).pathname;
const keyOf = (field) =>
  `${PREFIX}${address(field.form)} ${field.form.getAttribute("id") ?? ""} ${field.name}`;

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(field) {
  if (field.dataset.draft === "off") return;
  try {
    if (field.value.trim() === field.defaultValue.trim()) localStorage.removeItem(keyOf(field));
    else {
      const draft = { text: field.value, base: field.defaultValue, at: Date.now() };
      localStorage.setItem(keyOf(field), JSON.stringify(draft));
    }
  } catch {
    // Storage is full or forbidden: the form works as without this file.
  }
}

function bringBack(root) {
  const forms = new Map();
  for (const field of fields(root)) {
    // On a slow line people write before this file has come: what they wrote now counts.
    if (field.value !== field.defaultValue) keep(field);
    const draft = read(keyOf(field));
    if (!draft || draft.base !== field.defaultValue || draft.text === field.value) continue;
    field.value = draft.text;
    forms.set(field.form, [...(forms.get(field.form) ?? []), field]);
  }
  forms.forEach(tellOf);
}

function tellOf(kept) {
  const note = document.getElementById("draft-note")?.content.firstElementChild?.cloneNode(true);
  if (!note) return;
  note.querySelector("button").addEventListener("click", () => {
    for (const field of kept) {
      field.value = field.defaultValue;
      localStorage.removeItem(keyOf(field));
    }
    note.remove();
    kept[0].focus();
  });
  kept[0].before(note);
}

function everyKey() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

// A draft goes when the server has taken the text, not when the button is pressed: the next page
// is then a new one, and does not hold the text again to be put right. Error pages load unsent.js.
function tidy() {
  const sent = JSON.parse(sessionStorage.getItem(SENT) ?? "{}");
  const here = new Map([...fields(document)].map((field) => [keyOf(field), field.value]));
  if (performance.getEntriesByType("navigation")[0]?.type === "navigate") {
    for (const [key, text] of Object.entries(sent)) {
      if (here.get(key) !== text) localStorage.removeItem(key);
    }
  }
  sessionStorage.removeItem(SENT);
  for (const key of everyKey()) {
    if (Date.now() - (read(key)?.at ?? 0) > DAYS) localStorage.removeItem(key);
  }
}

document.addEventListener("input", (event) => {
  if (event.target.matches(FIELDS)) keep(event.target);
});
document.addEventListener("submit", ({ target }) => {
  if (target.dataset.forget !== undefined) everyKey().forEach((key) => localStorage.removeItem(key));
  const texts = [...fields(document)].filter((it) => it.form === target);
  const sent = Object.fromEntries(texts.map((it) => [keyOf(it), it.value]));
  if (texts.length) sessionStorage.setItem(SENT, JSON.stringify(sent));
});
document.addEventListener("htmx:load", ({ target }) => bringBack(target));

try {
  tidy();
  bringBack(document);
} catch {
  // Without storage there are no drafts.
}
