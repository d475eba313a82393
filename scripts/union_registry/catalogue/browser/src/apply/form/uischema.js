// How each field of a schema is shown: the widget by its kind of input.
import { Checks } from "../widget/checks.jsx";
import { Choice } from "../widget/choice.jsx";
import { Day } from "../widget/day.jsx";
import { Digest } from "../widget/digest.jsx";
import { Line } from "../widget/line.jsx";
import { Prose } from "../widget/prose.jsx";
import { Truth } from "../widget/truth.jsx";
import { Units } from "../widget/units.jsx";

const WIDGETS = { text: Prose, date: Day, choice: Choice, choices: Checks, truth: Truth };

/** uiSchema of a schema of form.json. */
export function uiSchema(schema, pointer = "") {
  if (schema.type === "object") {
    const fields = Object.entries(schema.properties).map(([key, child]) => [key, uiSchema(child, `${pointer}/${key}`)]);
    return Object.fromEntries(fields);
  }
  if (schema.type === "array") return list(schema, pointer);
  if (schema["x-digest"]) return { "ui:widget": Digest };
  return { "ui:widget": WIDGETS[schema["x-input"]] || (schema.oneOf ? Choice : Line) };
}

function list(schema, pointer) {
  if (pointer === "/tasks/items/members") return { "ui:widget": Units };
  if (schema["x-input"] === "choices" || schema.items.oneOf) return { "ui:widget": Checks };
  const items = uiSchema(schema.items, `${pointer}/items`);
  const first = schema["x-first"];
  if (!first) return { items };
  // The first row is what it has to be; what makes it so is not asked for, and not offered to the others.
  const [lead, others] = [{ ...items }, { ...items }];
  for (const [key, value] of Object.entries(first)) {
    lead[key] = { "ui:widget": "hidden" };
    others[key] = { ...items[key], "ui:options": { without: value } };
  }
  return { items: (_, index) => (index === 0 ? lead : others) };
}
