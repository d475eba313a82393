// The bar above a list: words, filters, how many there are, and what takes it all back.

export class Controls {
  constructor(form, size) {
    this.form = form;
    this.size = size;
    this.words = form.elements.namedItem("q");
    this.told = form.querySelector("output");
    this.filters = [...form.querySelectorAll("select")].filter((one) => one.name !== "size");
    if (this.words) this.listen();
    form.addEventListener("change", (event) => {
      if (event.target === this.words) this.onSettled();
      else this.onChange(this.read());
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.onChange({ q: "", chosen: {}, sort: "", size: this.size });
      // The button goes, and must not take the focus along.
      form.parentElement.querySelector("input, select, [tabindex]").focus();
    });
  }

  listen() {
    const change = () => this.onChange({ q: this.words.value }, true);
    // While a Chinese word is being composed its letters are not yet what is looked for.
    this.words.addEventListener("input", (event) => event.isComposing || change());
    this.words.addEventListener("compositionend", change);
  }

  read() {
    const chosen = {};
    for (const one of this.filters) if (one.value) chosen[one.name] = one.value;
    const size = this.form.elements.namedItem("size");
    return { chosen, size: Number(size && size.value) || this.size };
  }

  /** Shows what is asked for. */
  write(state) {
    if (this.words && this.words.value.trim() !== state.q.trim()) this.words.value = state.q;
    for (const one of this.filters) choose(one, state.chosen[one.name] || "");
    const size = this.form.elements.namedItem("size");
    if (size) choose(size, state.size === this.size ? "" : String(state.size));
  }

  wait() {
    this.told.textContent = this.form.dataset.waiting;
  }

  fail() {
    this.told.textContent = this.form.dataset.failed;
  }

  /** Says how many there are, and of each choice how many there would be. */
  tell({ total, found, counts }, state, isPlain) {
    const { all, found: some, option: label } = this.form.dataset;
    const isWhole = !state.q.trim() && !Object.keys(state.chosen).length;
    this.told.textContent = (isWhole ? all : some).replace("{total}", total).replace("{n}", found);
    this.form.querySelector("[type=reset]").hidden = isPlain;
    for (const select of this.filters)
      for (const option of select.options) {
        if (!option.value) continue;
        const n = counts[select.name].get(option.value) || 0;
        option.textContent = label.replace("{label}", () => option.dataset.label).replace("{n}", n);
        option.disabled = !n && !option.selected;
      }
  }
}

/** Chooses `value`, also one that an address asks for and the list has not: then nothing is found, and one sees why. */
function choose(select, value) {
  if (![...select.options].some((option) => option.value === value)) {
    const option = new Option(value, value);
    option.dataset.label = value;
    select.append(option);
  }
  select.value = value;
}
