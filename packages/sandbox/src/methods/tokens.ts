import { API_TOKEN_TTL } from "../access/access-tokens.js";
import type { ModelDefinition, Row } from "../data/definition.js";
import { visibleTo } from "../data/instance.js";
import { validationError } from "../data/validate.js";
import { noInstance } from "../loopback-error.js";
import { countMatching, findRows } from "../query/find.js";
import { parseWhere } from "../query/where.js";
import {
  type AccessRule,
  type Arguments,
  type Call,
  nobody,
  owner,
  ownerOrAdmin,
  type RemoteMethod,
  signedIn,
} from "../remoting/shared-class.js";
import { objectOr } from "../values.js";
import { DATA, dataOf, FILTER, FK, fkOf, ID, idOf, WHERE } from "./arguments.js";
import { PAGE_CAP, readMethods } from "./read.js";
import { writeMethods } from "./write.js";

/** How an instance exposes its tokens. */
export interface TokenExposure {
  /** The relation's name and, with a capital, the model's path; `none`: no route at all. */
  readonly routes: "accessTokens" | "apiTokens" | "none";
  /** `refused`: stock LoopBack, where nobody may read a list of tokens. */
  readonly lists: "owner" | "refused";
}

/** The token routes of one user: the owner creates; the owner and admins read and revoke. Nobody ever sees a value again. */
export function userTokenMethods({ routes, lists }: TokenExposure): RemoteMethod[] {
  if (routes === "none") return [];
  const collection = `/:id/${routes}`;
  const readers = lists === "refused" ? nobody : ownerOrAdmin;
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
        const where = parseWhere(store.definition("AccessToken"), ownTokens(args, args["where"]));
        return { count: countMatching(store.table("AccessToken"), where) };
      },
    },
    {
      name: `__create__${routes}`,
      verb: "POST",
      path: collection,
      summary: "Creates a token that lives one year; its value is in this answer and in no other.",
      accepts: [ID, DATA],
      returns: "object",
      allows: owner,
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
      invoke: (call, args) => visibleTo(call.store.definition("AccessToken"))(tokenOf(call, args)),
    },
    {
      name: `__destroyById__${routes}`,
      verb: "DELETE",
      path: `${collection}/:fk`,
      summary: "Revokes one of a user's tokens at once.",
      accepts: [ID, FK],
      returns: "nothing",
      allows: ownerOrAdmin,
      invoke: (call, args) => {
        call.store.table("AccessToken").delete(tokenOf(call, args).id);
      },
    },
  ];
}

/** The routes of all tokens of the instance: admins read and revoke. Tokens are created by their owners only. */
export function allTokenMethods(definition: ModelDefinition, { lists }: TokenExposure): RemoteMethod[] {
  const admins: AccessRule = signedIn(["admin"]);
  const revoke = writeMethods(definition, admins).filter(({ name }) => name === "deleteById");
  return [...readMethods(definition, lists === "refused" ? nobody : admins), ...revoke];
}

function listTokens({ store }: Call, args: Arguments): Partial<Row>[] {
  const filter = objectOr(args["filter"]);
  return findRows(
    store,
    store.definition("AccessToken"),
    { ...filter, where: ownTokens(args, filter["where"]) },
    PAGE_CAP,
  );
}

function createToken({ tokens }: Call, args: Arguments): object {
  const { description } = dataOf(args);
  if (typeof description !== "string" || description.trim() === "") {
    throw validationError("AccessToken", [
      { property: "description", code: "presence", message: "can't be blank", value: description },
    ]);
  }
  const { row, value } = tokens.issue({ userId: idOf(args), ttl: API_TOKEN_TTL, description });
  const { id, created, ttl, userId } = row;
  return { id, token: value, description, created, ttl, userId };
}

/** The token in the path, if it is this user's. */
function tokenOf({ store }: Call, args: Arguments): Row {
  const row = store.table("AccessToken").get(fkOf(args));
  if (row === undefined || row["userId"] !== idOf(args)) throw noInstance("AccessToken", fkOf(args));
  return row;
}

function ownTokens(args: Arguments, where: unknown): object {
  return { and: [{ userId: idOf(args) }, where ?? {}] };
}
