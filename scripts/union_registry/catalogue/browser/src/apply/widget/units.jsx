import { useContext } from "react";

import { Boxes } from "./checks.jsx";
import { Sheet, useField } from "./sheet.js";

/** Units that carry a task out: chosen by name from the list of members, held by their codes. */
export function Units({ id, value, schema, onChange }) {
  const { units } = useContext(Sheet);
  const { failing, described } = useField(id, schema);
  const choices = units.map(({ name, credit_code: code }, at) => ({
    key: code,
    title: (name || `第 ${at + 1} 家（还没填名称）`) + (code ? "" : "（先填信用代码才能选）"),
    locked: !code,
  }));
  const foreign = (Array.isArray(value) ? value : []).filter(
    (code) => !units.some((unit) => unit.credit_code === code),
  );
  choices.push(...foreign.map((code) => ({ key: code, title: `${code}（不在成员单位里）` })));
  if (!choices.length) return <span className="register-soft">成员单位一张表里还没有单位，先填那一张。</span>;
  return <Boxes {...{ id, choices, value, described, failing, onChange }} />;
}
