// The size of type and the contrast that a reader chose, kept in the browser.

const USUAL = { type: "1", contrast: "normal" };

function kept(name) {
  return window.__md_get("__display_" + name) || USUAL[name];
}

/** Shows the page as was chosen. */
export function applied() {
  for (const name of Object.keys(USUAL)) {
    const value = kept(name);
    if (value === USUAL[name]) document.documentElement.removeAttribute("data-register-" + name);
    else document.documentElement.setAttribute("data-register-" + name, value);
  }
}

/** What is chosen now. */
export function chosen(name) {
  return kept(name);
}

/** Chooses, and shows the page that way. */
export function choose(name, value) {
  window.__md_set("__display_" + name, value);
  applied();
}
