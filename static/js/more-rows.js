// <more-rows data-prefix="authors">: rows, a <template> of one more, and a button that
// without this script asks the server for it. The count is in the form's TOTAL_FORMS.
class MoreRows extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const button = event.target.closest('button[name="do"][value="author"]');
      if (!button) return;
      event.preventDefault();
      this.add();
    });
  }

  add() {
    const template = this.querySelector("template");
    const count = this.closest("form").querySelector(
      `input[name="${this.dataset.prefix}-TOTAL_FORMS"]`,
    );
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", count.value);
    const row = holder.firstElementChild;
    template.before(row);
    window.htmx?.process(row);
    count.value = Number(count.value) + 1;
    const legend = row.querySelector("legend");
    if (legend) legend.textContent = legend.textContent.replace("+", count.value);
    row.querySelector("input")?.focus();
  }
}

customElements.define("more-rows", MoreRows);
