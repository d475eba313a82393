// One sheet of the draft, as the form shows it and as it comes back from there.
import { parted, withAges } from "./ages.js";
import { corrected, followed } from "./codes.js";

/** Data of a sheet for the form. */
export function sheetData(draft, path) {
  const data = draft.files[path] || {};
  if (path !== "lead.yaml" || !data.team) return data;
  return { ...data, team: withAges(data.team, draft.private.team_ages) };
}

/** The draft with a sheet's data put back; `first` is what the schema says of a list's first row. */
export function changed(draft, path, data, first = {}) {
  const files = { ...draft.files, [path]: data };
  let own = draft.private;
  if (path === "lead.yaml") {
    const [team, ages] = parted(data.team);
    files[path] = team === undefined ? data : { ...data, team };
    own = { ...own, team_ages: ages };
  }
  if (path === "members.yaml") {
    const members = (data.members || []).map((member, at) => (at ? member : { ...first, ...member, ...first }));
    files[path] = { ...data, members: members.length ? members : [{ ...first }] };
    const plan = files["plan.yaml"];
    const moved = corrected(draft.files[path]?.members, files[path].members);
    if (plan && moved.size) files["plan.yaml"] = { ...plan, tasks: followed(plan.tasks, moved) };
  }
  return { ...draft, files, private: own };
}
