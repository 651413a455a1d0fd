export { plain, toDynamic } from "./cty/conform.js";
export { numberText } from "./cty/decimal.js";
export { Dynamic } from "./cty/dynamic.js";
export { encodeJson, parseJson } from "./cty/json.js";
export { type Path, showPath } from "./cty/path.js";
export { type CtyType } from "./cty/type.js";
export { type Unknown, isUnknown, unknown } from "./cty/unknown.js";
export { type Value, equal, isNull, isNumber } from "./cty/value.js";
export { isRecord } from "./cty/walk.js";
export {
  type Attribute,
  type Attributes,
  type Config,
  type Options,
  type Planned,
  type Settings,
  type State,
  bool,
  dynamic,
  list,
  number,
  object,
  string,
} from "./framework/attributes.js";
export {
  type AttributeType,
  type Flags,
  type Nested,
  type Nesting,
  type Validator,
} from "./framework/attribute.js";
export { type Context } from "./framework/context.js";
export { type DataSource, defineDataSource } from "./framework/data-source.js";
export { type AddError, AttributeError, type Diagnostic, PartialState } from "./framework/diagnostics.js";
export { type Ephemeral, defineEphemeral } from "./framework/ephemeral.js";
export { FunctionError, type ProviderFunction, defineFunction } from "./framework/function.js";
export {
  type ConfigureContext,
  type Explanation,
  type Provider,
  defineProvider,
} from "./framework/provider.js";
export { type PlanInput, type Resource, type ValidateContext, defineResource } from "./framework/resource.js";
export { type ProviderServer, createServer } from "./framework/server.js";
