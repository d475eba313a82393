// A box to type into, with its results in a panel below it or in the page.
import { Results } from "./results.js";
import { made } from "./result.js";
import { said } from "./said.js";
import { Outdated } from "./store.js";

const IN_PANEL = 5;
const IN_PAGE = 10;
// Milliseconds in which somebody who types goes on; what comes after a longer rest is looked for at once.
const PAUSE = 60;
const LONGEST = 100;

export class Box {
  // `form` holds the box; `place`, if given, is the part of the page that shows its results.
  constructor(form, finder, place = null) {
    this.form = form;
    this.input = form.querySelector("input");
    this.finder = finder;
    this.panel = place || this._panel();
    this.inPage = place !== null;
    this.results = new Results(this.panel, finder, {
      first: this.inPage ? IN_PAGE : IN_PANEL,
      heading: this.inPage ? "h2" : "p",
      all: this.inPage ? null : form.action,
    });
    this.last = null;
    this.turn = this.shown = 0;
    this.typed = -Infinity;
    this._listen();
    if (this.inPage) this._take(new URLSearchParams(location.search).get("q") || "");
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  _panel() {
    const panel = made("div", "register-search__panel");
    panel.hidden = true;
    // So that a click into it does not count as leaving.
    panel.tabIndex = -1;
    this.form.append(panel);
    return panel;
  }

  _listen() {
    const { input, form } = this;
    input.addEventListener("focus", () => this._open());
    // While a Chinese word is being composed its letters are not yet what is looked for.
    input.addEventListener("input", (event) => event.isComposing || this._soon());
    input.addEventListener("compositionend", () => this._soon());
    for (const part of new Set([form, this.inPage ? this.panel : form]))
      part.addEventListener("keydown", (event) => event.isComposing || this._key(event));
    form.addEventListener("focusout", (event) => {
      if (!this.inPage && !form.contains(event.relatedTarget)) this._close();
    });
    if (!this.inPage) return;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this._look();
    });
  }

  _take(query) {
    this.input.value = query.slice(0, LONGEST);
    if (query) this._look();
  }

  _open() {
    if (!this.inPage) this.panel.hidden = false;
    if (this.last === null) this._look();
  }

  _close() {
    this.panel.hidden = true;
  }

  _soon() {
    const rested = performance.now() - this.typed > PAUSE;
    this.typed = performance.now();
    if (!this.inPage) this.panel.hidden = false;
    this._busy(true);
    clearTimeout(this.timer);
    if (rested) this._look();
    else this.timer = setTimeout(() => this._look(), PAUSE);
  }

  async _look() {
    clearTimeout(this.timer);
    const query = this.input.value.slice(0, LONGEST);
    // What was typed and taken back again is shown already, or about to be.
    if (query !== this.last) {
      this.last = query;
      const turn = ++this.turn;
      this._busy(true);
      if (this.inPage) remember(query);
      await this._show(query, () => turn === this.turn);
      if (turn !== this.turn) return;
      this.shown = turn;
    }
    if (this.shown === this.turn) this._busy(false);
  }

  async _show(query, isCurrent, isFirst = true) {
    if (location.protocol === "file:") {
      this.results.say(said().folder, { lists: true });
      return;
    }
    try {
      const found = await this.finder.find(query);
      if (isCurrent()) await this.results.show(found, query, isCurrent);
    } catch (error) {
      if (!isCurrent()) return;
      if (error instanceof Outdated && isFirst) {
        this.finder.store.forget();
        await this._show(query, isCurrent, false);
        return;
      }
      this.last = null;
      this.results.say(said().failed, { lists: true });
    }
  }

  // What is read out waits until all of it is there.
  _busy(is) {
    this.panel.setAttribute("aria-busy", String(is));
  }

  _key(event) {
    if (event.key === "Escape") {
      if (this.inPage || this.panel.hidden) return;
      event.preventDefault();
      this.input.focus();
      this._close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      this._move(event, event.key === "ArrowDown" ? 1 : -1);
    }
  }

  // From the box down into the links and back up into it.
  _move(event, step) {
    if (event.target !== this.input && !this.panel.contains(event.target)) return;
    const stops = [this.input, ...(this.panel.hidden ? [] : this.panel.querySelectorAll("a, button:not([hidden])"))];
    const next = stops[stops.indexOf(event.target) + step];
    event.preventDefault();
    if (this.panel.hidden) this._open();
    else if (next) next.focus();
  }
}

// The address of the page says what is looked for, so that it can be sent to others.
function remember(query) {
  const address = new URL(location.href);
  if (query) address.searchParams.set("q", query);
  else address.searchParams.delete("q");
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}
