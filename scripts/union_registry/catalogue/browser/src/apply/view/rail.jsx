import { useState } from "react";

import { failingAt } from "../form/judged.js";

/** The steps of the procedure, each with its sheets and how far they are. */
export function Rail({ desk }) {
  const [unfolded, setUnfolded] = useState(false);
  const go = (view) => {
    setUnfolded(false);
    desk.go(view);
  };
  return (
    <nav className="apply-rail" aria-label="申报步骤" data-open={unfolded}>
      <button
        type="button"
        className="apply-rail__toggle"
        aria-expanded={unfolded}
        onClick={() => setUnfolded(!unfolded)}
      >
        <span>{here(desk)}</span>
        <span aria-hidden="true">{unfolded ? "▴" : "▾"}</span>
      </button>
      <ol className="apply-rail__steps">
        <li>
          <Item desk={desk} view="start" go={go}>
            开始
          </Item>
        </li>
        {desk.outline.steps
          .filter(({ sheets, adds }) => sheets.length || adds.length)
          .map((step) => (
            <Step key={step.key} step={step} desk={desk} go={go} />
          ))}
        <li className="apply-rail__end">
          <Item desk={desk} view="verdict" go={go}>
            检查 <Verdict desk={desk} />
          </Item>
          <Item desk={desk} view="print" go={go}>
            打印三张表
          </Item>
          <Item desk={desk} view="submit" go={go}>
            下载和提交
          </Item>
        </li>
      </ol>
    </nav>
  );
}

function here(desk) {
  const names = { start: "开始", verdict: "检查", print: "打印三张表", submit: "下载和提交" };
  return names[desk.view] || desk.outline.sheets.get(desk.view)?.title || "申报步骤";
}

function Step({ step, desk, go }) {
  const year = String(Number(desk.today.slice(0, 4)));
  return (
    <li className="apply-step">
      <p className="apply-step__title">
        {step.title.zh} <span className="apply-label__clause">{step.clause}</span>
      </p>
      {step.sheets.map((sheet) => (
        <Item key={sheet.path} desk={desk} view={sheet.path} go={go}>
          {sheet.title} <Progress desk={desk} path={sheet.path} />
        </Item>
      ))}
      {step.adds
        .filter((kind) => !desk.draft.files[kind.path.replace("{year}", year)])
        .map((kind) => (
          <button key={kind.key} type="button" className="apply-rail__add" onClick={() => desk.addYear(kind, year)}>
            ＋ 填 {year} 年的
          </button>
        ))}
    </li>
  );
}

function Item({ desk, view, go, children }) {
  return (
    <button
      type="button"
      className="apply-rail__item"
      aria-current={desk.view === view ? "step" : undefined}
      onClick={() => go(view)}
    >
      {children}
    </button>
  );
}

function Progress({ desk, path }) {
  const list = desk.wanted.get(path) || [];
  const done = list.filter(({ filled }) => filled).length;
  const failing = failingAt(desk.faults, path);
  if (failing) return <span className="apply-mark apply-mark--failing">{failing} 处不满足</span>;
  if (list.length && done === list.length) return <span className="apply-mark apply-mark--done">填好了</span>;
  return <span className="apply-mark">{done ? `还差 ${list.length - done} 项` : "还没填"}</span>;
}

function Verdict({ desk }) {
  const { verdict, groups, busy } = desk.check;
  if (busy) return <span className="apply-mark">检查中…</span>;
  if (!verdict) return <span className="apply-mark">还没检查</span>;
  const failing = groups.failing.length;
  const mark = desk.stale ? "有修改" : failing ? `${failing} 项不满足` : groups.blanks.length ? "没填完" : "全部满足";
  const kind = desk.stale ? "" : failing ? "apply-mark--failing" : groups.blanks.length ? "" : "apply-mark--done";
  return <span className={`apply-mark ${kind}`}>{mark}</span>;
}
