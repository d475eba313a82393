import { untouched } from "../draft/draft.js";

/** Where one begins: what this is, how to go on, and what a file left in doubt. */
export function StartView({ desk, places }) {
  const first = desk.outline.sheets.keys().next().value;
  const fresh = untouched(desk.draft);
  return (
    <div>
      <h2 id="apply-heading" tabIndex={-1}>
        开始
      </h2>
      {!fresh && (
        <p className="apply-alert apply-alert--soft">
          这台电脑上有一份没填完的：
          <strong>{desk.draft.files["union.yaml"]?.name || desk.draft.slug || "还没起名称"}</strong>
          ，可以接着填。
        </p>
      )}
      <Doubts desk={desk} />
      <ol className="apply-how">
        <li>
          <strong>每件事只填一遍。</strong>三张表要用的内容都从这里来，比例、家数由程序算。
        </li>
        <li>
          <strong>随时可以停。</strong>填写的内容自动保存在这台电脑的浏览器里，不会发到网上。要换电脑，点“保存草稿”。
        </li>
        <li>
          <strong>已经有 Word 表或 Excel 名单？</strong>
          点“打开文件”，可以一次选几个；读得出来的会填好，读不准的会列给您看。
        </li>
        <li>
          <strong>填完先检查，再打印、提交。</strong>检查会逐条说明差什么、怎样改。
        </li>
      </ol>
      <p>
        <button type="button" className="apply-button apply-button--main" onClick={() => desk.go(first)}>
          {fresh ? "开始填写" : "接着填写"}
        </button>
      </p>
      <p className="register-soft">
        用公用电脑的，办完请点“清除本机数据”。怎样填、填哪些，另见
        <a href={new URL("guide/applicant.html", places.site).href}>申报指南</a>。
      </p>
    </div>
  );
}

/** “lead.yaml: accounts[0].revenue” as the id of a field. */
export function idFrom(path) {
  const [file, inside = ""] = String(path).split(/:\s*/, 2);
  const steps = inside.replace(/\[(\d+)\]/g, "/$1").replaceAll(".", "/");
  return { file, id: steps ? `${file}/${steps}` : file };
}

function Doubts({ desk }) {
  if (!desk.doubts.length) return null;
  const settle = (at) => desk.setDoubts(desk.doubts.filter((_, index) => index !== at));
  return (
    <section className="apply-doubts">
      <h3>从文件里读到、还要您核对的（{desk.doubts.length} 处）</h3>
      <ol>
        {desk.doubts.map((doubt, at) => {
          const { file, id } = idFrom(doubt.path || "");
          const sheet = file === "private.yaml" ? "lead.yaml" : file;
          return (
            <li key={at}>
              <p>
                <span className="register-soft">{doubt.where?.zh}</span>
                {doubt.said && <q className="apply-said">{doubt.said}</q>}
              </p>
              <p>{doubt.why?.zh}</p>
              {desk.outline.sheets.has(sheet) && (
                <button type="button" className="apply-jump" onClick={() => desk.jump(sheet, id)}>
                  去这一处
                </button>
              )}{" "}
              <button type="button" className="apply-jump" onClick={() => settle(at)}>
                已核对
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
