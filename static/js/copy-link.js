// <copy-link data-copied="Copied."><a href="/events/x/">Link to this event</a></copy-link>
// A click copies the address and says so; without a clipboard it stays a link.
class CopyLink extends HTMLElement {
  connectedCallback() {
    this.said = document.createElement("span");
    this.said.className = "copy-link__said";
    this.said.setAttribute("role", "status");
    this.append(this.said);
    this.addEventListener("click", this);
  }

  async handleEvent(event) {
    const link = event.target.closest("a");
    if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      location.assign(link.href);
      return;
    }
    this.said.textContent = ` ${this.dataset.copied ?? "✓"}`;
    setTimeout(() => (this.said.textContent = ""), 4000);
  }
}

customElements.define("copy-link", CopyLink);
