// What is typed and what is searched, made alike: full-width and half-width, capitals and small letters are the same.

/** `text` as it is compared. */
export function plain(text) {
  return text.normalize("NFKC").toLowerCase();
}

/** The words that somebody typed; each must be found. */
export function typed(text) {
  return plain(text).split(/\s+/).filter(Boolean);
}
