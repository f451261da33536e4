// How long until a moment: 4:32. What happens then, the page shows when it is asked for again.
class CountDown extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.show(), 1000);
    this.show();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  show() {
    const seconds = Math.ceil((new Date(this.getAttribute("until")) - Date.now()) / 1000);
    if (seconds > 0) {
      this.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      return;
    }
    clearInterval(this.timer);
    this.textContent = "0:00";
    // The schedule looks every half minute.
    setTimeout(() => location.reload(), 10_000);
  }
}

customElements.define("count-down", CountDown);
