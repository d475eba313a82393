// Plain values of a draft: what is blank, reading and setting by a path of keys and indexes.

/** True for what counts as not filled in: nothing, blank text, an object or a list without content. */
export function blank(value) {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.every(blank);
  if (typeof value === "object") return Object.values(value).every(blank);
  return false;
}

/** The keys of a JSON pointer; "" gives none. */
export function keys(pointer) {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What stands at `path` in `value`, or undefined. */
export function at(value, path) {
  return path.reduce((found, key) => (found && typeof found === "object" ? found[key] : undefined), value);
}

/** A copy of `value` in which `path` holds `put`; nothing else is copied. */
export function having(value, path, put) {
  if (!path.length) return put;
  const [key, ...rest] = path;
  if (/^\d+$/.test(String(key)) && (Array.isArray(value) || value === undefined)) {
    const copy = [...(value || [])];
    copy[Number(key)] = having(copy[Number(key)], rest, put);
    return copy;
  }
  return { ...(value && typeof value === "object" ? value : {}), [key]: having(value?.[key], rest, put) };
}
