// The panel in the header: buttons for type size and contrast, and one that prints.
import { choose, chosen } from "./setting.js";

const WORDS = {
  zh: { type: ["字号", "标准", "大", "特大"], contrast: ["对比度", "标准", "高"], print: "打印本页" },
  en: { type: ["Type size", "Normal", "Large", "Larger"], contrast: ["Contrast", "Normal", "High"], print: "Print this page" },
};
const VALUES = { type: ["1", "2", "3"], contrast: ["normal", "high"] };

function made(name, content, attributes = {}) {
  const element = document.createElement(name);
  element.append(...content);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function group(name, [title, ...labels]) {
  const id = "display-" + name;
  const buttons = labels.map((label, at) =>
    made("button", [label], { type: "button", "data-display": name, "data-value": VALUES[name][at] }),
  );
  return [made("p", [title], { id }), made("div", buttons, { role: "group", "aria-labelledby": id })];
}

/** Fills the panel and makes it work; it closes on Escape and when something else is clicked. */
export function equip(panel) {
  const words = WORDS[document.documentElement.lang] || WORDS.zh;
  const print = made("button", [words.print], { type: "button" });
  panel.append(
    made("div", [...group("type", words.type), ...group("contrast", words.contrast), print], {
      class: "register-display__panel",
    }),
  );
  const buttons = [...panel.querySelectorAll("[data-display]")];
  const show = () =>
    buttons.forEach((button) =>
      button.setAttribute("aria-pressed", String(chosen(button.dataset.display) === button.dataset.value)),
    );
  buttons.forEach((button) =>
    button.addEventListener("click", () => {
      choose(button.dataset.display, button.dataset.value);
      show();
    }),
  );
  print.addEventListener("click", () => {
    panel.open = false;
    window.print();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.open) return;
    panel.open = false;
    panel.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!panel.contains(event.target)) panel.open = false;
  });
  show();
}
