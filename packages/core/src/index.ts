export { HuntClient, type HuntClientOptions } from "./client.js";
export type { CallOptions, HuntRequest, HuntResponse } from "./http/request.js";
export { parseInstance, type Instance } from "./instance.js";
export { dayMs, parseInstant, toIso } from "./dates.js";
export { singleLine } from "./text.js";
export { huntkitVersion } from "./user-agent.js";

export { ApiToken } from "./token/api-token.js";
export { checkToken, type CheckOptions } from "./token/check-token.js";
export { consolePath } from "./token/console-path.js";
export { daysLeft, isExpired, tokenLifetime, tokenLifetimeDays, type TokenLifetime } from "./token/lifetime.js";
export type * from "./token/token-health.js";
export type { MatchedBy, RecordMatch } from "./token/find-record.js";
export type { TokenHandle, TokenRecord } from "./token/token-record.js";
export type { CreatedToken, Identity, TokenCollection } from "./tokens.js";
export { stockTokenRoutes, type Route, type TokenRoutes } from "./token-routes.js";

export { isHuntError, type AnyHuntError } from "./errors/any-hunt-error.js";
export { HuntError, type RequestFacts } from "./errors/hunt-error.js";
export { HuntInputError } from "./errors/input-error.js";
export { HuntConnectionError, HuntTimeoutError, type ConnectionProblem } from "./errors/connection-errors.js";
export {
  HuntAuthError, HuntForbiddenError, HuntNotFoundError, HuntProtocolError, HuntRateLimitError, HuntServerError, HuntValidationError,
  type ProtocolProblem,
} from "./errors/answer-errors.js";

export type { Collections } from "./collections.js";
export type { Collection } from "./collection.js";
export type { Filter, Order } from "./query/filter.js";
export type { Operators, Where } from "./query/where.js";
export type { Listing, ListOptions } from "./paging/listing.js";
export type { Row } from "./paging/page.js";

export type { PathParams, Query } from "./http/address.js";
export { systemClock, type Clock } from "./http/clock.js";
export { createRedact, redactData, type Redact } from "./http/redact.js";
export { defaultRetryPolicy, type RetryPolicy } from "./http/retry.js";
export type { Transport, TransportAnswer, TransportRequest } from "./http/transport.js";

export { AnyRow, defineModel, type Model } from "./models/model.js";
export { models } from "./models/index.js";
export type * from "./models/index.js";
export { userName } from "./models/user.js";
export { Version } from "./models/version.js";
