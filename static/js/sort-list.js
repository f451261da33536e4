// <sort-list>: rows that can be dragged into another order, also from one list in it to another.
// Each row carries a hidden field, so the form says the order when it is saved; the buttons beside
// the rows do it without dragging.
// data-changed says that there is an order to save.
class SortList extends HTMLElement {
  connectedCallback() {
    for (const row of this.querySelectorAll("li")) row.draggable = true;
    this.addEventListener("dragstart", (event) => {
      this.dragged = event.target.closest("li");
      event.dataTransfer.effectAllowed = "move";
      this.dragged.dataset.dragged = "";
    });
    this.addEventListener("dragover", (event) => {
      const row = event.target.closest("li") ?? this.into(event.target);
      if (!this.dragged || !row) return;
      event.preventDefault();
      const { top, height } = row.getBoundingClientRect();
      if (row === this.dragged) return;
      this.dataset.changed = "";
      row[event.clientY < top + height / 2 ? "before" : "after"](this.dragged);
    });
    this.addEventListener("drop", (event) => event.preventDefault());
    this.addEventListener("dragend", () => {
      delete this.dragged?.dataset.dragged;
      this.dragged = null;
    });
  }

  // A list without rows has none to be dropped on: the list itself takes the row that comes.
  into(place) {
    const list = place.closest("ol, ul");
    if (!this.dragged || !list || list.querySelector("li")) return null;
    list.append(this.dragged);
    this.dataset.changed = "";
    return this.dragged;
  }
}

customElements.define("sort-list", SortList);
