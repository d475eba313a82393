// Fields by their Chinese names, since nobody who fills in the form knows a pointer.
import { keys } from "../draft/value.js";

/** “成员单位第 3 家 · 信用代码” for "/members/2/credit_code"; what the schema does not know is left out. */
export function named(schema, pointer) {
  const said = [];
  let node = schema;
  for (const key of keys(pointer)) {
    if (node?.type === "array") {
      said[said.length - 1] = `${said[said.length - 1] || ""}第 ${Number(key) + 1} ${node["x-counter"] || "项"}`;
      node = node.items;
    } else {
      node = node?.properties?.[key];
      if (!node) break;
      said.push(node.title || key);
    }
  }
  return said.join(" · ");
}

/** A value as a choice's label, a list by its length, anything else as its own text. */
export function told(schema, pointer, value) {
  const node = keys(pointer).reduce((at, key) => (at?.type === "array" ? at.items : at?.properties?.[key]), schema);
  if (Array.isArray(value) && value.every((one) => typeof one === "string"))
    return value.map((one) => node?.items?.oneOf?.find(({ const: key }) => key === one)?.title || one).join("；");
  if (Array.isArray(value)) return `${value.length} ${node?.["x-counter"] || "项"}`;
  if (value && typeof value === "object") return "（一组内容）";
  if (typeof value === "boolean") return value ? "是" : "否";
  return node?.oneOf?.find(({ const: key }) => key === value)?.title || String(value);
}

/** A sentence of the bot, in the form's words: files and fields by the names that the reader sees. */
export function plain(sentence, sheets, file) {
  const titles = new Map([...sheets.values()].map(({ path, title }) => [path, title]));
  const fields = new Map();
  const gather = (schema) => {
    for (const [key, node] of Object.entries(schema.properties || schema.items?.properties || {})) {
      // Short keys are words as well.
      if (key.length > 4 && !fields.has(key)) fields.set(key, node.title);
      gather(node);
    }
  };
  const own = sheets.get(file);
  for (const sheet of [own, ...sheets.values()].filter(Boolean)) gather(sheet.schema);
  return sentence
    .replace(/\b([a-z]+\.yaml) ?的?/g, (found, path) => (titles.has(path) ? `“${titles.get(path)}”里的` : found))
    .replace(/(?<![\w.“])[a-z]+(?:_[a-z]+)*(?![\w.])/g, (key) => (fields.has(key) ? `“${fields.get(key)}”` : key))
    .replace(/ ?(“[^”]*”) ?/g, "$1")
    .replace(/([一-鿿]{2,})“\1”/g, "“$1”");
}
