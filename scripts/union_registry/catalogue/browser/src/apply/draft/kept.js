// The draft in the browser's own store: nobody else reads it, and one tab does not write over another's words.

const KEY = ".__apply";

/** Keeps one draft; `onForeign` is called when another tab has written or cleared it. */
export class Kept {
  constructor(onForeign, scope = window.__md_scope.pathname) {
    this.key = scope + KEY;
    this.revision = null;
    window.addEventListener("storage", (event) => {
      if (event.key !== null && event.key !== this.key) return;
      if (this.#stored()?.revision !== this.revision) onForeign();
    });
  }

  /** What is kept: {revision, at, draft, doubts}, or null; from now on this tab builds on it. */
  read() {
    const stored = this.#stored();
    this.revision = stored?.revision;
    return stored;
  }

  /** Keeps `content`. Gives "kept", "foreign" (another tab wrote meanwhile), "full" or "off" (the browser keeps nothing). */
  write(content, { over = false } = {}) {
    try {
      if (!over && this.#stored()?.revision !== this.revision) return "foreign";
      const revision = crypto.randomUUID ? crypto.randomUUID() : String(Math.random());
      localStorage.setItem(this.key, JSON.stringify({ ...content, revision }));
      this.revision = revision;
      return "kept";
    } catch (error) {
      return error && error.name === "QuotaExceededError" ? "full" : "off";
    }
  }

  clear() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // What keeps nothing needs no clearing.
    }
    this.revision = undefined;
  }

  #stored() {
    try {
      const stored = JSON.parse(localStorage.getItem(this.key));
      return stored && typeof stored.draft === "object" ? stored : undefined;
    } catch {
      return undefined;
    }
  }
}
