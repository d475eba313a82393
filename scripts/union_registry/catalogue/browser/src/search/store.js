// Fetches the files of the index, each once.
import { pieces } from "./codec.js";

// The site was built again since its index was read.
export class Outdated extends Error {}

export class Store {
  // `base` is the address of the folder search/ of the site.
  constructor(base) {
    this.base = base;
    this.known = new Map();
    this.facts = null;
  }

  // What index.json says; asked for anew on each page, since it names the folder of all else.
  async open() {
    this.facts = this.facts || this._get("index.json", { cache: "no-cache" }).then((answer) => answer.json());
    try {
      return await this.facts;
    } catch (error) {
      this.facts = null;
      throw error;
    }
  }

  forget() {
    this.facts = null;
    this.known.clear();
  }

  // The list of a piece of text or code, or all lists of those that begin with one character.
  async piece(name, count, gram) {
    const heads = await this._file(`${name}-${shard(gram, count)}.bin`, async (answer) =>
      pieces(new Uint8Array(await answer.arrayBuffer())),
    );
    const lists = heads.get(gram.slice(0, -1).join(""));
    if (!lists) return [];
    if (gram[gram.length - 1] === ANY) return [...lists.values()];
    const list = lists.get(gram[gram.length - 1]);
    return list ? [list] : [];
  }

  bytes(name) {
    return this._file(name, async (answer) => new Uint8Array(await answer.arrayBuffer()));
  }

  rows(name) {
    return this._file(name, (answer) => answer.json());
  }

  async _file(name, read) {
    const { folder } = await this.open();
    if (!this.known.has(name)) this.known.set(name, this._get(`${folder}/${name}`).then(read));
    try {
      return await this.known.get(name);
    } catch (error) {
      this.known.delete(name);
      throw error;
    }
  }

  async _get(path, options) {
    const answer = await fetch(new URL(path, this.base), options);
    if (answer.status === 404) throw new Outdated(path);
    if (!answer.ok) throw new Error(`${answer.status} ${path}`);
    return answer;
  }
}

// Instead of a last character: whatever it is.
export const ANY = "";

const PLAIN = /^[0-9a-z]$/;

// Number of the file in which a piece lies; as `shard` of search/grams.py.
function shard([first, second], count) {
  const code = first.codePointAt(0);
  return (PLAIN.test(first) && PLAIN.test(second) ? code * 37 + second.codePointAt(0) : code) % count;
}
