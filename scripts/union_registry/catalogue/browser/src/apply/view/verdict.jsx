import { Fragment } from "react";

import { fileOf, idOf } from "../form/judged.js";
import { Clause } from "../widget/faults.jsx";
import { Busy } from "./busy.jsx";

const KINDS = [
  ["failing", "不满足", "failing", true],
  ["notes", "提示，不影响通过", "note", true],
  ["waived", "已豁免", "note", false],
  ["people", "由人来看，程序不判断", "people", false],
  ["pending", "等填好后才能判定", "other", false],
  ["met", "已满足", "met", false],
  ["other", "现在还不适用", "other", false],
];

// Where a condition that holds in principle is asked to be waived.
const WAIVERS = "union.yaml/waiver_requests";

/** The verdict: the same that the bot posts, with a way to each field. */
export function VerdictView({ desk }) {
  const { verdict, groups, busy, error } = desk.check;
  return (
    <div>
      <h2 id="apply-heading" tabIndex={-1}>
        检查
      </h2>
      <p className="apply-intro">
        检查程序就是提交以后机器人用的那一个，结论一样。它在这台电脑的浏览器里运行，填写的内容不会发到任何地方。
      </p>
      <p>
        <button type="button" className="apply-button apply-button--main" disabled={busy} onClick={desk.check.run}>
          {verdict ? "重新检查" : "开始检查"}
        </button>
      </p>
      {busy && <Busy progress={desk.progress} doing="正在逐条检查" />}
      {error && (
        <p className="apply-alert" role="alert">
          {error}
        </p>
      )}
      {verdict && (
        <div aria-busy={busy || undefined}>
          {desk.stale && !busy && (
            <p className="apply-alert apply-alert--soft">
              检查之后又改过内容，下面是修改之前的结果。稍等会自动再查，也可以点“重新检查”。
            </p>
          )}
          <Summary desk={desk} groups={groups} verdict={verdict} />
          {KINDS.map(([key, title, look, open]) => (
            <Fragment key={key}>
              <Findings desk={desk} list={groups[key]} title={title} look={look} open={open} />
              {key === "failing" && <Blanks desk={desk} groups={groups} />}
            </Fragment>
          ))}
        </div>
      )}
    </div>
  );
}

function Summary({ desk, groups, verdict }) {
  const failing = groups.failing.length;
  const missing = desk.missing.length;
  const good = !failing && !groups.blanks.length;
  const words = good
    ? "程序能核对的条件都满足了。"
    : [failing && `${failing} 项不满足`, groups.blanks.length > 0 && `${missing} 处没有填`].filter(Boolean).join("，") +
      "。";
  return (
    <div className={`apply-summary apply-summary--${good ? "met" : "failing"}`} role="status">
      <strong>{words}</strong>
      <span>
        已满足 {groups.met.length} 项，提示 {groups.notes.length} 项，由人来看 {groups.people.length} 项。判定日期{" "}
        {verdict.as_of}。
      </span>
    </div>
  );
}

function Blanks({ desk, groups }) {
  if (!groups.blanks.length && !desk.missing.length) return null;
  const sheets = [...desk.outline.sheets.values()].filter(({ path }) => desk.missing.some((one) => one.path === path));
  return (
    <section className="apply-findings">
      <h3>还没有填的（{desk.missing.length} 处）</h3>
      <p className="apply-help">不用一次填完，走到哪一步填哪一步。</p>
      {sheets.map((sheet) => {
        const list = desk.missing.filter(({ path }) => path === sheet.path);
        return (
          <details key={sheet.path} className="apply-fold">
            <summary>
              {sheet.title}：{list.length} 处
            </summary>
            <ul className="apply-blanks">
              {list.map(({ id, title }) => (
                <li key={id}>
                  <button type="button" className="apply-jump" onClick={() => desk.jump(sheet.path, id)}>
                    {title}
                  </button>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}

function Findings({ desk, list, title, look, open }) {
  if (!list.length) return null;
  const items = (
    <ol className="apply-verdict">
      {list.map((finding, at) => (
        <Finding key={finding.rule + at} desk={desk} finding={finding} look={look} />
      ))}
    </ol>
  );
  if (open)
    return (
      <section className="apply-findings">
        <h3>
          {title}（{list.length} 项）
        </h3>
        {items}
      </section>
    );
  return (
    <details className="apply-fold apply-findings">
      <summary>
        {title}（{list.length} 项）
      </summary>
      {items}
    </details>
  );
}

function Finding({ desk, finding, look }) {
  const rule = desk.form.rules[finding.rule];
  const sheet = desk.outline.sheets.get(fileOf(finding));
  const bot = desk.form.bot?.rules.includes(finding.rule);
  return (
    <li className={`apply-finding apply-finding--${look}`}>
      <p className="apply-finding__title">
        <strong>{rule?.title.zh || finding.rule}</strong> <Clause finding={finding} link={desk.link} />
        {finding.strength === "in-principle" && <span className="apply-clause">原则上，可以申请豁免</span>}
      </p>
      <p>{finding.message.zh}</p>
      {finding.fix.zh && finding.outcome !== "met" && (
        <p className="apply-fault__fix">怎样改：{desk.plain(finding.fix.zh, finding)}</p>
      )}
      {bot && <p className="apply-help">{desk.form.bot.why.zh}</p>}
      {sheet && (
        <button type="button" className="apply-jump" onClick={() => desk.jump(sheet.path, idOf(finding))}>
          去{desk.nameOf(finding)}
        </button>
      )}
      {look === "failing" && sheet && typeof finding.facts.wanted?.value === "string" && (
        <button
          type="button"
          className="apply-jump apply-jump--second"
          onClick={() => desk.put(sheet.path, finding.path, finding.facts.wanted.value)}
        >
          改成“{finding.facts.wanted.value}”
        </button>
      )}
      {look === "failing" && finding.strength === "in-principle" && (
        <button
          type="button"
          className="apply-jump apply-jump--second"
          onClick={() => desk.jump(WAIVERS.split("/")[0], WAIVERS)}
        >
          去“豁免申请”
        </button>
      )}
    </li>
  );
}
