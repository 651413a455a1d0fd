export { ProviderClient } from "./client.js";
export { toConfig } from "./config.js";
export { connect } from "./connect.js";
export { ProviderFailed, ProviderInconsistent } from "./errors.js";
export { Lifecycle } from "./lifecycle.js";
export {
  type BlockSchema,
  type FunctionSignature,
  type ProviderSchema,
  type SchemaAttribute,
  type SchemaAttributes,
} from "./schema.js";
export { type ResourceChange, type ResourceState } from "./state.js";
