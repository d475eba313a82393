import { useRef, useState } from "react";

import { carried, handOut } from "../draft/carry.js";
import { Ask } from "./ask.jsx";

const ACCEPTED = ".docx,.xlsx,.zip,.json,.yaml,.yml";

/** What can be done at any time: check, save, open, clear; and what became of what was typed. */
export function Bar({ desk, onFiles }) {
  const [asks, setAsks] = useState(false);
  const chosen = useRef();
  const save = () =>
    handOut(
      `申报草稿-${desk.slugFlaw ? "未起名" : desk.draft.slug}-含联系信息-${desk.today}.json`,
      carried(desk.draft),
    );
  return (
    <div className="apply-bar">
      <Saved desk={desk} />
      <span className="apply-bar__buttons">
        <button
          type="button"
          className="apply-button apply-button--main"
          disabled={desk.check.busy}
          onClick={() => (desk.go("verdict"), desk.check.run())}
        >
          检查
        </button>
        <button type="button" className="apply-button" onClick={save}>
          保存草稿
        </button>
        <button type="button" className="apply-button" onClick={() => chosen.current.click()}>
          打开文件
        </button>
        <input
          ref={chosen}
          className="apply-file"
          type="file"
          multiple
          accept={ACCEPTED}
          aria-label="选择要打开的文件"
          tabIndex={-1}
          onChange={(event) => {
            const files = [...event.target.files];
            if (files.length) onFiles(files);
            event.target.value = "";
          }}
        />
        <button type="button" className="apply-button apply-button--quiet" onClick={() => setAsks(true)}>
          清除本机数据
        </button>
      </span>
      {asks && (
        <Ask
          title="清除这台电脑上的内容？"
          yes="清除"
          danger
          onNo={() => setAsks(false)}
          onYes={() => {
            desk.clear();
            setAsks(false);
            desk.go("start");
          }}
        >
          <p>这个浏览器里填写的全部内容都会删掉，包括联系人和电话，不能恢复。要留着的，先点“保存草稿”。</p>
        </Ask>
      )}
    </div>
  );
}

function Saved({ desk }) {
  const { state, at } = desk.saved;
  const words = {
    kept: `${at} 已保存在这台电脑上`,
    none: "填写的内容会自动保存在这台电脑上",
    foreign: "没有保存：另一个标签页改过",
    full: "没有存上：浏览器的存储空间满了",
    off: "没有存上：浏览器不让网页保存内容",
  };
  const bad = ["foreign", "full", "off"].includes(state);
  return (
    <span className={`apply-bar__saved${bad ? " apply-bar__saved--bad" : ""}`} role="status">
      {words[state]}
    </span>
  );
}

/** What has to be said at once: another tab, a full store, a row that was deleted. */
export function Notices({ desk }) {
  const { state } = desk.saved;
  return (
    <>
      {state === "foreign" && (
        <div className="apply-alert" role="alert">
          <p>另一个标签页也打开了这张表，并且改过（或清除了）内容。为了不互相覆盖，这里暂停了自动保存。</p>
          <p>
            <button type="button" className="apply-button" onClick={desk.takeTheirs}>
              改用另一页的内容
            </button>{" "}
            <button type="button" className="apply-button" onClick={desk.takeOver}>
              保留这一页的内容
            </button>
          </p>
        </div>
      )}
      {(state === "full" || state === "off") && (
        <div className="apply-alert" role="alert">
          <p>
            内容没有保存到浏览器里，关掉页面就没有了。请点“保存草稿”存成文件，下次用“打开文件”接着填。
            {state === "off" && "隐私（无痕）窗口里常会这样。"}
          </p>
        </div>
      )}
      {desk.undo && (
        <div className="apply-alert apply-alert--soft" role="status">
          已删除{desk.undo.words}。
          <button type="button" className="apply-jump" onClick={() => desk.replace(desk.undo.draft)}>
            撤销
          </button>
        </div>
      )}
    </>
  );
}
