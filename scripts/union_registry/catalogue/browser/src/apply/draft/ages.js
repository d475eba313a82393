// Ages of the team: typed in the team's rows, kept apart from them, since they never leave the browser.

/** The rows of the team with the age that `ages` holds for each: by its place, or else by the name. */
export function withAges(team, ages) {
  if (!Array.isArray(team)) return team;
  const held = Array.isArray(ages) ? ages : [];
  return team.map((person, at) => {
    const own = held[at]?.name === person?.name ? held[at] : held.find(({ name }) => name && name === person?.name);
    return own?.age === undefined ? { ...person } : { ...person, age: own.age };
  });
}

/** The rows without ages, and the ages by name, one a row so that places agree: [team, ages]. */
export function parted(rows) {
  if (!Array.isArray(rows)) return [rows, undefined];
  const team = rows.map(({ age, ...person }) => person);
  const ages = rows.map(({ name, age }) => ({ name, age }));
  return [team, ages.some(({ age }) => age) ? ages : undefined];
}

/** What is handed out of the ages: those with a name and an age. */
export function complete(ages) {
  return Array.isArray(ages) ? ages.filter(({ name, age }) => name && age) : undefined;
}
