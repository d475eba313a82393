// MiniSearch and FlexSearch with pairs of characters as their words: `node rivals.mjs NAME RECORDS OUT` builds an
// index; in a browser, `open` reads it back. Neither looks at where a pair stands, so that both find too much.

function plain(text) {
  return text.normalize("NFKC").toLowerCase();
}

// Each pair of characters of each word, and each character at the end of a word.
export function pairs(text) {
  return plain(text)
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => {
      const characters = Array.from(word);
      return characters.map((character, i) => character + (characters[i + 1] || ""));
    });
}

// The pairs of what is typed, without the ends of its words; one character alone stays what it is.
function typed(query) {
  return plain(query)
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => (Array.from(word).length > 1 ? pairs(word).filter((pair) => Array.from(pair).length > 1) : [word]));
}

const MINISEARCH = { fields: ["text"], tokenize: pairs };

export const RIVALS = {
  minisearch: {
    async build(load, records) {
      const { default: MiniSearch } = await load("minisearch");
      const index = new MiniSearch(MINISEARCH);
      index.addAll(records.map(({ text }, id) => ({ id, text })));
      return JSON.stringify(index);
    },
    async open(load, json) {
      const { default: MiniSearch } = await load("minisearch");
      const index = MiniSearch.loadJSON(json, MINISEARCH);
      const prefix = (term) => Array.from(term).length === 1;
      return (query) => index.search(query, { tokenize: typed, combineWith: "AND", prefix }).length;
    },
  },
  flexsearch: {
    async build(load, records) {
      const { Index } = (await load("flexsearch")).default;
      const index = new Index({ encode: pairs, tokenize: "forward" });
      records.forEach(({ text }, i) => index.add(i, text));
      const parts = {};
      await index.export((key, data) => {
        parts[key] = data;
      });
      return JSON.stringify(parts);
    },
    async open(load, json) {
      const { Index } = (await load("flexsearch")).default;
      const index = new Index({ encode: typed, tokenize: "forward" });
      for (const [key, data] of Object.entries(JSON.parse(json))) index.import(key, data);
      return (query) => index.search(query, { limit: 1e9 }).length;
    },
  },
};

if (globalThis.process?.argv[4]) {
  const { readFileSync, writeFileSync } = await import("node:fs");
  const { createRequire } = await import("node:module");
  const { pathToFileURL } = await import("node:url");
  const [, , name, source, out, packages] = process.argv;
  const require = createRequire(packages + "/");
  const load = (wanted) => import(pathToFileURL(require.resolve(wanted)));
  writeFileSync(out, await RIVALS[name].build(load, JSON.parse(readFileSync(source, "utf-8"))));
}
