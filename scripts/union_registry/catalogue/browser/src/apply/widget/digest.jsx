import { useRef } from "react";

import { Line } from "./line.jsx";

/** "sha256:" and the digest of a file's bytes, in hexadecimal (FIPS 180-4). */
async function digest(file) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return "sha256:" + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A line that may name a document by its digest, which is worked out here; the document itself goes nowhere. */
export function Digest(props) {
  const chosen = useRef(null);
  const take = async ({ target }) => {
    const [file] = target.files;
    if (file) props.onChange(await digest(file));
    target.value = "";
  };
  const button = (
    <>
      <input ref={chosen} type="file" hidden aria-hidden="true" tabIndex={-1} onChange={take} />
      <button type="button" className="apply-button" onClick={() => chosen.current.click()}>
        从扫描件算出
      </button>
    </>
  );
  // Only a page that came by https can work a digest out.
  return <Line {...props} beside={globalThis.crypto?.subtle && button} />;
}
