// A draft from outside (kept, opened) made to fit the schemas, since what does not fit cannot be shown in a form.

/**
 * What of `value` fits `schema`, and the places of what does not: [value, [pointer, …]].
 * Numbers become text, as everything is text until it is judged.
 */
export function fitted(schema, value, pointer = "") {
  if (value === undefined || value === null) return [undefined, []];
  if (schema.type === "object") return isPlain(value) ? object(schema, value, pointer) : [undefined, [pointer]];
  if (schema.type === "array") return Array.isArray(value) ? list(schema, value, pointer) : [undefined, [pointer]];
  if (schema.type === "boolean") return typeof value === "boolean" ? [value, []] : [undefined, [pointer]];
  if (typeof value === "number") return [String(value), []];
  return typeof value === "string" ? [value, []] : [undefined, [pointer]];
}

/** The same for a whole draft, by the files of form.json; `lost` names what was left out. */
export function fittedDraft(kinds, draft) {
  const files = {};
  const lost = [];
  const hold = (path, schema, data) => {
    const [value, dropped] = fitted(schema, data);
    lost.push(...dropped.map((pointer) => path + pointer));
    return value;
  };
  for (const [path, data] of Object.entries(isPlain(draft.files) ? draft.files : {})) {
    const kind = kinds.find((one) => matches(one, path));
    if (kind && !kind.private) files[path] = hold(path, kind.schema, data) || {};
    else lost.push(path);
  }
  const secret = kinds.find((one) => one.private);
  const own = secret ? hold("private.yaml", secret.schema, draft.private) : undefined;
  const carried = Object.entries(isPlain(draft.carried) ? draft.carried : {}).filter(
    ([, text]) => typeof text === "string",
  );
  const slug = typeof draft.slug === "string" ? draft.slug : "";
  return { draft: { slug, files, private: own || {}, carried: Object.fromEntries(carried) }, lost };
}

/** True if a file of this kind may lie at `path`. */
export function matches(kind, path) {
  if (!kind.yearly) return kind.path === path;
  const [before, after] = kind.path.split("{year}");
  return (
    path.startsWith(before) &&
    path.endsWith(after) &&
    /^20\d\d$/.test(path.slice(before.length, path.length - after.length))
  );
}

function isPlain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function object(schema, value, pointer) {
  const found = {};
  const lost = [];
  for (const [key, one] of Object.entries(value)) {
    const child = Object.hasOwn(schema.properties || {}, key) ? schema.properties[key] : null;
    const [kept, dropped] = child ? fitted(child, one, `${pointer}/${key}`) : [undefined, [`${pointer}/${key}`]];
    if (kept !== undefined) found[key] = kept;
    lost.push(...dropped);
  }
  return [found, lost];
}

function list(schema, value, pointer) {
  const pairs = value.map((one, at) => fitted(schema.items, one, `${pointer}/${at}`));
  const rows = pairs.map(([kept]) => kept ?? (schema.items.type === "object" ? {} : ""));
  return [rows, pairs.flatMap(([, dropped]) => dropped)];
}
