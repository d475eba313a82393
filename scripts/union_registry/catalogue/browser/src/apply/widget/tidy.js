// What is typed, as it was meant: full-width digits, blanks and commas in numbers, small letters in codes.

const half = (text) => text.normalize("NFKC");
const one = (text) => text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ").trim();
const number = (text) => half(text).replace(/[,，\s]/g, "");

const TIDY = {
  year: (text) => number(text).replace(/年$/, ""),
  count: number,
  amount: (text) => number(text).replace(/万元$/, ""),
  percent: (text) => number(text).replace(/%$/, ""),
  slug: (text) => half(text).trim().toLowerCase(),
  code: (text) => half(text).replace(/[\s-]/g, "").toUpperCase(),
  text: (text) => text.replace(/\r\n?/g, "\n").trimEnd(),
};

/** The text as it goes into the draft when the field is left; undefined if nothing is left of it. */
export function tidied(kind, text) {
  return (TIDY[kind] || one)(String(text ?? "")) || undefined;
}
