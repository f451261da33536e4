// A form that is on its way says so, and a second press sends nothing twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // A field may be called "method": the attribute is asked by name.
  if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") return;
  if (form.ariaBusy === "true") {
    event.preventDefault();
    return;
  }
  form.ariaBusy = "true";
  // A file that is handed out leaves the page standing; the form must come back to life.
  setTimeout(() => (form.ariaBusy = null), 8000);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.ariaBusy = null;
});
