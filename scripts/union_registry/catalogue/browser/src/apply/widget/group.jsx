import { Fragment } from "react";

import { Faults } from "./faults.jsx";

/** Several fields that belong together; on the sheet itself, under the headings of the form. */
export function Group({ fieldPathId, title, properties, schema, required }) {
  const id = fieldPathId.$id;
  const fields = properties.map(({ name, content }) => <Fragment key={name}>{content}</Fragment>);
  if (!fieldPathId.path.length) return <Sections id={id} schema={schema} properties={properties} />;
  const inRow = typeof fieldPathId.path[fieldPathId.path.length - 1] === "number";
  if (inRow)
    return (
      <div className="apply-fields" id={id}>
        <Faults id={id} />
        {fields}
      </div>
    );
  return (
    <fieldset className="apply-group" id={id} tabIndex={-1}>
      <legend className="apply-group__title">
        {title} {!required && !schema["x-clause"] && <span className="apply-label__may">选填</span>}
      </legend>
      {schema.description && <p className="apply-help">{schema.description}</p>}
      <Faults id={id} />
      <div className="apply-fields">{fields}</div>
    </fieldset>
  );
}

function Sections({ id, schema, properties }) {
  const runs = [];
  for (const property of properties) {
    const section = schema.properties[property.name]?.["x-section"];
    const last = runs[runs.length - 1];
    if (last && last.section === section) last.fields.push(property);
    else runs.push({ section, fields: [property] });
  }
  return (
    <div className="apply-sheet" id={id} tabIndex={-1}>
      <Faults id={id} />
      {runs.map(({ section, fields }, at) => (
        <section key={at} className="apply-section">
          {section && <h3>{section}</h3>}
          <div className="apply-fields">
            {fields.map(({ name, content }) => (
              <Fragment key={name}>{content}</Fragment>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
