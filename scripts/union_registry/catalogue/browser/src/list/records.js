// The records of a list: read when they are asked for, found, sorted, and set into the table.
import { Column } from "./column.js";
import { element } from "./element.js";
import { Filter, find } from "./find.js";
import { typed } from "./words.js";

export class Records {
  constructor(root, titles) {
    this.root = root;
    this.titles = titles;
    this.body = root.querySelector("tbody");
    this.none = root.querySelector(".register-list__none");
    this.isReady = false;
  }

  /** Reads the whole list, once; tells whether it is there. */
  async ready() {
    this.reading ??= read(this.root.dataset.list);
    const data = await this.reading;
    if (data && !this.isReady) this.take(data);
    // Who asks again may have a better line.
    if (!data) this.reading = null;
    return this.isReady;
  }

  take({ total, columns, filters }) {
    this.total = total;
    this.columns = [];
    for (const [i, spec] of columns.entries())
      this.columns.push(new Column(spec, this.titles[i], this.root.dataset.sample, this.columns[0]));
    this.filters = filters.map((spec) => new Filter(spec));
    this.isReady = true;
  }

  /** Shows what `state` asks for; gives how many there are, on which page, and of each filter how many it would leave. */
  show(state) {
    const words = typed(state.q);
    const wanted = this.filters.map(({ key, keys }) => (state.chosen[key] ? keys.indexOf(state.chosen[key]) : null));
    const { rows, counts } = find(this.total, this.fitting(words), this.filters, wanted);
    this.sort(rows, state.sort);
    const pages = Math.max(Math.ceil(rows.length / state.size), 1);
    const page = Math.min(state.page, pages);
    this.draw(rows.slice((page - 1) * state.size, page * state.size));
    return {
      total: this.total,
      found: rows.length,
      page,
      pages,
      counts: Object.fromEntries(
        this.filters.map(({ key, keys }, i) => [key, new Map(keys.map((one, n) => [one, counts[i][n]]))]),
      ),
    };
  }

  /** Tells of a row whether each word stands in one of its cells. */
  fitting(words) {
    const found = words.map((word) => this.columns.map((column) => column.holding(word)));
    return (row) => found.every((columns) => columns.some((isHeld) => isHeld(row)));
  }

  sort(rows, sort) {
    const column = this.columns.find(({ spec }) => spec.key === sort.replace("-", ""));
    if (!column) return;
    const way = sort.startsWith("-") ? -1 : 1;
    rows.sort((a, b) => way * (column.rank(a) - column.rank(b)) || a - b);
  }

  draw(rows) {
    this.body.replaceChildren(
      ...rows.map((row) => element("tr", {}, ...this.columns.map((column) => column.cell(row)))),
    );
    this.none.hidden = rows.length > 0;
  }
}

/** The data file `name` beside the page, or null if it does not come. A script, for a folder gives nothing else. */
function read(name) {
  return new Promise((resolve) => {
    window.registerList = resolve;
    const script = element("script", { src: name });
    script.addEventListener("error", () => resolve(null));
    document.head.append(script);
  });
}
