// One call to Python: JSON and bytes in, a value, bytes or words out.
const MAX_LETTERS = 12_000_000;
const TOO_MUCH = "内容太多，装不进一个文件夹；删去一些再试";
const UNKNOWN = "这不是本页能做的事";
const CALLS = new Set(["check", "packed", "private_file", "opened", "printed"]);

/** {ok} or {error}, the words of which are for the reader; nothing is thrown. */
export function ask(python, call, args) {
  if (!CALLS.has(call) || !Array.isArray(args)) return { error: UNKNOWN };
  try {
    const data = args.find((arg) => arg instanceof Uint8Array);
    const given = JSON.stringify(args.filter((arg) => !(arg instanceof Uint8Array)));
    if (given.length > MAX_LETTERS) return { error: TOO_MUCH };
    const answer = data ? python(call, given, data) : python(call, given);
    if (typeof answer === "string") return JSON.parse(answer);
    const bytes = answer.toJs();
    answer.destroy();
    return { ok: bytes };
  } catch (error) {
    // A text too long for the browser, or Python out of memory.
    return { error: error instanceof RangeError ? TOO_MUCH : `检查程序出了错（${error.name}）；填写的内容都还在` };
  }
}
