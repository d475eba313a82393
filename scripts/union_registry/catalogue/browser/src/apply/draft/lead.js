// The lead is the first unit of the list; a list that comes from a file may put it elsewhere, or not say which it is.

const GUESSED = {
  where: { zh: "成员单位第 1 家" },
  said: "",
  path: "members.yaml: members[0].name",
  why: { zh: "文件没有写明谁是牵头单位，先把名单上的第一家当作牵头单位，请核对；不是的话，请调整顺序" },
};

/** The draft with the lead first, and a doubt if it had to be taken for the lead: [draft, doubts]. */
export function leadFirst(draft, first) {
  const data = draft.files["members.yaml"];
  const rows = data?.members || [];
  const leads = (row) => Object.entries(first).every(([key, value]) => row?.[key] === value);
  if (!rows.length || leads(rows[0])) return [draft, []];
  const put = (members) => ({ ...draft, files: { ...draft.files, "members.yaml": { ...data, members } } });
  const at = rows.findIndex(leads);
  if (at > 0) return [put([rows[at], ...rows.slice(0, at), ...rows.slice(at + 1)]), []];
  // A first unit that is said to be of another tier is not the lead; there is room for the lead before it.
  if (Object.keys(first).some((key) => rows[0][key])) return [put([{ ...first }, ...rows]), []];
  return [put([{ ...rows[0], ...first }, ...rows.slice(1)]), [{ ...GUESSED, said: rows[0].name || "" }]];
}
