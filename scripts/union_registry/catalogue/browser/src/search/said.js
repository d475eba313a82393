// What the search says, in the language of the page.

const SAID = {
  zh: {
    groups: {
      union: "联合体", organisation: "单位", chain: "产业链", county: "旗县市（区）", year: "年度总结", prose: "指南与规则",
    },
    hint: "可以输入名称、原名、产业链、旗县、技术，或者信用代码中连续的至少三位；空格隔开的词都要出现。",
    more: (number) => `再显示 ${number} 条`,
    all: (number) => `查看全部 ${number} 条结果`,
    found: (number) => `找到 ${number} 条结果`,
    none: "没有找到。可以少输几个字，或者从列表里查找：",
    alone: "单个字母或数字不参与查找，请至少输入两个。",
    failed: "查找没有成功，请检查网络后再试。也可以从列表里查找：",
    folder: "这些网页是从文件夹里打开的，查找要通过网站服务器才能用。可以从列表里查找：",
    sample: "示例",
    ended: { union: "已解散", organisation: "曾参加", year: "已解散" },
    summary: (name, year) => (name ? `${name} ${year} 年度总结` : `${year} 年度总结`),
  },
  en: {
    groups: {
      union: "Consortia", organisation: "Organisations", chain: "Industry chains", county: "Places",
      year: "Annual summaries", prose: "Guides and rules",
    },
    hint: "Type a name, a former name, a chain, a place, a technology, or at least three successive characters of a credit code; words with spaces between them must all occur.",
    more: (number) => `Show ${number} more`,
    all: (number) => `All ${number} results`,
    found: (number) => (number === "1" ? "1 result" : `${number} results`),
    none: "Nothing found. Type less, or look through the lists:",
    alone: "A single letter or digit is not looked for: type at least two.",
    failed: "The search did not work; check the connection and try again. Or look through the lists:",
    folder: "These pages were opened from a folder; the search needs a web server. Look through the lists:",
    sample: "sample",
    ended: { union: "dissolved", organisation: "former", year: "dissolved" },
    summary: (name, year) => (name ? `${name}: annual summary ${year}` : `Annual summaries ${year}`),
  },
};

export function said() {
  return document.documentElement.lang.startsWith("en") ? SAID.en : SAID.zh;
}

export function isEnglish() {
  return said() === SAID.en;
}
