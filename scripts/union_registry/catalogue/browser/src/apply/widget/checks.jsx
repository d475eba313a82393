import { useField } from "./sheet.js";

/** Several of a list, each a box to tick; `choices` are [{key, title, locked}]. */
export function Boxes({ id, choices, value, described, failing, onChange }) {
  const held = Array.isArray(value) ? value : [];
  const toggle = (key) => {
    const next = held.includes(key) ? held.filter((one) => one !== key) : [...held, key];
    const order = choices.map((choice) => choice.key);
    next.sort((a, b) => order.indexOf(a) - order.indexOf(b));
    onChange(next.length ? next : undefined);
  };
  return (
    <span
      className="apply-ticks"
      id={id}
      tabIndex={-1}
      role="group"
      aria-labelledby={id + "--label"}
      aria-describedby={described}
    >
      {choices.map(({ key, title, locked }, at) => (
        <label className="apply-tick" key={key || `row-${at}`}>
          <input
            type="checkbox"
            checked={held.includes(key)}
            disabled={locked}
            aria-invalid={failing || undefined}
            onChange={() => toggle(key)}
          />
          {title}
        </label>
      ))}
    </span>
  );
}

/** Several choices of a vocabulary. */
export function Checks({ id, value, schema, onChange }) {
  const { failing, described } = useField(id, schema);
  const known = schema.items.oneOf.map(({ const: key, title }) => ({ key, title }));
  const foreign = (Array.isArray(value) ? value : []).filter((key) => !known.some((choice) => choice.key === key));
  const choices = [...known, ...foreign.map((key) => ({ key, title: `${key}（不在可选项里）` }))];
  return <Boxes {...{ id, choices, value, described, failing, onChange }} />;
}
