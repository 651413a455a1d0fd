import type { AccessTokens } from "../access/access-tokens.js";
import type { PropertyType, Role, Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import type { TaskEngine } from "../tasks/engine.js";

/** One argument of a remote method, in LoopBack's words. */
export interface Argument {
  readonly name: string;
  /**
   * `body` is the whole body, `form` one property of it (LoopBack's word). `any`: the method does not name
   * the source, so LoopBack
   * looks in the path, the body, the query, and the headers, in this order.
   */
  readonly source: "path" | "query" | "header" | "body" | "form" | "any";
  /** `array` is a list of texts. */
  readonly type: "object" | "string" | "boolean" | "array";
  /** Refused with 400 when it is missing. */
  readonly required?: true;
  /** The body may also be a list of objects. */
  readonly allowArray?: true;
  readonly description?: string;
}

/** The values of a method's arguments, by name. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What a remote method knows about the request. */
export interface Call {
  readonly store: Store;
  readonly tokens: AccessTokens;
  readonly tasks: TaskEngine;
  /** The token that was presented, if it is a good one. */
  readonly token: Row | undefined;
  /** Its owner. */
  readonly user: Row | undefined;
  /** The body's bytes, for a method that reads them itself. */
  readonly bytes: () => Promise<Uint8Array>;
  readonly setHeader: (name: string, value: string) => void;
}

/** One method of a class that is reachable over REST. */
export interface RemoteMethod {
  /** LoopBack's name, such as `findById`. */
  readonly name: string;
  readonly verb: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The path below the class, with `:name` for parameters: `/:id/exists`. */
  readonly path: string;
  readonly summary: string;
  readonly accepts: readonly Argument[];
  /** `nothing` answers 204. For `csv` and `events` the method makes the response itself. */
  readonly returns: "object" | "list" | "nothing" | "csv" | "events";
  /** The properties of an answer that is not the model's record, for the OpenAPI document. */
  readonly answers?: Readonly<Record<string, PropertyType>>;
  /** LoopBack's access rule: false answers 401 AUTHORIZATION_REQUIRED. Asked after the arguments were understood. */
  readonly allows: (call: Call, args: Arguments) => boolean;
  readonly invoke: (call: Call, args: Arguments) => unknown;
}

/** A method of one model. Without a rule, a GET is for who may read the model, and everything else for who may write it. */
export type ModelMethod = Omit<RemoteMethod, "allows"> & Partial<Pick<RemoteMethod, "allows">>;

/** A class whose methods are reachable under /api/{path}. */
export interface SharedClass {
  /** As error messages show it: `Alert`. */
  readonly name: string;
  readonly path: string;
  readonly methods: readonly RemoteMethod[];
}

/** A LoopBack access rule: may this caller use the method with these arguments? */
export type AccessRule = (call: Call, args: Arguments) => boolean;

/** LoopBack's `$everyone`: no token is needed. */
export const allowEveryone: AccessRule = () => true;

/** Nobody, whatever the token. */
export const denyEveryone: AccessRule = () => false;

/** Everybody with a good token and one of the roles; with any role when none is named. */
export function allowRoles(roles?: readonly Role[]): AccessRule {
  return ({ user }) =>
    user !== undefined && (roles === undefined || roles.some((role) => role === user["role"]));
}

/** LoopBack's `$owner`: the user whose `id` is in the path. */
export const allowOwner: AccessRule = ({ user }, { id }) => user !== undefined && user.id === id;

/** The user whose `id` is in the path, and admins. */
export const allowOwnerOrAdmin: AccessRule = (call, args) =>
  allowOwner(call, args) || allowRoles(["admin"])(call, args);
