// Tasks name units by their credit codes; when a code is corrected in the list of members, the tasks follow.

/** Old code by new code, where the list of members is the same but for codes that were corrected. */
export function corrected(before, after) {
  const moved = new Map();
  if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) return moved;
  const still = new Set(after.map((member) => member?.credit_code));
  before.forEach((member, at) => {
    const [old, fresh] = [member?.credit_code, after[at]?.credit_code];
    const same = member?.name === after[at]?.name;
    if (old && fresh && old !== fresh && same && !still.has(old)) moved.set(old, fresh);
  });
  return moved;
}

/** The tasks of a plan with those codes replaced. */
export function followed(tasks, moved) {
  if (!moved.size || !Array.isArray(tasks)) return tasks;
  return tasks.map((task) =>
    Array.isArray(task?.members) ? { ...task, members: task.members.map((code) => moved.get(code) || code) } : task,
  );
}
