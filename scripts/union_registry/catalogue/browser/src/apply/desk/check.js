// The check: asked for by the reader, and by itself after a pause once the engine has been loaded.
import { useCallback, useEffect, useRef, useState } from "react";

import { grouped } from "../form/judged.js";

const PAUSE = 2000;

/** {verdict, groups, version, busy, error, run}; `version` is that of the draft that was judged. */
export function useCheck(engine, content, version, today) {
  const [state, setState] = useState({ verdict: null, groups: null, version: -1, busy: false, error: "" });
  const latest = useRef();
  latest.current = { content, version };

  const run = useCallback(async () => {
    const judged = latest.current;
    setState((was) => ({ ...was, busy: true, error: "" }));
    try {
      const verdict = await engine.call("check", judged.content(), today);
      setState({ verdict, groups: grouped(verdict), version: judged.version, busy: false, error: "" });
    } catch (error) {
      setState((was) => ({ ...was, busy: false, error: error.message }));
    }
  }, [engine, today]);

  const stale = state.verdict !== null && state.version !== version;
  useEffect(() => {
    if (!stale || state.busy) return undefined;
    const timer = setTimeout(run, PAUSE);
    return () => clearTimeout(timer);
  }, [stale, state.busy, version, run]);

  return { ...state, stale, run };
}
