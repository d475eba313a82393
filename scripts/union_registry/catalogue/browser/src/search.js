// The search: one box in the header of every page, and the page of results. "/" leads to it.
import { Box } from "./search/box.js";
import { Finder } from "./search/finder.js";
import { Store } from "./search/store.js";

const finders = new Map();

function finder(base) {
  if (!finders.has(base)) finders.set(base, new Finder(new Store(base)));
  return finders.get(base);
}

const boxes = [...document.querySelectorAll("form[data-search]")].map((form) => {
  const base = new URL(form.dataset.search, document.baseURI).href;
  return new Box(form, finder(base), document.getElementById(form.dataset.results || ""));
});

function isTyping(element) {
  return element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const box = boxes.find(({ inPage }) => inPage) || boxes[0];
  if (!box) return;
  event.preventDefault();
  box.focus();
});
