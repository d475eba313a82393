// The state of a list in the address: ?q=…&chain=…&sort=-approved&page=3&size=500.
//
// What shows without a script has an address of its own: index.html, index.2.html, … Opened from a folder, a page may
// change nothing of its address but the query.

const OWN = ["q", "sort", "page", "size"];
const SHEET = /\.(\d+)\.html$/;
const PAUSE = 150;

export class Place {
  /** `size` is how many rows a page has unless somebody asks for more. */
  constructor(size) {
    this.size = size;
    this.isTyping = false;
    this.put = null;
  }

  /** What the address asks for. */
  read() {
    const asked = new URLSearchParams(location.search);
    const chosen = {};
    for (const [key, value] of asked) if (!OWN.includes(key) && value) chosen[key] = value;
    return {
      q: asked.get("q") || "",
      chosen,
      sort: asked.get("sort") || "",
      page: number(asked.get("page")) || (location.search ? 1 : sheet()),
      size: number(asked.get("size")) || this.size,
    };
  }

  /** Whether `state` is the list as it stands, unsorted and whole; its pages need no script. */
  isPlain(state) {
    return !state.q.trim() && !state.sort && state.size === this.size && !Object.keys(state.chosen).length;
  }

  /** Whether `state` is what the page came with. */
  isAsItCame(state) {
    return this.isPlain(state) && state.page === sheet();
  }

  /** The address of `state`, relative to this page. */
  address(state) {
    const first = location.pathname.replace(/^.*\//, "").replace(SHEET, ".html");
    if (this.isPlain(state)) return state.page === 1 ? first || "." : (first || "index.html").replace(/html$/, `${state.page}.html`);
    return (location.protocol === "file:" ? "" : first) + this.query(state);
  }

  query(state) {
    const asked = new URLSearchParams();
    if (state.q.trim()) asked.set("q", state.q);
    for (const [key, value] of Object.entries(state.chosen)) asked.set(key, value);
    if (state.sort) asked.set("sort", state.sort);
    if (state.page > 1 || this.isPlain(state)) asked.set("page", state.page);
    if (state.size !== this.size) asked.set("size", state.size);
    return `?${asked}`;
  }

  /** Puts `state` into the address. A word typed letter by letter is one step for the back button. */
  write(state, isTyping) {
    const isStep = !(isTyping && this.isTyping);
    if (isStep) this.settle();
    this.isTyping = isTyping;
    const isFixed = location.protocol === "file:" && this.isPlain(state);
    const address = isFixed ? this.query(state) : this.address(state);
    if (isStep) {
      history.pushState(null, "", address);
      return;
    }
    // Browsers refuse an address that changes too often.
    clearTimeout(this.timer);
    this.put = () => history.replaceState(null, "", address);
    this.timer = setTimeout(() => this.settle(true), PAUSE);
  }

  /** Has the address as it should be, and lets the next letter be a step of its own unless one is still `isTyping`. */
  settle(isTyping = false) {
    clearTimeout(this.timer);
    if (this.put) this.put();
    this.put = null;
    this.isTyping = isTyping;
  }
}

function sheet() {
  const found = SHEET.exec(location.pathname);
  return found ? Number(found[1]) : 1;
}

function number(text) {
  return /^[1-9]\d{0,8}$/.test(text || "") ? Number(text) : 0;
}
