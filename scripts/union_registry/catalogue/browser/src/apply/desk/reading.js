// Files that the reader opens: each is read, and what they give is put together; a saved draft needs no engine.
import { uncarried } from "../draft/carry.js";
import { empty } from "../draft/draft.js";
import { fittedDraft } from "../draft/fitted.js";
import { differences, filled, joined, ordered } from "../draft/merge.js";
import { named, told } from "../form/names.js";

const MOST = 30 * 1024 * 1024;

/** {names, draft, doubts, refused}: what all files together hold; `refused` says which were not read, and why. */
export async function read(engine, form, files) {
  const given = { names: files.map(({ name }) => name), draft: null, doubts: [], refused: [] };
  let fullest = [];
  for (const file of files) {
    try {
      const { draft, doubts } = await one(engine, form, file);
      const known = given.draft || empty();
      given.doubts.push(...doubts, ...clashes(form, known, draft, file.name));
      given.draft = joined(known, draft, "blank");
      const members = draft.files["members.yaml"]?.members || [];
      if (filled(members) > filled(fullest)) fullest = members;
    } catch (error) {
      given.refused.push({ name: file.name, why: error.message });
    }
  }
  // The agreement lists units by tier, the filing form as they are: the order is that of whoever says most of them.
  const list = given.draft?.files["members.yaml"];
  if (list?.members) list.members = ordered(list.members, fullest);
  return given;
}

async function one(engine, form, file) {
  if (file.size > MOST) throw new Error("文件超过 30 MB，太大了。表里如果有照片，请先删掉照片再打开");
  const given = file.name.toLowerCase().endsWith(".json")
    ? { draft: uncarried(await file.text()), doubts: [] }
    : await engine.call("opened", file.name, new Uint8Array(await file.arrayBuffer()));
  if (given.refused) throw new Error(given.refused.zh);
  const { draft, lost } = fittedDraft(form.files, given.draft);
  return { draft, doubts: [...given.doubts, ...lost.map(unplaced)] };
}

/** Where a file says otherwise than those before it, whose words stay. */
function clashes(form, known, draft, name) {
  return form.files.flatMap(({ path, title, schema, private: own }) => {
    const [before, now] = own ? [known.private, draft.private] : [known.files[path], draft.files[path]];
    return differences(before, now).map(({ pointer, mine, read: said }) => ({
      where: { zh: `${name}，${title}：${named(schema, pointer)}` },
      said: told(schema, pointer, said),
      path: null,
      why: { zh: `和前面的文件不一样，用了前面的：${told(schema, pointer, mine)}` },
    }));
  });
}

function unplaced(place) {
  return { where: { zh: place }, said: "", path: null, why: { zh: "这一处和本表的格式对不上，没有采用" } };
}
