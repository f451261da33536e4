// <survey-form>: questions appear and go as answers bring them up, and where the survey keeps a
// draft it is saved while somebody answers. Without it both happen with the next button.
const PAUSE = 1200;

// Whether a field holds something else than the page came with.
function isTouched(field) {
  if (field.type === "checkbox" || field.type === "radio")
    return field.checked !== field.defaultChecked;
  if (field.type === "select-one") {
    // Without a choice of the page the browser takes the first.
    const options = [...field.options];
    return field.selectedIndex !== Math.max(0, options.findIndex((it) => it.defaultSelected));
  }
  return field.type !== "hidden" && "defaultValue" in field && field.value !== field.defaultValue;
}

class SurveyForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", () => clearTimeout(this.waiting));
    this.show();
    // On a slow line people write before this script has come.
    if ([...this.form.elements].some(isTouched)) this.changed();
  }

  changed() {
    this.show();
    if (this.dataset.keeps === undefined) return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), PAUSE);
  }

  // A question that is hidden counts as unanswered, so each one is looked at after those before it.
  show() {
    for (const slot of this.form.querySelectorAll(".question-slot")) {
      const question = slot.querySelector("[data-when]");
      if (!question || !this.hasDecider(question)) continue;
      const shown = this.holds(question.dataset.when, question.dataset.anyOf.split(" "));
      slot.hidden = !shown;
      slot.querySelector("input[name=asked]").disabled = !shown;
    }
  }

  hasDecider(question) {
    return document.getElementById(`question-${question.dataset.when}`) !== null;
  }

  holds(key, anyOf) {
    const slot = document.getElementById(`question-${key}`).closest(".question-slot");
    if (slot.hidden) return false;
    const chosen = new FormData(this.form).getAll(`q.${key}`);
    return anyOf.some((option) => chosen.includes(option));
  }

  async save() {
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("go", "save");
    const status = this.querySelector("[data-status]");
    try {
      const answer = await fetch(this.form.action || location.href, { method: "POST", body });
      status.textContent = answer.status === 204 ? this.dataset.saved : this.dataset.unsaved;
    } catch {
      status.textContent = this.dataset.unsaved;
    }
  }
}

customElements.define("survey-form", SurveyForm);
