// Counting 字 as zi.py counts them, the authority: a CJK character or mark is 1, any other run between blanks is 1.

const CJK =
  "\\u2e80-\\u303f\\u3041-\\u33ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\ufe30-\\ufe4f\\uff00-\\uffef" +
  "\\u2018-\\u201d\\u2026\\u2014\\u{20000}-\\u{3ffff}";
// White space as Python's \s has it, which is not JavaScript's.
const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const ZI = new RegExp(`[${CJK}]|[^${BLANK}${CJK}]+`, "gu");

/** Number of 字 in a text. */
export function zi(text) {
  return (
    String(text ?? "")
      .replaceAll("\u3000", " ")
      .match(ZI) || []
  ).length;
}
