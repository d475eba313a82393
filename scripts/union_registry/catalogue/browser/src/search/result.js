// A result as a link with what was found in it; `rows` of each kind are those of search/documents.py.
import { excerpt, holds, marked } from "./mark.js";
import { isEnglish, said } from "./said.js";

const SAMPLE = 1;
const ENDED = 2;
const FOUND = 3;
const CODE = /([0-9A-Z]{18})\.html$/;

// How each kind is shown: title, the other texts that may hold what was typed, where it belongs, and flags.
const SHOWN = {
  union([, name, english, chain, county, flags, lead, leadEnglish, letter, technologies]) {
    const shown = named(name, english);
    return { ...shown, others: [letter, ...technologies], chains: [chain], county, flags, lead: named(lead, leadEnglish).title };
  },
  organisation([address, name, english, chains, county, flags, formerly]) {
    const code = CODE.exec(address);
    const shown = named(name, english);
    return { ...shown, others: [...(code ? [code[1]] : []), ...formerly], chains, county, flags };
  },
  chain: term,
  county: term,
  year([, year, name = "", english = "", chain, county, flags, text = ""]) {
    const title = said().summary(isEnglish() && english ? english : name, year);
    return { title, others: [], chains: chain === undefined ? [] : [chain], county, flags, text };
  },
  prose([, page, heading, text]) {
    return { title: heading, others: page === heading ? [] : [], page: page === heading ? "" : page, text };
  },
};

function named(name, english) {
  const [title, other] = isEnglish() && english ? [english, name] : [name, english];
  return { title, other };
}

function term([, label, english, aliases, flags]) {
  const shown = named(label, english);
  return { ...shown, others: aliases, flags };
}

// The list entry of a row; `site` is the address of the site's top, `facts` what the index says of itself.
export function entry(kind, row, words, site, facts) {
  const shown = SHOWN[kind](row);
  const item = made("li", "register-result");
  const link = made("a", "register-result__link");
  link.href = new URL((isBilingual(kind, facts) && isEnglish() ? "en/" : "") + row[0], site).href;
  link.append(marked(shown.title, words));
  item.append(link, ...badges(kind, shown.flags || 0));
  const where = places(shown, facts);
  if (where) item.append(line("register-result__facts", where, words));
  const found = [shown.other, ...shown.others].filter((text) => text && holds(text, words)).slice(0, FOUND);
  for (const text of found) item.append(line("register-result__found", text, words));
  if (shown.text && (holds(shown.text, words) || !found.length))
    item.append(line("register-result__found", excerpt(shown.text, words), words));
  return item;
}

function isBilingual(kind, facts) {
  return facts.kinds.some(([key, , , bilingual]) => key === kind && bilingual);
}

function badges(kind, flags) {
  const found = [];
  if (flags & ENDED) found.push([said().ended[kind], "grey"]);
  if (flags & SAMPLE) found.push([said().sample, "sample"]);
  return found.flatMap(([text, colour]) => {
    const badge = made("span", `register-badge register-badge--${colour}`);
    badge.textContent = text;
    return [" ", badge];
  });
}

function places({ chains = [], county, lead, page = "" }, facts) {
  const label = ([chinese, english]) => (isEnglish() ? english : chinese);
  const listed = chains.map((chain) => label(facts.chains[chain]));
  if (county !== undefined) listed.push(label(facts.counties[county]));
  if (lead) listed.push(lead);
  return listed.join(" · ") || page;
}

function line(name, text, words) {
  const paragraph = made("p", name);
  paragraph.append(marked(text, words));
  return paragraph;
}

export function made(tag, name) {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}
