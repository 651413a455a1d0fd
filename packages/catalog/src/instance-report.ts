/**
 * What a value in a row looks like, without the value. `numeric string` is how PostgreSQL's bigint columns
 * arrive. `null` means
 * that no row that was read has a value.
 */
export type ValueKind =
  | "uuid"
  | "hex"
  | "date"
  | "numeric string"
  | "string"
  | "number"
  | "boolean"
  | "object"
  | "array"
  | "null";

/** What is known of one model of an instance. */
export interface ModelReport {
  /**
   * `missing`: the instance does not offer the route. `denied`: the token is not allowed to read it.
   * `failed`: a server error.
   */
  readonly state: "rows" | "empty" | "missing" | "denied" | "failed";
  /** The kind of each field. A plain read of LoopBack 3 shows every declared property, also without a value. */
  readonly fields?: Readonly<Record<string, ValueKind>>;
}

/** Something that huntkit assumes about HUNT and that read-only requests can prove. */
export type Assumption =
  | "raw-authorization"
  | "unknown-property-dropped"
  | "unknown-order-fails"
  | "like-anchored"
  | "nulls-first-when-descending"
  | "neq-leaves-out-null"
  | "or-needs-and"
  | "native-ids"
  | "total-count-header"
  | "missing-route-message"
  | "token-last-use"
  | "page-cap-1000";

/**
 * A redacted description of an instance: routes, field names, and kinds of values. No values, names, or IDs.
 * `hunt doctor
 * --report` writes it, and a sandbox can start like it.
 */
export interface InstanceReport {
  /** Version of this format. */
  readonly report: 1;
  /** Version of the server, for example `3008.0.1.2800`. Null if it is unknown. */
  readonly serverVersion: string | null;
  /** The OpenAPI document that lists the routes. Null if the instance has none. */
  readonly document: "explorer/openapi.json" | "explorer/swagger.json" | null;
  /** The routes of the document, for example `GET /Agents/{id}`. Null without a document. */
  readonly routes: readonly string[] | null;
  /** The routes that could be those of API tokens: their last fixed part ends in `token` or `tokens`. */
  readonly tokenRoutes: readonly string[];
  /** Models by their route, for example `Agents`, and the caller's own tokens (`users/me/accessTokens`). */
  readonly models: Readonly<Record<string, ModelReport>>;
  /** Whether each assumption holds. Null if the instance has no rows that could show it. */
  readonly assumptions: Readonly<Record<Assumption, boolean | null>>;
}
