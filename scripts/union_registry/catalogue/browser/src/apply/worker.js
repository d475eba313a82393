// The engine in a worker: Pyodide and the register's own Python, loaded when first asked or warmed. What is typed stays here.
// In: {id, call, args}, or {warm: true}. Out: {id, ok} or {id, error}, and {progress: {loaded, total, stage}} while loading.
import { boot } from "./engine/boot.js";
import { ask } from "./engine/ask.js";

let ready = null;
let turn = Promise.resolve();

self.onmessage = ({ data }) => {
  turn = turn.then(() => answer(data));
};

async function answer({ id, call, args, warm }) {
  let python;
  try {
    ready ??= boot((progress) => self.postMessage({ progress }));
    python = await ready;
  } catch (error) {
    ready = null; // the next call tries again
    if (!warm) self.postMessage({ id, error: `检查程序没有载入（${error.message}）。请检查网络后再试一次；填写的内容都还在` });
    return;
  }
  if (warm) return;
  const told = ask(python, call, args);
  self.postMessage({ id, ...told }, told.ok instanceof Uint8Array ? [told.ok.buffer] : []);
}
