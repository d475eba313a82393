// The schemas as the form shows them: hints that a date field makes needless left out, ages beside the team's names.

const DATE_HINT = /；?形如 .*的日期$/;
const CHOICE_HINT = /^；/;

/** A schema of form.json, made ready; the same one is given for the same file each time. */
export function prepared(kind, secret) {
  if (!kind.ready) kind.ready = shown(kind.path === "lead.yaml" ? withAge(kind.schema, secret) : kind.schema);
  return kind.ready;
}

/** The contacts alone: ages stand in the team's rows. */
export function contacts(secret) {
  if (!secret.ready) {
    const { team_ages: _, ...properties } = secret.schema.properties;
    secret.ready = shown({ ...secret.schema, properties });
  }
  return secret.ready;
}

function withAge(schema, secret) {
  const age = secret?.schema.properties.team_ages?.items.properties.age;
  const team = schema.properties.team;
  if (!age || !team) return schema;
  const { name, ...rest } = team.items.properties;
  const items = {
    ...team.items,
    properties: { name, age: { ...age, "x-private": true, description: undefined }, ...rest },
  };
  return { ...schema, properties: { ...schema.properties, team: { ...team, items } } };
}

function shown(node) {
  const copy = { ...node };
  if (copy.description && copy["x-input"] === "date")
    copy.description = copy.description.replace(DATE_HINT, "").replace(CHOICE_HINT, "");
  if (!copy.description) delete copy.description;
  if (copy.properties)
    copy.properties = Object.fromEntries(Object.entries(copy.properties).map(([key, one]) => [key, shown(one)]));
  if (copy.items) copy.items = shown(copy.items);
  return copy;
}
