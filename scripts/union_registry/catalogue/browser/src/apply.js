// The application form; loaded on its own page only.
import { createRoot } from "react-dom/client";
import { createElement } from "react";

import { App } from "./apply/view/app.jsx";

const page = document.getElementById("apply");

/** Today in the league. */
function today() {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
}

function say(words) {
  const told = document.createElement("p");
  told.className = "register-box apply-alert";
  told.setAttribute("role", "alert");
  told.textContent = words;
  page.replaceChildren(told);
}

async function start() {
  if (location.protocol === "file:")
    return say(
      "这张表要在网站上才能用：您打开的是存在电脑里的一份网页，浏览器不让它运行检查程序。请联网打开网站上的“申报”一页，或者用下面的其他办法。",
    );
  const base = document.baseURI;
  let form;
  try {
    const answer = await fetch(new URL("form.json", base));
    if (answer.status === 404) return say("这个网站没有提供网上填表。请用下面的其他办法申报。");
    if (!answer.ok) throw new Error(String(answer.status));
    form = await answer.json();
  } catch {
    return say("表格没有取到，可能是网络断了。请刷新页面再试；已经填过的内容还在这台电脑上。");
  }
  const places = { worker: new URL("worker.js", base), site: new URL("..", base) };
  page.replaceChildren();
  return createRoot(page).render(createElement(App, { form, places, today: today() }));
}

if (page) start();
