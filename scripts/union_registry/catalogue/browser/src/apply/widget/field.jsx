import { Faults } from "./faults.jsx";

const WIDE = new Set(["text", "choices", "truth"]);

/** A field with its label, help, clause and what was found at it. Objects and lists see to their own. */
export function Field({ id, label, required, hidden, schema, uiSchema, children }) {
  if (hidden) return null;
  if (!uiSchema?.["ui:widget"]) return children;
  const wide = schema.type === "array" || WIDE.has(schema["x-input"]);
  return (
    <div className={`apply-field${wide ? " apply-field--wide" : ""}`}>
      {schema.type !== "boolean" && <Head id={id} label={label} required={required} schema={schema} />}
      {children}
      {schema.description && (
        <span className="apply-help" id={id + "--help"}>
          {schema.description}
        </span>
      )}
      <Faults id={id} />
    </div>
  );
}

/** The label alone is the field's name; what else is said of it stands beside. */
function Head({ id, label, required, schema }) {
  return (
    <div className="apply-label">
      {schema.type === "array" ? (
        <span className="apply-label__name" id={id + "--label"}>
          {label}
        </span>
      ) : (
        <label className="apply-label__name" htmlFor={id}>
          {label}
        </label>
      )}
      {required ? <Must /> : <span className="apply-label__may">选填</span>}
      {schema["x-private"] && <span className="apply-secret">仅保存在本机</span>}
      <span className="apply-label__clause">
        {schema["x-clause"]}
        {schema["x-public"] && " 核准后公开"}
      </span>
    </div>
  );
}

/** The sign of a field that has to be filled in; the field says so itself. */
export function Must() {
  return (
    <span className="apply-label__must" aria-hidden="true">
      *
    </span>
  );
}
