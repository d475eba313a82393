import { useEffect, useRef, useState } from "react";

import { handOut } from "../draft/carry.js";
import { proposed } from "../draft/slug.js";
import { blank } from "../draft/value.js";
import { Must } from "../widget/field.jsx";
import { Busy } from "./busy.jsx";

/** The end: a name for the folder, the file to hand in, the file to keep, and the ways to hand in. */
export function SubmitView({ desk }) {
  return (
    <div>
      <h2 id="apply-heading" tabIndex={-1}>
        下载和提交
      </h2>
      <Name desk={desk} />
      <ToHandIn desk={desk} />
      <Ways desk={desk} />
      <ToKeep desk={desk} />
    </div>
  );
}

function Name({ desk }) {
  const { slug } = desk.draft;
  const proposal = proposed(desk.draft, desk.today);
  return (
    <section className="apply-section">
      <h3>第一步 起文件夹名</h3>
      <div className="apply-field apply-field--wide">
        <div className="apply-label">
          <label className="apply-label__name" htmlFor="apply-slug">
            文件夹名
          </label>
          <Must />
        </div>
        <span className="apply-help" id="apply-slug--help">
          材料放在以它命名的文件夹里，以后也是网址的一部分，定了就不再改。用小写字母、数字和连字符，3 到 40
          个字符，以字母开头，例如“产业链英文-年份”。
        </span>
        <span className="apply-line">
          <input
            id="apply-slug"
            type="text"
            value={slug}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={60}
            aria-describedby={`apply-slug--help${slug && desk.slugFlaw ? " apply-slug--faults" : ""}`}
            aria-invalid={(slug && desk.slugFlaw !== "") || undefined}
            onChange={(event) => desk.setSlug(event.target.value)}
            onBlur={(event) => desk.setSlug(event.target.value.trim())}
          />
          {proposal && proposal !== slug && (
            <button type="button" className="apply-button" onClick={() => desk.setSlug(proposal)}>
              用 {proposal}
            </button>
          )}
        </span>
        {slug && desk.slugFlaw && (
          <p className="apply-fault apply-fault--not-met" id="apply-slug--faults">
            {desk.slugFlaw}
          </p>
        )}
      </div>
    </section>
  );
}

function useDownload(desk, call, name) {
  const [state, setState] = useState({ busy: false, error: "", done: false });
  useEffect(() => setState({ busy: false, error: "", done: false }), [desk.version]);
  const run = async () => {
    setState({ busy: true, error: "", done: false });
    try {
      const bytes = await desk.engine.call(call, desk.content());
      handOut(name, bytes, call === "packed" ? "application/zip" : "application/yaml");
      setState({ busy: false, error: "", done: true });
    } catch (error) {
      setState({ busy: false, error: error.message, done: false });
    }
  };
  return { ...state, run };
}

function ToHandIn({ desk }) {
  const name = `unions-${desk.draft.slug}.zip`;
  const { busy, error, done, run } = useDownload(desk, "packed", name);
  const { verdict, groups } = desk.check;
  const failing = verdict ? groups.failing.length : 0;
  return (
    <section className="apply-section">
      <h3>第二步 下载要提交的</h3>
      <div className="apply-hand">
        <p className="apply-hand__title">提交用压缩包</p>
        <p>{desk.slugFlaw ? "先起好文件夹名。" : <code>{name}</code>}</p>
        <p>里面是各张表的内容，没有联系人、电话和年龄。</p>
        {!verdict && <p className="register-soft">还没有检查过，建议先点上面的“检查”。</p>}
        {desk.stale && <p className="register-soft">检查之后又改过内容，建议再检查一次。</p>}
        {failing > 0 && (
          <p className="register-soft">还有 {failing} 项不满足。可以先提交，之后再补；审核以前都能改。</p>
        )}
        <button
          type="button"
          className="apply-button apply-button--main"
          disabled={busy || Boolean(desk.slugFlaw)}
          onClick={run}
        >
          下载压缩包（要提交）
        </button>
        {busy && <Busy progress={desk.progress} doing="正在准备文件" />}
        <Told error={error} done={done && `已下载 ${name}，接着看怎样提交。`} />
      </div>
    </section>
  );
}

function ToKeep({ desk }) {
  const name = `仅自己保存-${desk.slugFlaw ? "草稿" : desk.draft.slug}-private.yaml`;
  const { busy, error, done, run } = useDownload(desk, "private_file", name);
  const nothing = blank(desk.draft.private);
  return (
    <section className="apply-section">
      <h3>另外 留在自己手里的</h3>
      <div className="apply-keep">
        <p className="apply-keep__title">
          联系信息 <span className="apply-secret">仅自己保存，不要提交</span>
        </p>
        <p>联系人、电话、团队年龄，只用来打印。换电脑时用“打开文件”装回来。不要上传，不要和压缩包放在一起发。</p>
        {nothing && <p className="register-soft">还没有填联系信息，没有可存的。</p>}
        <button type="button" className="apply-button" disabled={busy || nothing} onClick={run}>
          存一份自己留着
        </button>
        {busy && <Busy progress={desk.progress} doing="正在准备文件" />}
        <Told error={error} done={done && `已存为 ${name}，请自己收好。`} />
      </div>
    </section>
  );
}

function Told({ error, done }) {
  if (error)
    return (
      <p className="apply-alert" role="alert">
        {error}
      </p>
    );
  return <p role="status">{done || ""}</p>;
}

/** The two ways, as the page tells them to those without JavaScript, too. */
function Ways({ desk }) {
  const place = useRef();
  const { repository = "", branch = "main" } = desk.form;
  useEffect(() => {
    const told = document.getElementById("apply-ways");
    if (!told) return undefined;
    const home = told.parentNode;
    place.current.append(told);
    return () => home.append(told);
  }, []);
  return (
    <section className="apply-section">
      <h3>第三步 提交</h3>
      {repository ? (
        <p>
          上传页的地址：
          <a href={`${repository.replace(/\/+$/, "")}/upload/${branch}`} target="_blank" rel="noopener">
            {repository.replace(/^https?:\/\//, "")} 的上传页
          </a>
        </p>
      ) : (
        <p>上传页的地址请向盟科技局的经办人要；没有账号的，用第二种办法。</p>
      )}
      <div ref={place} />
    </section>
  );
}
