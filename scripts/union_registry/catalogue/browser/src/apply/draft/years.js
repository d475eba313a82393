// The three full years before filing, which the recommendation form asks for.

/** Those years for a draft, as text. */
export function threeYears(filledOn, today) {
  const year = Number((/^20\d\d/.test(filledOn || "") ? filledOn : today).slice(0, 4));
  return [year - 3, year - 2, year - 1].map(String);
}

/** The rows of accounts, where a row that has just been added gets the next of those years. */
export function dated(before, rows, years) {
  if (!Array.isArray(rows) || rows.length <= (before?.length || 0)) return rows;
  const last = rows[rows.length - 1];
  if (last && Object.values(last).some((value) => value !== undefined)) return rows;
  const next = years.find((year) => !rows.some((row) => row?.year === year));
  return next ? [...rows.slice(0, -1), { ...last, year: next }] : rows;
}
