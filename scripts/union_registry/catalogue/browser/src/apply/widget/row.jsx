import { useContext, useEffect, useState } from "react";

import { failingAt } from "../form/judged.js";
import { blank } from "../draft/value.js";
import { nodeAt, pointerOf, Sheet } from "./sheet.js";

/** One row of a list: short ones stand open, long ones open and close. */
export function Row({ children, buttonsProps, schema, totalItems }) {
  const sheet = useContext(Sheet);
  const id = buttonsProps.fieldPathId.$id;
  const pointer = pointerOf(sheet, id);
  const list = nodeAt(sheet.schema, pointer.slice(0, pointer.lastIndexOf("/")));
  const value = sheet.valueAt(pointer);
  const folds = schema.type === "object" && !isShort(schema);
  const [open, setOpen] = useState(() => blank(besides(list, value)));
  useEffect(() => {
    if (sheet.target && (sheet.target.id === id || sheet.target.id.startsWith(id + "/"))) setOpen(true);
  }, [sheet.target, id]);
  const name = `第 ${buttonsProps.index + 1} ${list?.["x-counter"] || "项"}`;
  const buttons = (
    <Buttons props={buttonsProps} list={list} total={totalItems} name={name} value={value} schema={schema} />
  );
  if (!folds)
    return (
      <li className={`apply-row apply-row--short${schema.type === "object" ? "" : " apply-row--line"}`}>
        <span className="apply-row__number" aria-hidden="true">
          {buttonsProps.index + 1}
        </span>
        <div className="apply-row__body" role="group" aria-label={name}>
          {children}
        </div>
        {buttons}
      </li>
    );
  return (
    <li className="apply-row apply-row--folding" data-open={open}>
      <div className="apply-row__head">
        <button type="button" className="apply-row__open" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className="apply-row__number">{buttonsProps.index + 1}</span>
          <span className="apply-row__title">{titled(schema, value) || "还没填名称"}</span>
          <Told schema={schema} value={value} />
          <Marks id={id} faults={sheet.faults} />
        </button>
        {buttons}
      </div>
      {open && (
        <div className="apply-row__body" role="group" aria-label={name}>
          {children}
        </div>
      )}
    </li>
  );
}

function Buttons({ props, list, total, name, value, schema }) {
  const sheet = useContext(Sheet);
  const first = list?.["x-first"] ? 1 : 0;
  if (props.index < first) return <span className="apply-row__buttons">{first ? "固定第一" : ""}</span>;
  const listId = props.fieldPathId.$id.replace(/\/[^/]*$/, "");
  const move = (by, to) => (event) => {
    by(event);
    // The focus goes along, to the same button or, at an end, to the other.
    const up = to > first && (to < props.index || to >= total - 1);
    sheet.stay(`${listId}/${to}--${up ? "up" : "down"}`);
  };
  const remove = (event) => {
    if (!blank(value))
      sheet.removed(`${list.title}${name}${titled(schema, value) ? `（${titled(schema, value)}）` : ""}`);
    props.onRemoveItem(event);
    sheet.stay(listId);
  };
  return (
    <span className="apply-row__buttons">
      <button
        type="button"
        id={props.fieldPathId.$id + "--up"}
        aria-label={`上移${name}`}
        disabled={props.index <= first}
        onClick={move(props.onMoveUpItem, props.index - 1)}
      >
        ↑
      </button>
      <button
        type="button"
        id={props.fieldPathId.$id + "--down"}
        aria-label={`下移${name}`}
        disabled={props.index >= total - 1}
        onClick={move(props.onMoveDownItem, props.index + 1)}
      >
        ↓
      </button>
      <button type="button" aria-label={`删除${name}`} onClick={remove}>
        删除
      </button>
    </span>
  );
}

/** A few chosen values beside the row's name: tier, place, kind. */
function Told({ schema, value }) {
  const said = Object.entries(schema.properties)
    .filter(([key, node]) => node.oneOf && value?.[key])
    .map(([key, node]) => node.oneOf.find((choice) => choice.const === value[key])?.title)
    .filter(Boolean);
  return said.length ? <span className="apply-row__told">{said.join(" · ")}</span> : null;
}

function Marks({ id, faults }) {
  const count = failingAt(faults, id);
  return count ? <span className="apply-mark apply-mark--failing">{count} 处不满足</span> : null;
}

function titled(schema, value) {
  const key = Object.keys(schema.properties || {}).find((name) =>
    ["name", "title", "milestone", "rule"].includes(name),
  );
  const text = key && value?.[key];
  return text ? schema.properties[key].oneOf?.find((choice) => choice.const === text)?.title || text : "";
}

function isShort(schema) {
  const fields = Object.values(schema.properties);
  return fields.length <= 4 && fields.every(({ type, "x-input": kind }) => type === "string" && kind !== "text");
}

function besides(list, value) {
  const { ...rest } = value && typeof value === "object" ? value : {};
  for (const key of Object.keys(list?.["x-first"] || {})) delete rest[key];
  return typeof value === "string" ? value : rest;
}
