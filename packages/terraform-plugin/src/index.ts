export { toDynamic } from "./cty/convert.js";
export { numberText } from "./cty/decimal.js";
export {
  Dynamic,
  type Unknown,
  isUnknown,
  unknown,
  type Value,
  isNull,
  isNumber,
  isRecord,
  plain,
} from "./cty/value.js";
export { encodeJson, parseJson } from "./cty/json.js";
export { type Path, showPath } from "./cty/path.js";
export type { CtyType } from "./cty/type.js";
export { type Options, bool, dynamic, list, number, object, string } from "./framework/attribute-builders.js";
export type {
  AttributeType,
  Flags,
  Nested,
  Nesting,
  Validator,
  Attribute,
  Attributes,
  Config,
  Planned,
  Settings,
  State,
} from "./framework/attribute.js";
export type { Context, AddError, ValidateContext, ConfigureContext } from "./framework/context.js";
export { type DataSource, defineDataSource } from "./framework/data-source.js";
export { AttributeError, type Diagnostic, PartialState, type Explanation } from "./framework/diagnostics.js";
export { type Ephemeral, defineEphemeral } from "./framework/ephemeral.js";
export { FunctionError, type ProviderFunction, defineFunction } from "./framework/function.js";
export { type Provider, defineProvider } from "./framework/provider.js";
export { type PlanInput, type Resource, defineResource } from "./framework/resource.js";
export { type ProviderServer, createServer } from "./framework/server.js";
export { equal } from "./cty/compare.js";
