import { typed, untouched } from "../draft/draft.js";
import { leadFirst } from "../draft/lead.js";
import { differences, filled, joined } from "../draft/merge.js";
import { named, told } from "../form/names.js";
import { Busy } from "./busy.jsx";

/** What a file gave, before any of it is taken: how much, what it would replace, what is in doubt. */
export function ReadView({ desk, reading, onDone }) {
  const { names, draft, doubts, refused = [], busy } = reading;
  return (
    <div>
      <h2 id="apply-heading" tabIndex={-1}>
        打开文件
      </h2>
      <p className="apply-intro">{names.join("、")}</p>
      {busy && <Busy progress={desk.progress} doing="正在读取" />}
      {refused.length > 0 && (
        <div className="apply-alert" role="alert">
          {refused.map(({ name, why }, at) => (
            <p key={at}>
              {names.length > 1 && <strong>{name}：</strong>}
              {why}
            </p>
          ))}
        </div>
      )}
      {!busy && !draft && (
        <p>
          <button type="button" className="apply-button" onClick={onDone}>
            知道了
          </button>
        </p>
      )}
      {draft && <Offer desk={desk} draft={draft} doubts={doubts} onDone={onDone} />}
    </div>
  );
}

function Offer({ desk, draft, doubts, onDone }) {
  const fresh = untouched(desk.draft);
  const sheets = found(desk, draft);
  const clashes = sheets.flatMap(({ title, schema, mine, read }) =>
    differences(mine, read).map((one) => ({ ...one, title, schema })),
  );
  const take = (only) => {
    const first = desk.form.files.find(({ key }) => key === "members").schema.properties.members["x-first"];
    const [taken, guessed] = leadFirst(joined(typed(desk.draft), draft, only), first || {});
    desk.replace(taken, [...doubts, ...guessed]);
    onDone();
  };
  const nothing = !sheets.length;
  return (
    <>
      <h3>读到了什么</h3>
      {nothing ? (
        <p>没有读到能填进表里的内容。{doubts.length > 0 && "没能放进表里的列在下面。"}</p>
      ) : (
        <ul>
          {sheets.map(({ path, title, read }) => (
            <li key={path}>
              {title}：{filled(read)} 个值
            </li>
          ))}
        </ul>
      )}
      {clashes.length > 0 && (
        <>
          <h3>和已经填的不一样（{clashes.length} 处）</h3>
          <div className="apply-frame" tabIndex={0} role="region" aria-label="不一样的地方">
            <table>
              <thead>
                <tr>
                  <th scope="col">哪一项</th>
                  <th scope="col">已经填的</th>
                  <th scope="col">文件里的</th>
                </tr>
              </thead>
              <tbody>
                {clashes.map(({ title, schema, pointer, mine, read }, at) => (
                  <tr key={at}>
                    <th scope="row">
                      {title}：{named(schema, pointer)}
                    </th>
                    <td>{told(schema, pointer, mine)}</td>
                    <td>{told(schema, pointer, read)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {doubts.length > 0 && <Doubted doubts={doubts} />}
      <p className="apply-choices">
        <button type="button" className="apply-button apply-button--main" onClick={() => take("all")}>
          {clashes.length ? "都用文件里的" : "填进表里"}
        </button>
        {!fresh && clashes.length > 0 && (
          <button type="button" className="apply-button" onClick={() => take("blank")}>
            只补空着的，已经填的不动
          </button>
        )}
        <button type="button" className="apply-button" onClick={onDone}>
          不用这个文件
        </button>
      </p>
    </>
  );
}

function Doubted({ doubts }) {
  return (
    <section className="apply-doubts">
      <h3>读不准、要您核对的（{doubts.length} 处）</h3>
      <p className="apply-help">填进表里以后，这个单子还在“开始”一页，可以逐处核对。</p>
      <ol>
        {doubts.map((doubt, at) => (
          <li key={at}>
            <span className="register-soft">{doubt.where?.zh}</span>
            {doubt.said && <q className="apply-said">{doubt.said}</q>} {doubt.why?.zh}
          </li>
        ))}
      </ol>
    </section>
  );
}

function found(desk, draft) {
  const { files } = typed(desk.draft);
  const sheets = Object.entries(draft.files).map(([path, read]) => {
    const kind = desk.form.files.find((one) => !one.private && path.startsWith(one.path.split("{")[0]));
    return { path, title: kind?.title || path, schema: kind?.schema || { type: "object" }, mine: files[path], read };
  });
  if (desk.secret)
    sheets.push({
      path: "private.yaml",
      title: "联系信息（仅保存在本机）",
      schema: desk.secret.schema,
      mine: desk.draft.private,
      read: draft.private,
    });
  const others = Object.keys(draft.carried);
  if (others.length)
    sheets.push({
      path: "carried",
      title: `原样带上的文件（${others.join("、")}）`,
      schema: { type: "object" },
      mine: {},
      read: draft.carried,
    });
  return sheets.filter(({ read }) => filled(read) > 0);
}
