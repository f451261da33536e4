// What every page needs. Each part makes something better that works without it.
import "./copy-link.js";
import "./drafts.js";
import "./menus.js";
import "./once.js";
