// A verdict put in order for the reader: what fails, what is blank, what to look at, and what stands at which field.

const BLANK_RULES = new Set(["form-incomplete", "form-missing-file"]);

/** File of a finding within the union's folder, "" if it speaks of the folder. */
export function fileOf(finding) {
  return finding.file.split("/").slice(2).join("/");
}

/** Id in the page of the field that a finding speaks of. */
export function idOf(finding) {
  return fileOf(finding) + finding.path;
}

/** Findings of the one union and of the register, as one list. */
export function findings(verdict) {
  return [...verdict.unions.flatMap((union) => union.findings), ...verdict.register];
}

/** The findings by what they ask of the reader. What only says that a field is blank is apart, in `blanks`. */
export function grouped(verdict) {
  const groups = { failing: [], blanks: [], notes: [], waived: [], people: [], met: [], pending: [], other: [] };
  const into = {
    "not-met": "failing",
    note: "notes",
    waived: "waived",
    people: "people",
    met: "met",
    pending: "pending",
  };
  for (const finding of findings(verdict)) {
    const group = BLANK_RULES.has(finding.rule) ? "blanks" : into[finding.outcome] || "other";
    groups[group].push(finding);
  }
  return groups;
}

/** Findings to be shown at a field, by the field's id. */
export function byField(verdict) {
  const found = new Map();
  for (const finding of verdict ? findings(verdict) : []) {
    if (BLANK_RULES.has(finding.rule) || !["not-met", "note"].includes(finding.outcome)) continue;
    const id = idOf(finding);
    found.set(id, [...(found.get(id) || []), finding]);
  }
  return found;
}

/** Number of findings not met at a sheet. */
export function failingAt(faults, path) {
  let count = 0;
  for (const [id, list] of faults)
    if (id === path || id.startsWith(path + "/")) count += list.filter(({ outcome }) => outcome === "not-met").length;
  return count;
}
