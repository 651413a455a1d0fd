export { isEqual } from "./cty/compare.js";
export { toDynamic } from "./cty/convert.js";
export { formatNumber, isNumberString, parseNumber } from "./cty/decimal.js";
export { encodeJson, parseJson } from "./cty/json.js";
export { type Path, formatPath } from "./cty/path.js";
export type { CtyType } from "./cty/type.js";
export {
  Dynamic,
  type Unknown,
  type Value,
  isNull,
  isNumber,
  isRecord,
  isUnknown,
  toPlainData,
  unknown,
} from "./cty/value.js";
export {
  type Options,
  block,
  bool,
  dynamic,
  list,
  map,
  number,
  object,
  set,
  string,
} from "./framework/attribute-builders.js";
export type {
  Attribute,
  AttributeType,
  Attributes,
  Config,
  Flags,
  Nested,
  Nesting,
  Planned,
  Problem,
  Settings,
  State,
  Validator,
} from "./framework/attribute.js";
export { visitSides } from "./framework/walk-attributes.js";
export type { AddError, ConfigureContext, Context, ValidateContext, Warn } from "./framework/context.js";
export {
  type DataSource,
  defineDataSource,
  type Ephemeral,
  defineEphemeral,
  type PlanInput,
  type Resource,
  defineResource,
} from "./framework/resource.js";
export {
  AttributeError,
  type Diagnostic,
  type Explanation,
  formatDetail,
  PartialStateError,
} from "./framework/diagnostics.js";
export { FunctionError, type ProviderFunction, defineFunction } from "./framework/function.js";
export { type Provider, type ProviderDefinition, defineProvider } from "./framework/provider.js";
export { type ProviderServer, createServer } from "./framework/server.js";
