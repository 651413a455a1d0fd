export { isEqual } from "./cty/compare.js";
export { toDynamic } from "./cty/convert.js";
export { formatNumber } from "./cty/decimal.js";
export { encodeJson, parseJson } from "./cty/json.js";
export { type Path, formatPath } from "./cty/path.js";
export { type CtyType } from "./cty/type.js";
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
  bool,
  dynamic,
  list,
  map,
  number,
  object,
  set,
  string,
} from "./framework/attribute-builders.js";
export {
  type Attribute,
  type AttributeType,
  type Attributes,
  type Config,
  type Flags,
  type Nested,
  type Nesting,
  type Planned,
  type Settings,
  type State,
  type Validator,
} from "./framework/attribute.js";
export {
  type AddError,
  type ConfigureContext,
  type Context,
  type ValidateContext,
} from "./framework/context.js";
export { type DataSource, defineDataSource } from "./framework/data-source.js";
export { AttributeError, type Diagnostic, type Explanation, PartialState } from "./framework/diagnostics.js";
export { type Ephemeral, defineEphemeral } from "./framework/ephemeral.js";
export { FunctionError, type ProviderFunction, defineFunction } from "./framework/function.js";
export { type Provider, type ProviderDefinition, defineProvider } from "./framework/provider.js";
export { type PlanInput, type Resource, defineResource } from "./framework/resource.js";
export { type ProviderServer, createServer } from "./framework/server.js";
