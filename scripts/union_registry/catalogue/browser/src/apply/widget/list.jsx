import { useContext } from "react";

import { Faults } from "./faults.jsx";
import { pointerOf, Sheet } from "./sheet.js";

/** A list of rows that can be added to. */
export function List({ fieldPathId, title, items, canAdd, onAddClick, schema, required }) {
  const sheet = useContext(Sheet);
  const id = fieldPathId.$id;
  const unit = schema["x-counter"] || "项";
  const none = schema["x-may-be-empty"] && !items.length;
  const add = (event) => {
    onAddClick(event);
    sheet.aim(`${id}/${items.length}`);
  };
  return (
    <fieldset className="apply-list" id={id} tabIndex={-1}>
      <legend className="apply-group__title">
        {title}{" "}
        <span className="apply-list__count">
          {items.length} {unit}
        </span>{" "}
        {!required && <span className="apply-label__may">选填</span>}
      </legend>
      {schema.description && <p className="apply-help">{schema.description}</p>}
      <Faults id={id} />
      {items.length > 0 && <ol className="apply-rows">{items}</ol>}
      {none && <None id={id} sheet={sheet} title={title} />}
      <button type="button" className="apply-add" disabled={!canAdd} aria-label={`加一${unit}：${title}`} onClick={add}>
        ＋ 加一{unit}
      </button>
    </fieldset>
  );
}

/** Where a table may be empty, its emptiness is said, not left open. */
function None({ id, sheet, title }) {
  const pointer = pointerOf(sheet, id);
  const held = sheet.valueAt(pointer);
  return (
    <label className="apply-tick">
      <input
        type="checkbox"
        checked={Array.isArray(held)}
        onChange={(event) => sheet.set(pointer, event.target.checked ? [] : undefined)}
      />
      没有{title}
    </label>
  );
}
