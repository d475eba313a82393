import { useField } from "./sheet.js";

/** Yes or not said; nobody has to say no. */
export function Truth({ id, value, schema, label, onChange }) {
  const { described } = useField(id, schema);
  return (
    <label className="apply-tick" htmlFor={id}>
      <input
        id={id}
        type="checkbox"
        checked={value === true}
        aria-describedby={described}
        onChange={(event) => onChange(event.target.checked || undefined)}
      />
      {label}
    </label>
  );
}
