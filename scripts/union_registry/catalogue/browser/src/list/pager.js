// The pages of a list, drawn as listing.html draws them.
import { element } from "./element.js";

export class Pager {
  constructor(nav, place) {
    this.nav = nav;
    this.place = place;
  }

  /** Links to the pages of `state`, of which there are `last`. */
  draw(state, last) {
    const { before, after } = this.nav.dataset;
    this.nav.hidden = last === 1;
    const links = linked(state.page, last).map((page) =>
      page ? this.link(state, page, String(page), { "aria-current": page === state.page && "page" }) : element("span", {}, "…"),
    );
    if (state.page > 1) links.unshift(this.link(state, state.page - 1, before, { rel: "prev" }));
    if (state.page < last) links.push(this.link(state, state.page + 1, after, { rel: "next" }));
    this.nav.replaceChildren(...(last === 1 ? [] : links));
  }

  link(state, page, words, attributes) {
    const made = element("a", { href: this.place.address({ ...state, page }), ...attributes }, words);
    // The pages of the list as it stands are there without a script.
    if (!this.place.isPlain(state))
      made.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        this.onChange(page);
      });
    return made;
  }
}

/** As `linked` in pages/lists.py: a page's neighbours, both ends, and round numbers between; 0 for a gap. */
function linked(page, last) {
  const near = new Set([1, last]);
  const add = (one) => one > 1 && one < last && near.add(one);
  for (let one = page - 2; one <= page + 2; one++) add(one);
  for (let step = 10; step < last; step *= 10) {
    add(Math.floor((page - 3) / step) * step);
    add(Math.ceil((page + 3) / step) * step);
  }
  const shown = [...near].sort((a, b) => a - b);
  return shown.flatMap((one, i) => (i && one > shown[i - 1] + 1 ? [0, one] : [one]));
}
