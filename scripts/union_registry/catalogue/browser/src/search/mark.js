// Marks typed words in a text as it is shown, and cuts a long text down to where they are.
import { normalised } from "./normal.js";

const CHARACTER = /\P{M}\p{M}*|\p{M}+/gu;
const AROUND = 40;

// Whether any of the words stands in the text.
export function holds(text, words) {
  const plain = normalised(text);
  return words.some((word) => plain.includes(word));
}

// Nodes of the text with each of the words in a <mark>.
export function marked(text, words) {
  const nodes = document.createDocumentFragment();
  let last = 0;
  for (const [from, to] of spans(text, words)) {
    nodes.append(text.slice(last, from));
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    nodes.append(mark);
    last = to;
  }
  nodes.append(text.slice(last));
  return nodes;
}

// The part of a long text around the first of the words that is in it, else its beginning.
export function excerpt(text, words) {
  const first = spans(text, words)[0] || [0, 0];
  const from = wholeCharacter(text, Math.max(0, first[0] - AROUND));
  const to = wholeCharacter(text, Math.min(text.length, first[1] + 2 * AROUND));
  return (from > 0 ? "…" : "") + text.slice(from, to).trim() + (to < text.length ? "…" : "");
}

function wholeCharacter(text, at) {
  return at > 0 && /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}

// Where the words stand in the text: [from, to] in order, apart from each other.
function spans(text, words) {
  const { plain, places } = mapped(text);
  const found = [];
  for (const word of words)
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1))
      found.push([places[at][0], places[at + word.length - 1][1]]);
  found.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
  const merged = [];
  for (const [from, to] of found) {
    const before = merged[merged.length - 1];
    if (before && from <= before[1]) before[1] = Math.max(before[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

// The text as it is compared, and for each unit of that where in the text it comes from.
function mapped(text) {
  let plain = "";
  const places = [];
  for (const { 0: character, index } of text.matchAll(CHARACTER)) {
    let part = normalised(character);
    if (part === " " && plain.endsWith(" ")) part = "";
    plain += part;
    for (let i = 0; i < part.length; i++) places.push([index, index + character.length]);
  }
  return { plain, places };
}
