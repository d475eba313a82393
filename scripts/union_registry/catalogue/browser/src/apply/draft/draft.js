// The draft of one union: what the form edits, what it only carries along, and what stays in the browser.
import { complete } from "./ages.js";
import { blank } from "./value.js";

/** A draft in which nothing is filled in. */
export function empty() {
  return { slug: "", files: {}, private: {}, carried: {} };
}

/** True if nothing has been typed. */
export function untouched(draft) {
  const { slug, files, private: own, carried } = typed(draft);
  return !slug && blank(files) && blank(own) && blank(carried);
}

/** The draft without the lead's row that is there from the first, as long as nothing is in it. */
export function typed(draft) {
  const { "members.yaml": members, ...files } = draft.files;
  const rows = (members?.members || []).map(({ tier, ...rest }) => rest);
  return rows.length > 1 || !blank(rows) ? draft : { ...draft, files };
}

/** The draft as the engine takes it: blanks left out; rows stay, so that a finding's path leads to the same row. */
export function stripped(draft) {
  const files = {};
  for (const [path, data] of Object.entries(draft.files)) {
    const kept = without(data);
    if (kept !== undefined && Object.keys(kept).length) files[path] = kept;
  }
  const secret = without({ ...draft.private, team_ages: complete(draft.private.team_ages) }) || {};
  return { slug: draft.slug.trim(), files, private: secret, carried: draft.carried || {} };
}

function without(value) {
  if (Array.isArray(value)) {
    const rows = value.map((row) => without(row) ?? (row && typeof row === "object" ? {} : ""));
    while (rows.length && blank(rows[rows.length - 1]) && typeof rows[rows.length - 1] === "string") rows.pop();
    return value.length && !rows.length ? undefined : rows;
  }
  if (value && typeof value === "object") {
    const kept = Object.entries(value)
      .map(([key, one]) => [key, without(one)])
      .filter(([, one]) => one !== undefined);
    return kept.length ? Object.fromEntries(kept) : undefined;
  }
  return blank(value) ? undefined : value;
}
