import { useEffect, useRef } from "react";

/** A question that has to be answered; Escape means no. */
export function Ask({ title, children, yes, no = "取消", danger = false, onYes, onNo }) {
  const dialog = useRef();
  const safe = useRef();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    safe.current.focus();
    return () => before?.focus();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="apply-ask"
      aria-labelledby="apply-ask"
      onCancel={(event) => (event.preventDefault(), onNo())}
    >
      <h2 id="apply-ask">{title}</h2>
      {children}
      <p className="apply-ask__buttons">
        <button
          type="button"
          className={`apply-button ${danger ? "apply-button--danger" : "apply-button--main"}`}
          onClick={onYes}
        >
          {yes}
        </button>
        <button type="button" className="apply-button" ref={safe} onClick={onNo}>
          {no}
        </button>
      </p>
    </dialog>
  );
}
