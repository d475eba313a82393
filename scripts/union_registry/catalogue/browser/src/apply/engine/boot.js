// Starts Pyodide from the site's own files and unpacks the engine into it.
import { counted } from "./counted.js";
import { shut } from "./shut.js";

const HERE = new URL("./", self.location.href);
const FOLDER = "/engine";
const START = `
import sys
from pathlib import Path
sys.path.insert(0, "${FOLDER}/site")
from union_registry.apply.browser import desk
desk(Path("${FOLDER}"))
`;

/** A Python function that answers calls; `tell` hears {loaded, total, stage}, in bytes. */
export async function boot(tell) {
  const listed = await (await fetched(new URL("engine.json", HERE), "no-cache")).json();
  const total = Object.values(listed.bytes).reduce((sum, size) => sum + size, 0);
  let loaded = 0;
  const count = (bytes) => tell({ loaded: (loaded = Math.min(loaded + bytes, total)), total, stage: "download" });
  count(0);
  const restore = counted(count);
  let desk;
  try {
    const [python, archive] = await Promise.all([pyodide(), engine(listed.engine)]);
    tell({ loaded: total, total, stage: "start" });
    python.unpackArchive(archive, "zip", { extractDir: FOLDER });
    desk = python.runPython(START);
  } finally {
    restore();
  }
  shut();
  tell({ loaded: total, total, stage: "ready" });
  return desk;
}

async function engine(name) {
  return (await fetched(new URL(name, HERE))).arrayBuffer();
}

async function pyodide() {
  const indexURL = new URL("pyodide/", HERE).href;
  const { loadPyodide } = await import(`${indexURL}pyodide.mjs`);
  return loadPyodide({ indexURL, fullStdLib: false, env: { HOME: "/home", PYTHONHASHSEED: "0" } });
}

async function fetched(address, cache = "default") {
  const response = await fetch(address, { cache });
  if (!response.ok) throw new Error(`${address.pathname.split("/").pop()} ${response.status}`);
  return response;
}
