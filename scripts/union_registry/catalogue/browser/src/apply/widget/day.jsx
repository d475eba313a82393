import { useField } from "./sheet.js";
import { tidied } from "./tidy.js";

/** True if a date field of the browser can show this. */
function isDay(text) {
  if (!text) return true;
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(text + "T00:00:00Z") : null;
  return Boolean(day) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A day; one that was read and is none stays to be seen as text. */
export function Day({ id, value, schema, onChange, required }) {
  const { failing, described } = useField(id, schema);
  return (
    <input
      id={id}
      type={isDay(value) ? "date" : "text"}
      min="1950-01-01"
      max="2099-12-31"
      value={value ?? ""}
      aria-required={required || undefined}
      aria-invalid={failing || undefined}
      aria-describedby={described}
      onChange={(event) => onChange(event.target.value || undefined)}
      onBlur={(event) => isDay(value) || onChange(tidied("line", event.target.value))}
    />
  );
}
