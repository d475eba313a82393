// The steps of the procedure, and in each the sheets to fill in, as form.json tells them.
import { matches } from "../draft/fitted.js";

/** All sheets by their path, and the steps with theirs: {steps: [{key, title, …, sheets, adds}], sheets: Map}. */
export function outline(form, draft) {
  const sheets = new Map();
  const steps = form.steps.map((step) => {
    const kinds = step.files
      .map((key) => form.files.find((kind) => kind.key === key))
      .filter((kind) => kind && !kind.private);
    const own = kinds.flatMap((kind) => paths(kind, draft).map((path) => sheet(kind, path, step, sheets)));
    return { ...step, sheets: own, adds: kinds.filter((kind) => kind.yearly) };
  });
  return { steps, sheets };
}

/** The kind of file that the contacts are, or undefined. */
export function secret(form) {
  return form.files.find((kind) => kind.private);
}

/** The sheet on which contacts are asked for: the recommendation form, whose cover names them. */
export const CONTACTS = "lead.yaml";

function paths(kind, draft) {
  if (!kind.yearly) return [kind.path];
  return Object.keys(draft.files)
    .filter((path) => matches(kind, path))
    .sort();
}

function sheet(kind, path, step, sheets) {
  if (!sheets.has(path)) {
    const year = kind.yearly ? `${path.match(/20\d\d/)[0]} 年` : "";
    sheets.set(path, {
      path,
      key: kind.key,
      title: year + kind.title,
      clause: kind.clause,
      schema: kind.schema,
      step: step.key,
    });
  }
  return sheets.get(path);
}
