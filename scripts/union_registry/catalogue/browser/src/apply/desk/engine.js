// The engine that judges, in a worker of its own: asked by name, answered by promises.

/** Asks the worker at `address`; `onProgress` hears {loaded, total, stage} while it is being loaded. */
export class Engine {
  constructor(address, onProgress) {
    this.address = address;
    this.onProgress = onProgress;
    this.waiting = new Map();
    this.last = 0;
  }

  /** What the call gives; rejects with an Error whose message is for the reader. */
  call(name, ...args) {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      try {
        this.#worker().postMessage({ id, call: name, args });
      } catch {
        this.#fail("这个浏览器没能启动检查程序。请换用新版的 Edge、Chrome 或火狐浏览器");
      }
    });
  }

  /** Has the engine loaded before it is asked, once; where that fails the first call tells. */
  warm() {
    if (this.warmed) return;
    this.warmed = true;
    try {
      this.#worker().postMessage({ warm: true });
    } catch {
      // The first call says so.
    }
  }

  #worker() {
    if (this.worker) return this.worker;
    this.worker = new Worker(this.address, { type: "module" });
    this.worker.onmessage = ({ data }) => this.#hear(data);
    this.worker.onerror = () => this.#fail("检查程序没能启动。请检查网络后再试一次；填写的内容都还在");
    return this.worker;
  }

  #hear(data) {
    if (data.progress) return this.onProgress(data.progress);
    const asked = this.waiting.get(data.id);
    if (!asked) return;
    this.waiting.delete(data.id);
    if (data.error === undefined) asked.resolve(data.ok);
    else asked.reject(new Error(data.error));
  }

  #fail(said) {
    this.worker?.terminate();
    this.worker = null;
    for (const { reject } of this.waiting.values()) reject(new Error(said));
    this.waiting.clear();
  }
}
