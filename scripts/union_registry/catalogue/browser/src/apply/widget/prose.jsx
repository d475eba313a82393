import { useContext } from "react";

import { zi } from "../draft/zi.js";
import { at, keys } from "../draft/value.js";
import { nodeAt, pointerOf, Sheet, useField } from "./sheet.js";
import { tidied } from "./tidy.js";

/** Text of several paragraphs, with its number of 字. */
export function Prose({ id, value, schema, onChange, required }) {
  const { failing, described } = useField(id, schema);
  const settle = (event) => {
    const text = tidied("text", event.target.value);
    if (text !== value) onChange(text);
  };
  return (
    <>
      <textarea
        id={id}
        rows={3}
        value={value ?? ""}
        aria-required={required || undefined}
        aria-invalid={failing || undefined}
        aria-describedby={described}
        onChange={(event) => onChange(event.target.value || undefined)}
        onBlur={settle}
      />
      <Count id={id} value={value} schema={schema} />
    </>
  );
}

/** Number of 字, beside the limit of the field or of those that are counted together with it. */
function Count({ id, value, schema }) {
  const sheet = useContext(Sheet);
  const own = zi(value);
  const [above, last] = parent(pointerOf(sheet, id));
  const joint = nodeAt(sheet.schema, above)?.["x-zi"];
  const together = joint?.of?.includes(last) ? joint : null;
  const limit = schema["x-zi"] || together?.limit;
  const counted = together ? together.of.reduce((sum, key) => sum + zi(at(sheet.data, [...keys(above), key])), 0) : own;
  const over = limit ? Math.max(0, counted - limit) : 0;
  return (
    <span id={id + "--count"} className={over ? "apply-count apply-count--over" : "apply-count"}>
      {together && `本段 ${own} 字，${together.of.length} 段合计 `}
      {counted}
      {limit ? ` / ${limit}` : ""} 字{over > 0 && `，超出 ${over} 字`}
    </span>
  );
}

function parent(pointer) {
  const cut = pointer.lastIndexOf("/");
  return [pointer.slice(0, cut), pointer.slice(cut + 1)];
}
