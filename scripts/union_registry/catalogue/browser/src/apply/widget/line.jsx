import { useField } from "./sheet.js";
import { tidied } from "./tidy.js";

const MODES = { year: "numeric", count: "numeric", amount: "decimal", percent: "decimal" };

/** One line of text, a number or a code; `beside` stands behind it. */
export function Line({ id, value, schema, onChange, required, beside }) {
  const { failing, described } = useField(id, schema);
  // A folder's name is a code of small letters, a credit code one of capitals.
  const kind = schema["x-input"] === "code" && /a-z/.test(schema.pattern) ? "slug" : schema["x-input"];
  const settle = (event) => {
    const text = tidied(kind, event.target.value);
    if (text !== value) onChange(text);
  };
  return (
    <span className={`apply-line apply-line--${kind || "line"}`}>
      <input
        id={id}
        type="text"
        value={value ?? ""}
        inputMode={MODES[kind]}
        autoComplete="off"
        spellCheck={false}
        aria-required={required || undefined}
        aria-invalid={failing || undefined}
        aria-describedby={described}
        onChange={(event) => onChange(event.target.value || undefined)}
        onBlur={settle}
      />
      {schema["x-unit"] && <span className="apply-line__unit">{schema["x-unit"]}</span>}
      {beside}
    </span>
  );
}
