// What the check found at a field: the clause, the fact, how to mend it.
import { useContext } from "react";

import { Sheet } from "./sheet.js";

const SIGNS = { "not-met": "不满足", note: "提示" };

export function Faults({ id }) {
  const { faults, stale, link, plain } = useContext(Sheet);
  const found = faults.get(id);
  if (!found?.length) return null;
  return (
    <ul className="apply-faults" id={id + "--faults"} data-stale={stale || undefined}>
      {found.map((finding, at) => (
        <li key={finding.rule + at} className={`apply-fault apply-fault--${finding.outcome}`}>
          <strong>{SIGNS[finding.outcome]}</strong> <Clause finding={finding} link={link} />
          {finding.message.zh}
          {finding.fix.zh && <span className="apply-fault__fix">怎样改：{plain(finding.fix.zh, finding)}</span>}
          {stale && <span className="apply-fault__stale">这是修改之前的结果</span>}
        </li>
      ))}
    </ul>
  );
}

/** The clause that a finding rests on, leading to how it is judged. */
export function Clause({ finding, link }) {
  const words = finding.clause ? `依据 ${finding.clause}` : "填写要求";
  const to = link(finding.rule);
  return (
    <span className="apply-clause">
      {to ? (
        <a href={to} target="_blank" rel="noopener">
          {words}
        </a>
      ) : (
        words
      )}
    </span>
  );
}
