/** All models by name. If you need only one model, import it by its name. */
export * as models from "./models/index.js";
export * from "./models/index.js";
export { evidences } from "./model.js";
export { policyAssignment, type PolicyAssignment } from "./models/policy-assignment.js";
export type { Evidence, Field, Fields, FieldType, Format, Model, ObjectOf, RowOf, ValueOf } from "./model.js";
export { flagColors, type FlagColor } from "./models/flag.js";
export { severities, threatNames, type Severity } from "./shared.js";
export type { Assumption, InstanceReport, ModelReport, ValueKind } from "./instance-report.js";
