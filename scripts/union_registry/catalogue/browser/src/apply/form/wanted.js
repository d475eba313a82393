// What has to be filled in, by the schemas alone: what is there and what is missing, field by field.
import { blank } from "../draft/value.js";

/** Each value that is asked for: [{id, title, filled}, …]; `id` is file and pointer, as the field's id in the page. */
export function wanted(schema, value, id, title = "") {
  if (schema.type === "object") return object(schema, value, id, title);
  if (schema.type === "array" && schema.items.type === "object") return rows(schema, value, id, title);
  return [
    { id, title: title || schema.title, filled: schema.type === "array" ? answered(schema, value) : !blank(value) },
  ];
}

/** True if a part is asked for, required by its schema or by a clause of the regulation. */
function asked(schema, key) {
  if ((schema.required || []).includes(key)) return true;
  const child = schema.properties[key];
  return child.type === "object" && Boolean(child["x-clause"]) && !child.description && !child["x-help"];
}

function object(schema, value, id, title) {
  return Object.keys(schema.properties)
    .filter((key) => asked(schema, key) || !blank(value?.[key]))
    .flatMap((key) => {
      const child = schema.properties[key];
      const needed = asked(schema, key);
      const named = title ? `${title} · ${child.title}` : child.title;
      // What is optional and has been begun is asked for in full, but a leaf of its own is not.
      if (!needed && child.type !== "object" && !(child.type === "array" && child.items.type === "object")) return [];
      return wanted(child, value?.[key], `${id}/${key}`, named);
    });
}

function rows(schema, value, id, title) {
  if (!answered(schema, value)) return [{ id, title: title || schema.title, filled: false }];
  return value.flatMap((row, at) => {
    const named = `${title || schema.title}第 ${at + 1} ${schema["x-counter"] || "项"}`;
    return wanted(schema.items, row, `${id}/${at}`, named);
  });
}

function answered(schema, value) {
  if (!Array.isArray(value)) return false;
  if (schema["x-may-be-empty"] || schema.items.type === "object")
    return value.length > 0 || Boolean(schema["x-may-be-empty"]);
  return !blank(value);
}
