// Files that leave the browser by the reader's own hand: saved drafts and downloads.

const FORMAT = "union-registry/draft/1";

/** The draft as a file to carry elsewhere; it holds the contacts, too, and says so by its name. */
export function carried(draft) {
  return new Blob([JSON.stringify({ format: FORMAT, ...draft }, null, 1)], { type: "application/json" });
}

/** The draft in the text of such a file; an Error in words for the reader if it is none. */
export function uncarried(text) {
  let held;
  try {
    held = JSON.parse(text);
  } catch {
    throw new Error("这个 .json 文件读不出来，可能没有下载完整");
  }
  if (held?.format !== FORMAT) throw new Error("这不是本页保存的草稿文件");
  return held;
}

/** Hands a file to the reader. */
export function handOut(name, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
