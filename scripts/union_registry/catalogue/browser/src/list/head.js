// The head of a list: each column's name is a button that sorts by it.
import { element } from "./element.js";

export class Head {
  /** `order` is how the list is sorted as it stands: a column's key, after a minus where it falls. */
  constructor(head, order) {
    this.order = order;
    this.cells = [...head.querySelectorAll("th")];
    this.titles = this.cells.map((cell) => cell.textContent);
    for (const cell of this.cells) {
      const button = element("button", { type: "button" }, ...cell.childNodes);
      button.addEventListener("click", () => this.onChange(this.next(cell)));
      cell.append(button);
    }
  }

  next(cell) {
    const key = cell.dataset.sort;
    const now = cell.getAttribute("aria-sort");
    const falls = now ? now === "ascending" : "falls" in cell.dataset;
    const sort = falls ? `-${key}` : key;
    return sort === this.order ? "" : sort;
  }

  /** Shows what the list is sorted by. */
  write(sort) {
    const wanted = sort || this.order;
    for (const cell of this.cells) {
      if (wanted.replace("-", "") !== cell.dataset.sort) cell.removeAttribute("aria-sort");
      else cell.setAttribute("aria-sort", wanted.startsWith("-") ? "descending" : "ascending");
    }
  }
}
