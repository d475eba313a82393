// A list: words to look for, filters, order and page, all of them kept in the address. The rows that the page came with
// stay until somebody asks for others; only then is the whole list read.
import { Controls } from "./list/controls.js";
import { Head } from "./list/head.js";
import { Pager } from "./list/pager.js";
import { Place } from "./list/place.js";
import { Records } from "./list/records.js";

function equip(root) {
  const size = Number(root.dataset.size);
  const frame = root.querySelector(".register-frame");
  const place = new Place(size);
  const head = new Head(root.querySelector("thead"), root.dataset.order);
  const controls = new Controls(root.querySelector("form"), size);
  const pager = new Pager(root.querySelector("nav"), place);
  const records = new Records(root, head.titles);
  let state = place.read();
  let asked = 0;

  async function show() {
    const turn = ++asked;
    controls.write(state);
    head.write(state.sort);
    frame.setAttribute("aria-busy", "true");
    if (!records.isReady) controls.wait();
    const isThere = await records.ready();
    if (turn !== asked) return;
    frame.removeAttribute("aria-busy");
    if (!isThere) {
      controls.fail();
      return;
    }
    const shown = records.show(state);
    controls.tell(shown, state, place.isPlain(state));
    pager.draw({ ...state, page: shown.page }, shown.pages);
  }

  function change(changes, isTyping = false) {
    state = { ...state, page: 1, ...changes };
    place.write(state, isTyping);
    return show();
  }

  controls.onChange = change;
  controls.onSettled = () => place.settle();
  head.onChange = (sort) => change({ sort });
  pager.onChange = async (page) => {
    await change({ page });
    frame.scrollIntoView();
    frame.focus({ preventScroll: true });
  };
  for (const sign of ["focusin", "pointerover"]) root.addEventListener(sign, () => records.ready(), { once: true });
  addEventListener("popstate", () => {
    const wanted = place.read();
    // A jump within the page is a step in the history, too.
    if (JSON.stringify(wanted) === JSON.stringify(state)) return;
    state = wanted;
    show();
  });
  if (!place.isAsItCame(state)) show();
}

equip(document.querySelector("[data-list]"));
