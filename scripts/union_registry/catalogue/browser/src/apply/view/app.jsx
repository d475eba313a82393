import { useState } from "react";

import { read } from "../desk/reading.js";
import { useDesk } from "../desk/desk.js";
import { Bar, Notices } from "./bar.jsx";
import { PrintView } from "./print.jsx";
import { Rail } from "./rail.jsx";
import { ReadView } from "./read.jsx";
import { SheetView } from "./sheet.jsx";
import { StartView } from "./start.jsx";
import { SubmitView } from "./submit.jsx";
import { VerdictView } from "./verdict.jsx";

/** The whole form. */
export function App({ form, places, today }) {
  const desk = useDesk(form, places, today);
  const [reading, setReading] = useState(null);

  const open = async (files) => {
    setReading({ names: files.map(({ name }) => name), busy: true });
    desk.go("read");
    setReading(await read(desk.engine, form, files));
  };
  return (
    <div className="apply-app" data-view={desk.view}>
      <Bar desk={desk} onFiles={open} />
      <Notices desk={desk} />
      <div className="apply-columns">
        <Rail desk={desk} />
        <div className="apply-main">
          <Current desk={desk} places={places} reading={reading} onRead={() => (setReading(null), desk.go("start"))} />
          <Onward desk={desk} />
        </div>
      </div>
      {desk.from && desk.view !== desk.from && (
        <button type="button" className="apply-back apply-button" onClick={() => desk.go(desk.from)}>
          ← {desk.from === "verdict" ? "回到检查结果" : "回到要核对的单子"}
        </button>
      )}
    </div>
  );
}

function Current({ desk, places, reading, onRead }) {
  if (desk.view === "verdict") return <VerdictView desk={desk} />;
  if (desk.view === "print") return <PrintView desk={desk} />;
  if (desk.view === "submit") return <SubmitView desk={desk} />;
  if (desk.view === "read" && reading) return <ReadView desk={desk} reading={reading} onDone={onRead} />;
  const sheet = desk.outline.sheets.get(desk.view);
  if (sheet) return <SheetView key={sheet.path} desk={desk} sheet={sheet} />;
  return <StartView desk={desk} places={places} />;
}

/** Back and forth through the sheets, and then to the check. */
function Onward({ desk }) {
  const order = ["start", ...desk.outline.sheets.keys(), "verdict", "print", "submit"];
  const place = order.indexOf(desk.view);
  if (place < 0) return null;
  const names = { start: "开始", verdict: "检查", print: "打印三张表", submit: "下载和提交" };
  const name = (view) => names[view] || desk.outline.sheets.get(view)?.title;
  return (
    <p className="apply-onward">
      {place > 0 && (
        <button type="button" className="apply-button" onClick={() => desk.go(order[place - 1])}>
          ← {name(order[place - 1])}
        </button>
      )}
      {place > 0 && place < order.length - 1 && (
        <button type="button" className="apply-button apply-button--next" onClick={() => desk.go(order[place + 1])}>
          下一步：{name(order[place + 1])} →
        </button>
      )}
    </p>
  );
}
