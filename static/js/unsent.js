// On an error page: what was just sent was not taken, so its draft stays.
try {
  sessionStorage.removeItem("drafts sent");
} catch {
  // Without storage there are no drafts.
}
