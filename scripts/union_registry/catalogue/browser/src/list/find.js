// Which rows are found, and how many each filter would leave.
//
// By hand, not by a table library: TanStack's headless table took about ten times as long for the same (1,000 to 25,000
// rows) and three times the bytes of this whole script, and has no way to keep together what belongs to one union.

/** A filter of a list as data.py writes it. */
export class Filter {
  constructor({ key, keys, values, at }) {
    Object.assign(this, { key, keys, values, at });
  }

  /** Places in `keys`; as many as the row has of what the filter is about, or one for all. */
  of(row) {
    return this.values[this.at ? this.at[row] : row];
  }
}

/** The rows of `total` for which `fits` holds and that have what is `wanted` of each filter: a place in its keys, or null.
 *
 * Beside them, for each filter, how many rows would be found with each of its keys. What a row has several of is looked at
 * one by one, so that a unit is found by chain and tier only if it has both in one union.
 */
export function find(total, fits, filters, wanted) {
  const rows = [];
  const counts = filters.map(({ keys }) => new Array(keys.length).fill(0));
  const counted = filters.map(({ keys }) => new Array(keys.length).fill(-1));
  const asked = [...filters.keys()].filter((i) => wanted[i] !== null);
  const held = new Array(filters.length);
  for (let row = 0; row < total; row++) {
    if (!fits(row)) continue;
    let several = 1;
    for (let i = 0; i < filters.length; i++) {
      held[i] = filters[i].of(row);
      several = Math.max(several, held[i].length);
    }
    let isFound = false;
    for (let one = 0; one < several; one++) {
      const missed = asked.filter((i) => pick(held[i], one) !== wanted[i]);
      if (missed.length > 1) continue;
      if (!missed.length) isFound = true;
      for (let i = 0; i < filters.length; i++) {
        const key = pick(held[i], one);
        if (key === undefined || counted[i][key] === row || (missed.length && missed[0] !== i)) continue;
        counted[i][key] = row;
        counts[i][key]++;
      }
    }
    if (isFound) rows.push(row);
  }
  return { rows, counts };
}

function pick(keys, one) {
  return keys[keys.length > 1 ? one : 0];
}
