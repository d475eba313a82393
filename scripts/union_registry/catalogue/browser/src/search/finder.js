// Finds the documents that contain every word, best first.
import { Reader } from "./codec.js";
import { normalised, words } from "./normal.js";
import { ANY } from "./store.js";

// How well a word fits a document, best first; 0 is not at all. Those of several words add up.
const EXACT = 1;
const BEGINS = 2;
const CONTAINS = 3;
const OTHER_NAME = 4;
const CODE = 5;
const TECHNOLOGY = 6;
const CHAIN = 7;
const COUNTY = 8;
const TEXT = 9;

// Where the best of two kinds are equally good, the first here comes first; what is written about them comes last.
const ORDER = ["chain", "county", "union", "organisation", "year"];

// A place is the position in a field and which field that is: at first the name.
const FIELDS = 4;
const START = 0;
const BY_FIELD = [CONTAINS, OTHER_NAME, TECHNOLOGY, TEXT];
// More than a place can be, so that document and place make one number.
const PLACES = 2 ** 24;

const LETTER = /^[0-9a-z]$/;
// A credit code has no I, O, S, V, Z.
const CODE_PART = /^[0-9a-hj-npqrtuwxy]{3,18}$/;

export class Finder {
  constructor(store) {
    this.store = store;
  }

  // { words, ignored, groups: [{ kind, documents }] } for what was typed; `ignored` are letters that stand alone.
  async find(query) {
    const facts = await this.store.open();
    const typed = words(query);
    const wanted = typed.filter((word) => !LETTER.test(word));
    const fits = await Promise.all(wanted.map((word) => this._fit(word, facts)));
    const groups = fits.length ? grouped(together(fits), facts) : [];
    return { words: wanted, ignored: typed.filter((word) => LETTER.test(word)), groups };
  }

  // How well a word fits each document.
  async _fit(word, facts) {
    const fit = new Uint8Array(total(facts));
    const better = (document, rank) => {
      if (!fit[document] || rank < fit[document]) fit[document] = rank;
    };
    const [texts, codes, chains, counties] = await Promise.all([
      this._text(Array.from(word), facts),
      this._code(word, facts),
      this._members("chain", facts.chains, word),
      this._members("county", facts.counties, word),
    ]);
    const length = lengths(facts);
    const characters = Array.from(word).length;
    for (const [document, place] of texts) {
      if (place === START) better(document, length[document] === characters ? EXACT : BEGINS);
      else better(document, BY_FIELD[place % FIELDS]);
    }
    for (const [document] of codes) better(document, CODE);
    for (const document of chains) better(document, CHAIN);
    for (const document of counties) better(document, COUNTY);
    return fit;
  }

  // Where a word begins, by pairs of its characters; one alone is the first of some pair.
  async _text(characters, facts) {
    if (characters.length === 1) {
      const lists = await this.store.piece("text", facts.files.text, [characters[0], ANY]);
      return lists.flatMap((list) => entries(list, 0)).map(split);
    }
    return this._chained("text", facts.files.text, characters, 2);
  }

  async _code(word, facts) {
    return CODE_PART.test(word) ? this._chained("code", facts.files.code, Array.from(word), 3) : [];
  }

  // Where pieces of `size` characters stand one behind the other; the last overlaps if it has to.
  async _chained(name, count, characters, size) {
    const starts = [];
    for (let start = 0; start < characters.length - size; start += size) starts.push(start);
    starts.push(characters.length - size);
    const lists = await Promise.all(
      starts.map(async (start) => {
        const found = await this.store.piece(name, count, characters.slice(start, start + size));
        return found.flatMap((list) => entries(list, start));
      }),
    );
    lists.sort((one, other) => one.length - other.length);
    return lists
      .reduce((left, list) => {
        if (!left.length) return left;
        const there = new Set(list);
        return left.filter((entry) => there.has(entry));
      })
      .map(split);
  }

  // Documents of every term whose label contains the word.
  async _members(name, labels, word) {
    const fitting = labels.flatMap((label, i) => (label.some((text) => normalised(text).includes(word)) ? [i] : []));
    const found = [];
    for (const bytes of await Promise.all(fitting.map((i) => this.store.bytes(`${name}-${i}.bin`))))
      new Reader(bytes).documents((document) => found.push(document));
    return found;
  }

  // The rows of documents of one kind.
  async rows(kind, documents) {
    const facts = await this.store.open();
    let first = 0;
    for (const { key, count } of kinds(facts)) {
      if (key === kind) break;
      first += count;
    }
    const { together: size } = kinds(facts).find(({ key }) => key === kind);
    return Promise.all(
      documents.map(async (document) => {
        const rows = await this.store.rows(`${kind}-${Math.floor((document - first) / size)}.json`);
        return rows[(document - first) % size];
      }),
    );
  }
}

// Document and place of each entry, in one number, as seen from the beginning of the word.
function entries(list, start) {
  const found = [];
  new Reader(list.bytes).postings((document, place) => {
    if (place >= start * FIELDS) found.push(document * PLACES + place - start * FIELDS);
  });
  return found;
}

function split(entry) {
  return [Math.floor(entry / PLACES), entry % PLACES];
}

function kinds(facts) {
  return facts.kinds.map(([key, count, together, bilingual]) => ({ key, count, together, bilingual }));
}

function total(facts) {
  return kinds(facts).reduce((sum, { count }) => sum + count, 0);
}

// Characters of each name, 0 where that is not told.
function lengths(facts) {
  const found = new Uint16Array(total(facts));
  let at = 0;
  for (const [count, length] of facts.lengths) found.fill(length, at, (at += count));
  return found;
}

function together(fits) {
  const sum = new Uint16Array(fits[0].length);
  for (let document = 0; document < sum.length; document++) {
    if (fits.every((fit) => fit[document])) for (const fit of fits) sum[document] += fit[document];
  }
  return sum;
}

// Documents of each kind by how well they fit, and as the index has them where they fit alike.
function grouped(sum, facts) {
  const groups = [];
  let document = 0;
  for (const { key, count } of kinds(facts)) {
    const byFit = new Map();
    for (const end = document + count; document < end; document++) {
      const fit = sum[document];
      if (!fit) continue;
      if (!byFit.has(fit)) byFit.set(fit, []);
      byFit.get(fit).push(document);
    }
    const fits = [...byFit.keys()].sort((one, other) => one - other);
    if (fits.length) groups.push({ kind: key, best: fits[0], documents: fits.flatMap((fit) => byFit.get(fit)) });
  }
  const place = ({ kind, best }) => (ORDER.includes(kind) ? best * ORDER.length + ORDER.indexOf(kind) : Infinity);
  return groups.sort((one, other) => place(one) - place(other));
}
