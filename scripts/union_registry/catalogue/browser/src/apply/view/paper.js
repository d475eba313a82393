// HTML of the printed forms, taken in element by element: only what a form is made of, and text as text.

const ELEMENTS = new Set(
  "article section header footer div p span strong em br h1 h2 h3 h4 h5 h6 table caption colgroup col thead tbody tfoot tr th td ol ul li dl dt dd".split(
    " ",
  ),
);
const ATTRIBUTES = ["class", "colspan", "rowspan", "scope", "lang", "start"];

/** The content of an HTML document as a fragment of this one. */
export function paper(html) {
  const read = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  for (const child of read.body.childNodes) take(child, fragment);
  return fragment;
}

function take(node, into) {
  if (node.nodeType === Node.TEXT_NODE) return into.append(node.data);
  if (node.nodeType !== Node.ELEMENT_NODE) return undefined;
  const name = node.localName;
  if (!ELEMENTS.has(name)) return undefined;
  const copy = document.createElement(name);
  for (const attribute of ATTRIBUTES)
    if (node.hasAttribute(attribute)) copy.setAttribute(attribute, node.getAttribute(attribute));
  for (const child of node.childNodes) take(child, copy);
  return into.append(copy);
}
