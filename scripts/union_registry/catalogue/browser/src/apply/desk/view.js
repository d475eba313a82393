// Which sheet is open, and where the focus goes; the browser's back button works.
import { useCallback, useEffect, useRef, useState } from "react";

const VIEWS = ["start", "read", "verdict", "print", "submit"];
const TRIES = 30;

function named(hash) {
  return decodeURIComponent(hash.replace(/^#\/?/, ""));
}

/** {view, go(view), jump(view, id), aim(id), stay(id), target, from}; a target is a field to be opened and focused. */
export function useView(sheets) {
  const known = (name) => VIEWS.includes(name) || sheets.has(name);
  const [view, setView] = useState(() => (known(named(location.hash)) ? named(location.hash) : "start"));
  const [target, setTarget] = useState(null);
  const [from, setFrom] = useState(null);
  const moved = useRef(false);

  const open = useCallback((name) => {
    moved.current = true;
    setView(name);
    if (named(location.hash) !== name) history.pushState(null, "", `#/${encodeURIComponent(name)}`);
  }, []);

  useEffect(() => {
    const back = () => {
      moved.current = true;
      setView(known(named(location.hash)) ? named(location.hash) : "start");
    };
    window.addEventListener("popstate", back);
    return () => window.removeEventListener("popstate", back);
  });

  useEffect(() => {
    if (!moved.current || target) return;
    const heading = document.getElementById("apply-heading");
    heading?.focus({ preventScroll: true });
    document.getElementById("apply").scrollIntoView({ block: "start" });
  }, [view]);

  useEffect(() => {
    if (!target) return undefined;
    let left = TRIES;
    let frame = requestAnimationFrame(function seek() {
      const exact = document.getElementById(target.id);
      // A row that opens, and a row within it, each take a moment.
      if (!exact && --left > 0) frame = requestAnimationFrame(seek);
      else focus(exact || nearest(target.id), target.still);
    });
    return () => cancelAnimationFrame(frame);
  }, [target, view]);

  return {
    view,
    target,
    from,
    go(name) {
      setFrom(null);
      setTarget(null);
      open(name);
    },
    jump(name, id) {
      setFrom(view === "verdict" || view === "start" ? view : from);
      open(name);
      setTarget({ id });
    },
    aim: (id) => setTarget({ id }),
    stay: (id) => setTarget({ id, still: true }),
  };
}

function nearest(id) {
  for (let cut = id.lastIndexOf("/"); cut > 0; cut = id.lastIndexOf("/", cut - 1)) {
    const found = document.getElementById(id.slice(0, cut));
    if (found) return found;
  }
  return document.getElementById("apply-heading");
}

function focus(element, still) {
  if (!element) return;
  const field = "input:not([type=hidden]):not([disabled]), select, textarea";
  const place = still || element.matches(field) ? element : element.querySelector(field) || element;
  if (place.tabIndex < 0 && !place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  place.scrollIntoView({ block: still ? "nearest" : "center", behavior: calm ? "auto" : "smooth" });
}
