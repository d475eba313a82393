// Elements are made, never written as HTML: what a record says stays text.

/** An element with attributes and children; attributes that are false or null are left out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  made.append(...children);
  return made;
}
