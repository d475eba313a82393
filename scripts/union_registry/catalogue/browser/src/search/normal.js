// Text as it is compared; the index does the same (search/normal.py).

// Spelled out, because what counts as white space differs between Python and browsers.
const BREAKS = /[\u0000-\u0020\u007f-\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+/g;

export function normalised(text) {
  return text.normalize("NFKC").toLowerCase().replace(BREAKS, " ");
}

// The words of what was typed, each once.
export function words(query) {
  return [...new Set(normalised(query).split(" ").filter(Boolean))];
}
