import type { AccessTokens } from "../access/access-tokens.js";
import type { PropertyType, Role, Row } from "../data/definition.js";
import type { Store } from "../data/store.js";
import type { TaskEngine } from "../tasks/engine.js";

/** An argument of a remote method, in LoopBack's terms. */
export interface Argument {
  readonly name: string;
  /**
   * `body` is the whole body, and `form` one of its properties (LoopBack's term). With `any`, the method does
   * not name a source, and LoopBack searches the path, the body, the query, and the headers, in this order.
   */
  readonly source: "path" | "query" | "header" | "body" | "form" | "any";
  /** `array` is a list of strings. */
  readonly type: "object" | "string" | "boolean" | "array";
  /** Rejected with 400 if it is missing. */
  readonly required?: true;
  /** The body can also be a list of objects. */
  readonly allowArray?: true;
  readonly description?: string;
}

/** The values of a method's arguments by name. */
export type Arguments = Readonly<Record<string, unknown>>;

/** The context of a call to a remote method. */
export interface Call {
  readonly store: Store;
  readonly tokens: AccessTokens;
  readonly tasks: TaskEngine;
  /** The token of the request, if it is valid. */
  readonly token: Row | undefined;
  /** The owner of the token. */
  readonly user: Row | undefined;
  /** Returns the bytes of the body, for methods that read it themselves. */
  readonly bytes: () => Promise<Uint8Array>;
  readonly setHeader: (name: string, value: string) => void;
}

/** A method of a class that is available over REST. */
export interface RemoteMethod {
  /** LoopBack's name, such as `findById`. */
  readonly name: string;
  readonly verb: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** The path below the class, with `:name` for parameters: `/:id/exists`. */
  readonly path: string;
  readonly summary: string;
  readonly accepts: readonly Argument[];
  /** `nothing` is a 204. With `csv` and `events`, the method creates the response itself. */
  readonly returns: "object" | "list" | "nothing" | "csv" | "events";
  /** The properties of a response that is not a record of the model, for the OpenAPI document. */
  readonly answers?: Readonly<Record<string, PropertyType>>;
  /**
   * LoopBack's access rule. False results in 401 AUTHORIZATION_REQUIRED. It is checked after the arguments
   * are read.
   */
  readonly allows: (call: Call, args: Arguments) => boolean;
  readonly invoke: (call: Call, args: Arguments) => unknown;
}

/**
 * A method of one model. By default, GET requires read access to the model, and other methods require write
 * access.
 */
export type ModelMethod = Omit<RemoteMethod, "allows"> & Partial<Pick<RemoteMethod, "allows">>;

/** A class with methods under /api/{path}. */
export interface SharedClass {
  /** The name in error messages, such as `Alert`. */
  readonly name: string;
  readonly path: string;
  readonly methods: readonly RemoteMethod[];
}

/** A LoopBack access rule. It returns whether the caller can use a method with these arguments. */
export type AccessRule = (call: Call, args: Arguments) => boolean;

/** LoopBack's `$everyone`: no token is required. */
export const allowEveryone: AccessRule = () => true;

/** Denies access with every token. */
export const denyEveryone: AccessRule = () => false;

/** Allows users with one of the roles, or with any role by default. */
export function allowRoles(roles?: readonly Role[]): AccessRule {
  return ({ user }) =>
    user !== undefined && (roles === undefined || roles.some((role) => role === user["role"]));
}

/** LoopBack's `$owner`: the user whose `id` is in the path. */
const allowOwner: AccessRule = ({ user }, { id }) => user !== undefined && user.id === id;

/** Allows the user whose `id` is in the path, and admins. */
export const allowOwnerOrAdmin: AccessRule = (call, args) =>
  allowOwner(call, args) || allowRoles(["admin"])(call, args);
