export { checkWrite } from "./check-write.js";
export { checkFilter, createPlacedError, toFilter, toShownRow, type RequestFilter } from "./filter.js";
export {
  describeEscaped,
  getOutputFormat,
  writeData,
  writeListing,
  type CsvOptions,
  requireBinaryKind,
  type OutputFile,
  writeBytes,
} from "./output-file.js";
export {
  checkParams,
  findModel,
  getRequestKind,
  httpMethods,
  listModels,
  pageSize,
  parsePath,
  parseRoute,
  toModel,
  type PlaceOf,
  type RequestKind,
  type RequestPart,
  type Route,
} from "./route.js";
export { modelSecrets } from "./model-secrets.js";
export { SecretRedactor } from "./redact-secrets.js";
export { createPartError } from "../part-error.js";
export { compileSelect, type Select } from "./select.js";
export type { SelectedResponse } from "./select-values.js";
export { explainUnknownRoute } from "./unknown-route.js";
