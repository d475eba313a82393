// How RJSF shows things on this page, and that it judges nothing: the engine does.
import { Field } from "./field.jsx";
import { Group } from "./group.jsx";
import { List } from "./list.jsx";
import { Row } from "./row.jsx";

const Nothing = () => null;

export const templates = {
  FieldTemplate: Field,
  ObjectFieldTemplate: Group,
  ArrayFieldTemplate: List,
  ArrayFieldItemTemplate: Row,
  FieldErrorTemplate: Nothing,
  FieldHelpTemplate: Nothing,
  ErrorListTemplate: Nothing,
};

/** RJSF asks a validator which alternative of a schema holds; these schemas have none, and the engine finds faults. */
export const validator = {
  isValid: () => true,
  rawValidation: () => ({ errors: [] }),
  validateFormData: () => ({ errors: [], errorSchema: {} }),
  toErrorList: () => [],
};

/** Nothing is filled in that nobody typed. */
export const defaults = {
  arrayMinItems: { populate: "never" },
  emptyObjectFields: "skipEmptyDefaults",
  constAsDefaults: "never",
};
