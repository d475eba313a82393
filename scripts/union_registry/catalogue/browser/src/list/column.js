// The columns of a list, as data.py writes them: a table of different values, and for each row the place of its value.
// What stands in a cell is made as table.py makes it.
import { element } from "./element.js";
import { plain } from "./words.js";

export class Column {
  /** `title` is the column's name, `sample` the word for invented records, `first` the first column. */
  constructor(spec, title, sample, first) {
    Object.assign(this, { spec, title, sample, isFirst: !first });
    this.at = spec.at;
    this.kind = KINDS[spec.kind];
    if (spec.kind === "code") Object.assign(this, codes(first.spec));
  }

  place(row) {
    return this.at ? this.at[row] : row;
  }

  /** What rows are sorted by. */
  rank(row) {
    const place = this.place(row);
    return this.ranks ? this.ranks[place] : place;
  }

  /** Tells of a row whether `word` stands in its cell; looked for in each value once. */
  holding(word) {
    this.texts ??= Array.from({ length: this.kind.size(this) }, (_, place) => plain(this.kind.words(this, place)));
    const held = this.texts.map((text) => text.includes(word));
    return (row) => held[this.place(row)];
  }

  cell(row) {
    const content = this.kind.content(this, this.place(row));
    if (this.isFirst) return element("th", { scope: "row" }, ...content);
    return element("td", { class: this.shape, "data-label": this.title }, ...content);
  }

  get shape() {
    return SHAPED.includes(this.spec.kind) && `register-${this.spec.kind}`;
  }
}

const SHAPED = ["number", "date", "code", "seats"];

const KINDS = {
  link: {
    size: ({ spec }) => spec.names.length,
    words: ({ spec }, place) => spec.names[place],
    content: (column, place) => link(column, column.spec, place),
  },
  term: {
    size: ({ spec }) => spec.labels.length,
    words: ({ spec }, place) => spec.labels[place],
    content: ({ spec }, place) => [spec.labels[place]],
  },
  badge: {
    size: ({ spec }) => spec.labels.length,
    words: ({ spec }, place) => spec.labels[place],
    content: ({ spec }, place) => [badge(spec.colours[place], spec.labels[place])],
  },
  number: {
    size: () => 0,
    content: ({ spec }, place) => [spec.values[place]],
  },
  date: {
    size: ({ spec }) => spec.values.length,
    words: ({ spec }, place) => spec.values[place],
    content: ({ spec }, place) => [spec.values[place] || spec.blank],
  },
  code: {
    size: ({ codes }) => codes.length,
    words: ({ codes }, place) => codes[place],
    content: ({ codes, spec }, place) => [codes[place] || spec.blank],
  },
  seats: {
    size: ({ spec }) => spec.values.length,
    words: ({ spec }, place) =>
      seats(spec, place)
        .map(([union, tier, remark]) => `${spec.unions.names[union]} ${spec.labels[tier]} ${spec.remarks[remark]}`)
        .join("\n"),
    content: (column, place) => seats(column.spec, place).map((seat) => placed(column, seat)),
  },
};

function badge(colour, words) {
  return element("span", { class: `register-badge register-badge--${colour}` }, words);
}

function link({ sample, spec }, { before, after, names, keys, samples }, place) {
  if (!keys[place]) return [spec.blank];
  const made = element("a", { href: before + keys[place] + after }, names[place]);
  return samples && samples[place] === "1" ? [made, " ", badge("sample", sample)] : [made];
}

/** The seats of a row as [union, tier, remark]. */
function seats(spec, place) {
  const flat = spec.values[place];
  return Array.from({ length: flat.length / 3 }, (_, i) => flat.slice(3 * i, 3 * i + 3));
}

function placed(column, [union, tier, remark]) {
  const { spec } = column;
  const parts = [...link(column, spec.unions, union), " ", badge(spec.tiers[tier], spec.labels[tier])];
  if (remark) parts.push(" ", badge("grey", spec.remarks[remark]));
  return element("span", { class: "register-seat" }, ...parts);
}

/** Credit codes, which the addresses of units hold unless they are withheld. */
function codes({ keys, at }) {
  const codes = keys.map((key) => (key.startsWith("u-") ? "" : key));
  const ranks = [];
  const order = [...codes.keys()].sort((a, b) => (codes[a] < codes[b] ? -1 : 1));
  order.forEach((place, rank) => (ranks[place] = rank));
  return { codes, ranks, at };
}
