// The draft in the page: changed sheet by sheet, kept in the browser, never over another tab's words.
import { useCallback, useEffect, useRef, useState } from "react";

import { changed } from "../draft/change.js";
import { empty } from "../draft/draft.js";
import { fittedDraft } from "../draft/fitted.js";
import { Kept } from "../draft/kept.js";
import { dated, threeYears } from "../draft/years.js";

const PAUSE = 300;

/** {draft, doubts, version, saved: {state, at}, …} and what changes them. */
export function useDraft(form, today) {
  const first = useRef(null);
  const [saved, setSaved] = useState({ state: "none" });
  const kept = useRef(null);
  if (!kept.current) {
    kept.current = new Kept(() => setSaved((was) => ({ ...was, state: "foreign" })));
    first.current = loaded(kept.current.read(), form);
  }
  const [held, setHeld] = useState(() => ({ ...first.current, version: 0 }));
  const latest = useRef(held);
  latest.current = held;
  const written = useRef(0);

  const keep = useCallback((over = false) => {
    const { draft, doubts, version } = latest.current;
    if (version === written.current && !over) return;
    const at = new Date().toTimeString().slice(0, 5);
    const state = kept.current.write({ at, draft, doubts }, { over });
    if (state === "kept") written.current = version;
    setSaved((was) => ({ state, at: state === "kept" ? at : was.at }));
  }, []);

  useEffect(() => {
    if (held.version === written.current) return undefined;
    const timer = setTimeout(keep, PAUSE);
    return () => clearTimeout(timer);
  }, [held, keep]);

  useEffect(() => {
    const leave = () => keep();
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [keep]);

  const put = useCallback((how) => {
    setHeld((was) => {
      const { draft = was.draft, doubts = was.doubts } = how(was);
      return { draft, doubts, version: was.version + 1 };
    });
  }, []);

  const change = useCallback(
    (path, data) =>
      put(({ draft }) => {
        const members = form.files.find((kind) => kind.path === path)?.schema.properties.members;
        const rows =
          path === "lead.yaml" && dated(draft.files[path]?.accounts, data.accounts, threeYears(data.filled_on, today));
        return { draft: changed(draft, path, rows ? { ...data, accounts: rows } : data, members?.["x-first"]) };
      }),
    [put, form, today],
  );

  return {
    ...held,
    saved,
    change,
    changePrivate: useCallback(
      (data) => put(({ draft }) => ({ draft: { ...draft, private: { ...data, team_ages: draft.private.team_ages } } })),
      [put],
    ),
    setSlug: useCallback((slug) => put(({ draft }) => ({ draft: { ...draft, slug } })), [put]),
    replace: useCallback((draft, doubts) => put((was) => ({ draft, doubts: doubts ?? was.doubts })), [put]),
    setDoubts: useCallback((doubts) => put(() => ({ doubts })), [put]),
    takeOver: () => keep(true),
    takeTheirs() {
      const theirs = loaded(kept.current.read(), form);
      setHeld((was) => {
        written.current = was.version + 1;
        return { ...theirs, version: was.version + 1 };
      });
      setSaved({ state: "kept", at: theirs.at });
    },
    clear() {
      kept.current.clear();
      setHeld((was) => {
        written.current = was.version + 1;
        return { ...loaded(undefined, form), version: was.version + 1 };
      });
      setSaved({ state: "none" });
    },
  };
}

function loaded(stored, form) {
  const { draft } = stored ? fittedDraft(form.files, stored.draft) : { draft: empty() };
  const first = form.files.find(({ key }) => key === "members")?.schema.properties.members["x-first"] || {};
  if (!draft.files["members.yaml"]?.members?.length) draft.files["members.yaml"] = { members: [{ ...first }] };
  return { draft, doubts: Array.isArray(stored?.doubts) ? stored.doubts : [], at: stored?.at, found: Boolean(stored) };
}
