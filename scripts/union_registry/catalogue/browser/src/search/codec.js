// Reads what search/codec.py and search/grams.py write.

export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get more() {
    return this.at < this.bytes.length;
  }

  number() {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  part(length) {
    this.at += length;
    return new Reader(this.bytes.subarray(this.at - length, this.at));
  }

  // Calls `found` with each document of a set.
  documents(found) {
    const head = this.number();
    const rest = this.part(Math.floor(head / 2));
    if (head % 2) bitmap(rest, found);
    else runs(rest, found);
  }

  // Calls `found` with document and place of each entry up to the end.
  postings(found) {
    const gaps = Array.from({ length: this.number() }, () => this.number());
    let document = 0;
    for (const gap of gaps) found((document += gap), this.number());
    while (this.more) {
      const place = this.number();
      this.documents((one) => found(one, place));
    }
  }
}

function runs(rest, found) {
  let next = 0;
  while (rest.more) {
    const head = rest.number();
    next += Math.floor(head / 2);
    const run = head % 2 ? rest.number() + 2 : 1;
    for (let i = 0; i < run; i++) found(next++);
  }
}

function bitmap(rest, found) {
  const first = rest.number();
  const bits = rest.bytes.subarray(rest.at);
  for (let i = 0; i < bits.length * 8; i++) if (bits[i >> 3] & (1 << (i & 7))) found(first + i);
}

// The lists of a file: by all but the last character of a piece, then by the last one.
export function pieces(bytes) {
  const reader = new Reader(bytes);
  const found = new Map();
  while (reader.more) {
    let head = "";
    for (let left = reader.number(); left; left--) head += String.fromCodePoint(reader.number());
    const lists = new Map();
    found.set(head, lists);
    let last = 0;
    for (let left = reader.number(); left; left--) {
      last += reader.number();
      lists.set(String.fromCodePoint(last), reader.part(reader.number()));
    }
  }
  return found;
}
