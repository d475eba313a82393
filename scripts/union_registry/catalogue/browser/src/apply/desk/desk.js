// Everything that the views share: the draft, the check, what is missing, and ways to get about.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import { sheetData } from "../draft/change.js";
import { stripped } from "../draft/draft.js";
import { flaw } from "../draft/slug.js";
import { having, keys } from "../draft/value.js";
import { Engine } from "./engine.js";
import { byField, fileOf, idOf } from "../form/judged.js";
import { named, plain } from "../form/names.js";
import { outline, secret } from "../form/outline.js";
import { prepared } from "../form/prepared.js";
import { wanted } from "../form/wanted.js";
import { useCheck } from "./check.js";
import { useDraft } from "./draft.js";
import { useView } from "./view.js";

const PAUSE = 2000;

/** The desk at which the form is filled in. `places` are the addresses of worker and site; `today` is YYYY-MM-DD. */
export function useDesk(form, places, today) {
  const held = useDraft(form, today);
  const { draft, version } = held;
  const [progress, setProgress] = useState(null);
  const [engine] = useState(() => new Engine(places.worker, setProgress));
  useWarmth(engine, version);
  const slugFlaw = flaw(draft.slug.trim(), form.slug.pattern);
  // A name that cannot be used is left out, so that everything else can still be judged.
  const content = useCallback(() => stripped(slugFlaw ? { ...draft, slug: "" } : draft), [draft, slugFlaw]);
  const check = useCheck(engine, content, version, today);
  const own = secret(form);
  const plan = useMemo(() => outline(form, draft), [form, draft]);
  const faults = useMemo(() => byField(check.verdict), [check.verdict]);
  const demands = useMemo(() => demanded(form, plan, draft, own), [form, plan, draft, own]);
  const [undo, setUndo] = useState(null);
  const latest = useRef();
  latest.current = { draft, version };

  const nav = useView(plan.sheets);
  useEffect(() => {
    if (check.verdict && nav.view === "verdict")
      document.getElementById("apply-heading")?.scrollIntoView({ block: "nearest" });
  }, [check.verdict, nav.view]);

  return {
    ...held,
    ...nav,
    form,
    today,
    places,
    engine,
    progress,
    check,
    content,
    slugFlaw,
    outline: plan,
    secret: own,
    faults,
    stale: check.stale,
    wanted: demands,
    missing: [...demands].flatMap(([path, list]) =>
      list.filter(({ filled }) => !filled).map((one) => ({ ...one, path })),
    ),
    undo: undo && undo.version === version ? undo : null,
    removed: useCallback(
      (words) => setUndo({ words, draft: latest.current.draft, version: latest.current.version + 1 }),
      [],
    ),
    link: (rule) => form.rules[rule]?.link && new URL(form.rules[rule].link, places.site).href,
    nameOf: (finding) => {
      const sheet = plan.sheets.get(fileOf(finding));
      const field = sheet && named(sheet.schema, finding.path);
      const place = !field || field.startsWith(sheet.title) ? field || sheet?.title || "" : `${sheet.title}：${field}`;
      return `“${place}”`;
    },
    idOf,
    plain: (sentence, finding) => plain(sentence, plan.sheets, fileOf(finding)),
    put: (path, pointer, value) => held.change(path, having(sheetData(draft, path), keys(pointer), value)),
    addYear(kind, year) {
      const path = kind.path.replace("{year}", year);
      held.change(path, { year });
      nav.go(path);
    },
  };
}

/** Loads the engine while the reader fills the form in and pauses, so that the first check need not wait for it. */
function useWarmth(engine, version) {
  useEffect(() => {
    if (version === 0 || navigator.connection?.saveData) return undefined;
    const timer = setTimeout(() => engine.warm(), PAUSE);
    return () => clearTimeout(timer);
  }, [engine, version]);
}

function demanded(form, plan, draft, own) {
  const found = new Map();
  for (const sheet of plan.sheets.values()) {
    const kind = form.files.find(({ key }) => key === sheet.key);
    found.set(sheet.path, wanted(prepared(kind, own), sheetData(draft, sheet.path), sheet.path));
  }
  return found;
}
