// The name of the union's folder: proposed from chain and year, explained by what is wrong with it.

/** A name to start with, or "" as long as no chain is chosen. */
export function proposed(draft, day) {
  const { chain, sample } = draft.files["union.yaml"] || {};
  if (!chain || !/^[a-z]/.test(chain)) return "";
  const year = (draft.files["filing.yaml"]?.filed_on || draft.files["lead.yaml"]?.filled_on || day).slice(0, 4);
  return `${sample === true ? "sample-" : ""}${chain}-${year}`.slice(0, 40).replace(/-+$/, "");
}

/** What is wrong with the name, in words; "" if nothing is. */
export function flaw(slug, pattern) {
  if (!slug) return "还没有起文件夹名";
  if (new RegExp(pattern, "u").test(slug)) return "";
  if (/[\u3400-\u9fff]/.test(slug)) return "不能用汉字，请用拼音或英文的小写字母";
  if (/[A-Z]/.test(slug)) return "字母要小写";
  if (/[\s_]/.test(slug)) return "不能有空格和下划线，用连字符 - 隔开";
  if (slug.length < 3 || slug.length > 40) return `要 3 到 40 个字符，现在是 ${slug.length} 个`;
  if (!/^[a-z]/.test(slug)) return "第一个字符要是字母";
  return "只能用小写字母、数字和连字符，末尾不能是连字符";
}
