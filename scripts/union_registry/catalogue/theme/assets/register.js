// Typing narrows a list: every word must occur somewhere in the row. Without this script the
// tables are simply whole.
"use strict";
(function () {
  const FEW = 3;

  function plain(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function equip(frame, number) {
    const rows = Array.from(frame.querySelectorAll("tbody tr"));
    if (rows.length < FEW) return;
    const box = document.createElement("div");
    box.className = "register-narrow";
    const input = document.createElement("input");
    input.type = "search";
    input.placeholder = "输入文字筛选";
    input.setAttribute("aria-label", "筛选" + frame.getAttribute("aria-label"));
    input.id = "narrow-" + number;
    const count = document.createElement("output");
    count.htmlFor = input.id;
    count.setAttribute("aria-live", "polite");
    box.append(input, count);
    frame.before(box);

    let texts = null;
    function narrow() {
      texts = texts || rows.map((row) => plain(row.textContent));
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      let left = 0;
      rows.forEach((row, i) => {
        const fits = words.every((word) => texts[i].includes(word));
        if (row.hidden === fits) row.hidden = !fits;
        left += fits;
      });
      tell(words.length ? left : rows.length, words.length > 0);
    }
    function tell(left, narrowed) {
      const what = frame.dataset.narrow;
      count.textContent = narrowed
        ? "共 " + rows.length + " " + what + "，符合 " + left
        : "共 " + rows.length + " " + what;
    }
    // While a Chinese word is being composed its letters are not yet what is looked for.
    input.addEventListener("input", (event) => event.isComposing || narrow());
    input.addEventListener("compositionend", narrow);
    tell(rows.length, false);
    // A browser keeps what was typed when it comes back to the page.
    if (input.value) narrow();
  }

  document.querySelectorAll("[data-narrow]").forEach(equip);
})();
