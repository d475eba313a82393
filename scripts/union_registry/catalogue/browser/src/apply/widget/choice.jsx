import { useField } from "./sheet.js";

/** One of a list; a value that the list does not have stays to be seen. */
export function Choice({ id, value, schema, options, onChange, required }) {
  const { failing, described } = useField(id, schema);
  const offered = (schema.oneOf || []).filter(({ const: key }) => key !== options.without);
  const foreign = value !== undefined && !offered.some(({ const: key }) => key === value);
  return (
    <select
      id={id}
      value={value ?? ""}
      aria-required={required || undefined}
      aria-invalid={failing || undefined}
      aria-describedby={described}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <option value="">请选择</option>
      {foreign && <option value={value}>{value}（不在可选项里）</option>}
      {offered.map(({ const: key, title }) => (
        <option key={key} value={key}>
          {title}
        </option>
      ))}
    </select>
  );
}
