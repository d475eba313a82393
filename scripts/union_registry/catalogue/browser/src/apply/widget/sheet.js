// What the fields of a sheet share: its data, what was found at each field, and how to change what is not their own.
import { createContext, useContext } from "react";

import { keys } from "../draft/value.js";

/** {path, schema, data, set(pointer, value), faults, aim(id), target, units, removed(words)}; see view/sheet.jsx. */
export const Sheet = createContext(null);

/** Pointer within the sheet of the field with this id. */
export function pointerOf(sheet, id) {
  return id.slice(sheet.path.length);
}

/** The schema's node of a pointer. */
export function nodeAt(schema, pointer) {
  return keys(pointer).reduce((node, key) => (node?.type === "array" ? node.items : node?.properties?.[key]), schema);
}

/** What a widget has to say of itself: faults found at it, whether it fails, and the ids that describe it. */
export function useField(id, schema) {
  const { faults } = useContext(Sheet);
  const found = faults.get(id) || [];
  const described = [];
  if (schema.description) described.push(id + "--help");
  if (schema["x-input"] === "text") described.push(id + "--count");
  if (found.length) described.push(id + "--faults");
  return {
    found,
    failing: found.some(({ outcome }) => outcome === "not-met"),
    described: described.join(" ") || undefined,
  };
}
