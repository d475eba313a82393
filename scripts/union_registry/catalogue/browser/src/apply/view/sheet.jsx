// Not the package itself: its index wants the test validator.
import Form from "@rjsf/core/lib/components/Form.js";
import { useMemo } from "react";

import { sheetData } from "../draft/change.js";
import { at, having, keys } from "../draft/value.js";
import { CONTACTS } from "../form/outline.js";
import { contacts, prepared } from "../form/prepared.js";
import { uiSchema } from "../form/uischema.js";
import { Sheet } from "../widget/sheet.js";
import { defaults, templates, validator } from "../widget/theme.js";

const WHERE = {
  "members.yaml": "一家一栏，第一家是牵头单位。层级、签约等以后才知道的，可以先空着。",
  "lead.yaml": "牵头单位名称、信用代码和创新平台填在“成员单位”第一家，这里不用再填。",
  "filing.yaml": "附件3 里的成员说明、平台等已经在“成员单位”里，这里只填别处没有的。",
  "plan.yaml": "承担单位从成员单位里勾选，所以先填成员单位。",
};

/** One sheet: the fields of a file, and on the recommendation form the contacts. */
export function SheetView({ desk, sheet }) {
  const kind = desk.form.files.find(({ key }) => key === sheet.key);
  const data = useMemo(() => sheetData(desk.draft, sheet.path), [desk.draft, sheet.path]);
  return (
    <div>
      <h2 id="apply-heading" tabIndex={-1}>
        {sheet.title} <span className="apply-label__clause">{sheet.clause}</span>
      </h2>
      <p className="apply-intro">
        {WHERE[sheet.path]} 带 <span className="apply-label__must">*</span> 的必填；一时没有的可以先空着，随时回来补。
      </p>
      <Fields
        desk={desk}
        path={sheet.path}
        schema={prepared(kind, desk.secret)}
        data={data}
        onChange={(next) => desk.change(sheet.path, next)}
      />
      {sheet.path === CONTACTS && desk.secret && (
        <section className="apply-private" aria-labelledby="apply-contacts">
          <h3 id="apply-contacts">
            联系人和电话 <span className="apply-secret">仅保存在本机</span>
          </h3>
          <p className="apply-help">
            只用来打印表格，存在这台电脑上，不会进入要提交的压缩包，也不会公开。团队成员的年龄也是这样。
          </p>
          <Fields
            desk={desk}
            path="private.yaml"
            schema={contacts(desk.secret)}
            data={desk.draft.private}
            onChange={desk.changePrivate}
          />
        </section>
      )}
    </div>
  );
}

function Fields({ desk, path, schema, data, onChange }) {
  const ui = useMemo(() => uiSchema(schema), [schema]);
  const shared = {
    path,
    schema,
    data,
    faults: desk.faults,
    stale: desk.stale,
    target: desk.target,
    link: desk.link,
    plain: desk.plain,
    aim: desk.aim,
    stay: desk.stay,
    removed: desk.removed,
    units: desk.draft.files["members.yaml"]?.members || [],
    valueAt: (pointer) => at(data, keys(pointer)),
    set: (pointer, value) => onChange(having(data, keys(pointer), value)),
  };
  return (
    <Sheet.Provider value={shared}>
      <Form
        tagName="div"
        className="apply-form"
        schema={schema}
        uiSchema={ui}
        formData={data}
        validator={validator}
        templates={templates}
        idPrefix={path}
        idSeparator="/"
        noValidate
        showErrorList={false}
        experimental_defaultFormStateBehavior={defaults}
        onChange={({ formData }) => onChange(formData)}
      >
        <></>
      </Form>
    </Sheet.Provider>
  );
}
