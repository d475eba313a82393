import { useEffect, useRef, useState } from "react";

import { paper } from "./paper.js";
import { Busy } from "./busy.jsx";

/** The three forms as they are printed for the seals. */
export function PrintView({ desk }) {
  const sheet = useRef();
  const [state, setState] = useState({ busy: true, error: "" });
  useEffect(() => {
    let current = true;
    setState({ busy: true, error: "" });
    desk.engine.call("printed", desk.content(), desk.today).then(
      (html) => {
        if (!current) return;
        sheet.current.replaceChildren(paper(html));
        setState({ busy: false, error: "" });
      },
      (error) => current && setState({ busy: false, error: error.message }),
    );
    return () => {
      current = false;
    };
  }, [desk.version]);
  return (
    <div className="apply-print">
      <div className="apply-print__head">
        <h2 id="apply-heading" tabIndex={-1}>
          打印三张表
        </h2>
        <p className="apply-intro">
          附件1 推荐表、附件2 组建协议、附件3
          备案登记表，打印出来盖章、签字。联系人、电话和年龄会印上，没填的留空，可以手写。
        </p>
        <p>
          <button
            type="button"
            className="apply-button apply-button--main"
            disabled={state.busy || Boolean(state.error)}
            onClick={() => window.print()}
          >
            打印
          </button>{" "}
          <span className="register-soft">用 A4 纸；也可以在打印窗口里选“另存为 PDF”。</span>
        </p>
        {state.busy && <Busy progress={desk.progress} doing="正在排版" />}
        {state.error && (
          <p className="apply-alert" role="alert">
            {state.error}
          </p>
        )}
      </div>
      <div className="apply-paper" ref={sheet} lang="zh-CN" />
    </div>
  );
}
