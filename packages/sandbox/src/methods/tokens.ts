import { API_TOKEN_TTL } from "../access/access-tokens.js";
import type { ModelDefinition, Row } from "../data/definition.js";
import { createHider } from "../data/instance.js";
import { createValidationError } from "../data/validate.js";
import { createNoInstanceError } from "../loopback-error.js";
import { countMatching, findRows } from "../query/find.js";
import { parseWhere } from "../query/where.js";
import {
  type AccessRule,
  type Arguments,
  type Call,
  denyEveryone,
  allowOwnerOrAdmin,
  type RemoteMethod,
  allowRoles,
} from "../remoting/shared-class.js";
import { toObject } from "../values.js";
import { DATA, getData, FILTER, FK, getForeignKey, ID, getId, WHERE } from "./arguments.js";
import { PAGE_CAP, createReadMethods } from "./read.js";
import { createWriteMethods } from "./write.js";

/** How an instance exposes its tokens. */
export interface TokenExposure {
  /**
   * The name of the relation, and, with a capital letter, of the model's path. `none`: there are no routes.
   */
  readonly routes: "accessTokens" | "apiTokens" | "none";
  /**
   * Whether the instance also has the top-level model. A live instance of 2021 did not have it, and stock
   * LoopBack 3 does not publish it.
   */
  readonly hasModel: boolean;
  /** Who can list tokens. `refused`: no one, as in stock LoopBack. */
  readonly lists: "owner" | "refused";
}

/**
 * Creates the token routes of one user, for the user and for admins. They never return the value of an
 * existing token.
 */
export function createUserTokenMethods({ routes, lists }: TokenExposure): RemoteMethod[] {
  if (routes === "none") return [];
  const collection = `/:id/${routes}`;
  const readers = lists === "refused" ? denyEveryone : allowOwnerOrAdmin;
  return [
    {
      name: `__get__${routes}`,
      verb: "GET",
      path: collection,
      summary: "Lists a user's tokens, without their values.",
      accepts: [ID, FILTER],
      returns: "list",
      allows: readers,
      invoke: listTokens,
    },
    {
      name: `__count__${routes}`,
      verb: "GET",
      path: `${collection}/count`,
      summary: "Counts a user's tokens.",
      accepts: [ID, WHERE],
      returns: "object",
      allows: readers,
      invoke: ({ store }, args) => {
        const where = parseWhere(store.definition("AccessToken"), scopeToUser(args, args["where"]));
        return { count: countMatching(store.table("AccessToken"), where) };
      },
    },
    {
      name: `__create__${routes}`,
      verb: "POST",
      path: collection,
      summary: "Creates a token that is valid for one year. Only this response contains its value.",
      accepts: [ID, DATA],
      returns: "object",
      allows: allowOwnerOrAdmin,
      invoke: createToken,
    },
    {
      name: `__findById__${routes}`,
      verb: "GET",
      path: `${collection}/:fk`,
      summary: "Finds one of a user's tokens, without its value.",
      accepts: [ID, FK],
      returns: "object",
      allows: readers,
      invoke: (call, args) => createHider(call.store.definition("AccessToken"))(requireToken(call, args)),
    },
    {
      name: `__destroyById__${routes}`,
      verb: "DELETE",
      path: `${collection}/:fk`,
      summary: "Revokes one of a user's tokens immediately.",
      accepts: [ID, FK],
      returns: "nothing",
      allows: allowOwnerOrAdmin,
      invoke: (call, args) => {
        call.store.table("AccessToken").delete(requireToken(call, args).id);
      },
    },
  ];
}

/**
 * Creates the routes for all tokens of the instance. Admins can read and revoke. Tokens are created below
 * their users.
 */
export function createTokenMethods(definition: ModelDefinition, { lists }: TokenExposure): RemoteMethod[] {
  const admins: AccessRule = allowRoles(["admin"]);
  const revoke = createWriteMethods(definition, admins).filter(({ name }) => name === "deleteById");
  return [...createReadMethods(definition, lists === "refused" ? denyEveryone : admins), ...revoke];
}

function listTokens({ store }: Call, args: Arguments): Partial<Row>[] {
  const filter = toObject(args["filter"]);
  return findRows(
    store,
    store.definition("AccessToken"),
    { ...filter, where: scopeToUser(args, filter["where"]) },
    PAGE_CAP,
  );
}

function createToken({ tokens }: Call, args: Arguments): object {
  const { description } = getData(args);
  if (typeof description !== "string" || description.trim() === "") {
    throw createValidationError("AccessToken", [
      { property: "description", code: "presence", message: "can't be blank", value: description },
    ]);
  }
  const { row, value } = tokens.issue({ userId: getId(args), ttl: API_TOKEN_TTL, description });
  const { id, created, ttl, userId } = row;
  return { id, token: value, description, created, ttl, userId };
}

/** Returns the token in the path. Throws a 404 if it belongs to another user. */
function requireToken({ store }: Call, args: Arguments): Row {
  const row = store.table("AccessToken").get(getForeignKey(args));
  if (row === undefined || row["userId"] !== getId(args))
    throw createNoInstanceError("AccessToken", getForeignKey(args));
  return row;
}

function scopeToUser(args: Arguments, where: unknown): object {
  return { and: [{ userId: getId(args) }, where ?? {}] };
}
