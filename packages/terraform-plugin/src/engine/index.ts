export { ProviderClient } from "./client.js";
export { toConfig, connect } from "./config.js";
export {
  ProviderError,
  ProviderInconsistencyError,
  type ResourceChange,
  type ResourceState,
} from "./errors.js";
export { Lifecycle } from "./lifecycle.js";
export type {
  BlockSchema,
  FunctionSignature,
  IdentityAttribute,
  IdentitySchema,
  NestedSchema,
  ProviderSchema,
  SchemaAttribute,
  SchemaAttributes,
} from "./schema.js";
