// Runs before the page is painted: what Material's script expects to find, the colours that were
// chosen, the size of type and the contrast. Material has these inline; this site allows no inline script.
import { applied } from "./display/setting.js";

const scope = new URL("..", document.currentScript.src);

window.__md_scope = scope;
window.__md_hash = (text) => [...text].reduce((sum, one) => (sum << 5) - sum + one.charCodeAt(0), 0);
window.__md_get = (key, store = localStorage, where = scope) => {
  try {
    return JSON.parse(store.getItem(where.pathname + "." + key));
  } catch {
    return null;
  }
};
window.__md_set = (key, value, store = localStorage, where = scope) => {
  try {
    store.setItem(where.pathname + "." + key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing still shows the page.
  }
};

function paint() {
  const palette = window.__md_get("__palette");
  if (!palette || !palette.color) return;
  if (palette.color.media === "(prefers-color-scheme)") {
    const light = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const input = document.querySelector(`[data-md-color-media='(prefers-color-scheme: ${light})']`);
    for (const key of ["media", "scheme", "primary", "accent"])
      palette.color[key] = input.getAttribute("data-md-color-" + key);
  }
  for (const [key, value] of Object.entries(palette.color)) document.body.setAttribute("data-md-color-" + key, value);
}

paint();
applied();
