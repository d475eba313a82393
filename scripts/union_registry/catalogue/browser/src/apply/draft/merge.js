// What a file gave, put beside what is typed already: where they differ, and the two put together.
import { blank } from "./value.js";

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * `read` laid over `mine`; with `only` "blank", what is typed stays and only gaps are filled. Rows are
 * matched by what they name; no row is dropped. Lists of plain texts are taken whole.
 */
export function overlaid(mine, read, only) {
  if (blank(read) && !(Array.isArray(read) && mine === undefined)) return mine;
  if (isObject(read) && isObject(mine)) {
    const joined = { ...mine };
    for (const key of Object.keys(read)) joined[key] = overlaid(mine[key], read[key], only);
    return joined;
  }
  if (isRows(mine) && isRows(read)) return rowsJoined(mine, read, only);
  return only === "blank" && !blank(mine) ? mine : read;
}

/** The whole draft of the one over the whole draft of the other. */
export function joined(mine, read, only) {
  const files = { ...mine.files };
  for (const [path, data] of Object.entries(read.files)) files[path] = overlaid(mine.files[path], data, only);
  return {
    slug: only === "blank" ? mine.slug || read.slug : read.slug || mine.slug,
    files,
    private: overlaid(mine.private, read.private, only) || {},
    carried: only === "blank" ? { ...read.carried, ...mine.carried } : { ...mine.carried, ...read.carried },
  };
}

/** Pointers of what is typed and would read otherwise afterwards: [{pointer, mine, read}, …]. */
export function differences(mine, read, pointer = "") {
  if (blank(mine) || blank(read) || JSON.stringify(mine) === JSON.stringify(read)) return [];
  if (isObject(mine) && isObject(read))
    return Object.keys(read).flatMap((key) => differences(mine[key], read[key], `${pointer}/${key}`));
  if (isRows(mine) && isRows(read))
    return read.flatMap((row) => {
      const at = mine.findIndex((one) => same(one, row));
      return at < 0 ? [] : differences(mine[at], row, `${pointer}/${at}`);
    });
  return [{ pointer, mine, read }];
}

/** Rows in the order of others that speak of the same; what those do not have comes after. */
export function ordered(rows, like) {
  const place = (row) => {
    const at = like.findIndex((one) => same(one, row));
    return at < 0 ? like.length : at;
  };
  return [...rows].sort((one, other) => place(one) - place(other));
}

/** Number of values that are filled in. */
export function filled(value) {
  if (blank(value)) return 0;
  if (typeof value !== "object") return 1;
  return Object.values(value).reduce((sum, one) => sum + filled(one), 0);
}

function isRows(value) {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}

function rowsJoined(mine, read, only) {
  const rest = [...read];
  const rows = mine.map((row) => {
    const at = rest.findIndex((one) => same(row, one));
    return at < 0 ? row : overlaid(row, rest.splice(at, 1)[0], only);
  });
  return [...rows, ...rest];
}

/** True if two rows speak of the same: unit, person, project, year. */
function same(one, other) {
  if (one.credit_code && other.credit_code) return one.credit_code === other.credit_code;
  const key = ["name", "title", "year", "starts_on", "rule", "text"].find((name) => name in one);
  return key !== undefined && !blank(one[key]) && one[key] === other[key];
}
