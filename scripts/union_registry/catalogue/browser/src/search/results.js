// Results in labelled groups, a few of each first.
import { entry, made } from "./result.js";
import { isEnglish, said } from "./said.js";

const LISTS = ["union", "organisation", "chain", "county", "year"];
const FOLDERS = { union: "unions", organisation: "organisations", chain: "chains", county: "counties", year: "years" };

let number = 0;

export class Results {
  // Fills `place`. Of each group the `first` are shown; then comes a button for more, or at the end of all groups
  // a link to `all`, the address of the page of results.
  constructor(place, finder, { first, heading, all }) {
    this.finder = finder;
    this.first = first;
    this.heading = heading;
    this.all = all;
    this.site = new URL("../", finder.store.base);
    this.status = made("p", "register-search__status");
    this.status.setAttribute("role", "status");
    this.groups = made("div", "register-search__groups");
    place.append(this.status, this.groups);
  }

  say(text, { lists = false } = {}) {
    this.status.textContent = text;
    // The page of results names the lists itself.
    this.groups.replaceChildren(...(lists && this.all ? [this._lists()] : []));
  }

  // Shows what was found, unless `isCurrent` no longer holds when all of it is there.
  async show({ words, ignored, groups }, query, isCurrent) {
    if (!words.length) return this.say(ignored.length ? said().alone : said().hint);
    if (!groups.length) return this.say(said().none, { lists: true });
    const made = await Promise.all(groups.map((group) => this._group(group, words)));
    if (!isCurrent()) return;
    const total = groups.reduce((sum, { documents }) => sum + documents.length, 0);
    this.status.textContent = said().found(written(total)) + (ignored.length ? ` ${said().alone}` : "");
    const left = groups.some(({ documents }) => documents.length > this.first);
    this.groups.replaceChildren(...made, ...(this.all && left ? [this._everything(query, total)] : []));
  }

  async _group({ kind, documents }, words) {
    const group = made("div", "register-search__group");
    const label = made(this.heading, "register-search__label");
    label.id = `search-group-${++number}`;
    label.textContent = `${said().groups[kind]} `;
    const count = made("span", "register-search__count");
    count.textContent = written(documents.length);
    label.append(count);
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", label.id);
    const list = made("ul", "register-search__list");
    list.append(...(await this._entries(kind, documents.slice(0, this.first), words)));
    group.append(label, list);
    if (!this.all && documents.length > this.first) group.append(this._more(kind, documents, words, list));
    return group;
  }

  async _entries(kind, documents, words) {
    const facts = await this.finder.store.open();
    const rows = await this.finder.rows(kind, documents);
    return rows.map((row) => entry(kind, row, words, this.site, facts));
  }

  _more(kind, documents, words, list) {
    const button = made("button", "register-search__more");
    button.type = "button";
    const step = () => Math.min(2 * this.first, documents.length - list.children.length);
    button.textContent = said().more(written(step()));
    button.addEventListener("click", async () => {
      const shown = list.children.length;
      button.disabled = true;
      try {
        const entries = await this._entries(kind, documents.slice(shown, shown + step()), words);
        list.append(...entries);
        entries[0].querySelector("a").focus();
        button.hidden = step() === 0;
        button.textContent = said().more(written(step()));
      } catch {
        this.status.textContent = said().failed;
      }
      button.disabled = false;
    });
    return button;
  }

  _everything(query, total) {
    const link = made("a", "register-search__all");
    const address = new URL(this.all);
    address.searchParams.set("q", query);
    link.href = address.href;
    link.textContent = said().all(written(total));
    return link;
  }

  _lists() {
    const list = made("ul", "register-search__lists");
    for (const kind of LISTS) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = new URL(`${isEnglish() ? "en/" : ""}${FOLDERS[kind]}/index.html`, this.site).href;
      link.textContent = said().groups[kind];
      item.append(link);
      list.append(item);
    }
    return list;
  }
}

function written(count) {
  return count.toLocaleString(isEnglish() ? "en" : "zh");
}
