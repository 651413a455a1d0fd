import { LOGIN_TOKEN_TTL } from "../access/access-tokens.js";
import { createHider } from "../data/instance.js";
import { LoopBackError, createUnknownIdError } from "../loopback-error.js";
import { findRows } from "../query/find.js";
import { allowEveryone, allowOwnerOrAdmin, type RemoteMethod } from "../remoting/shared-class.js";
import { toObject } from "../values.js";
import { FILTER, ID, getId } from "./arguments.js";

/** `POST /users/login`: creates a token from a user name and a password (LoopBack 3). */
export const login: RemoteMethod = {
  name: "login",
  verb: "POST",
  path: "/login",
  summary:
    "Creates a token from {username or email, password}. It is valid for two weeks, or for `ttl` seconds.",
  accepts: [
    { name: "credentials", source: "body", type: "object" },
    { name: "include", source: "query", type: "string" },
  ],
  returns: "object",
  allows: allowEveryone,
  invoke: ({ store, tokens }, { credentials, include }) => {
    const { username, email, password, ttl } = toObject(credentials);
    if (!username && !email)
      throw new LoopBackError(400, "username or email is required", { code: "USERNAME_EMAIL_REQUIRED" });
    const property = username ? "username" : "email";
    const name = username || email;
    if (typeof name !== "string")
      throw new LoopBackError(400, `Invalid ${property}`, { code: `INVALID_${property.toUpperCase()}` });
    const user = store.table("user").getByUnique(property, name);
    if (user === undefined || typeof password !== "string" || user["password"] !== password) {
      throw new LoopBackError(401, "login failed", { code: "LOGIN_FAILED" });
    }
    const { row, value } = tokens.issue({
      userId: user.id,
      ttl: typeof ttl === "number" && ttl > 0 ? ttl : LOGIN_TOKEN_TTL,
    });
    const answer = { id: value, ttl: row["ttl"], created: row["created"], userId: user.id };
    return include === "user" ? { ...answer, user: createHider(store.definition("user"))(user) } : answer;
  },
};

/** `POST /users/logout`: deletes the token of the request. */
export const logout: RemoteMethod = {
  name: "logout",
  verb: "POST",
  path: "/logout",
  summary: "Deletes the token of the request.",
  accepts: [],
  returns: "nothing",
  allows: allowEveryone,
  invoke: ({ store, token }) => {
    if (token === undefined) throw new LoopBackError(401, "accessToken is required to logout");
    store.table("AccessToken").delete(token.id);
  },
};

/** `GET /users/{id}`: admins can read every account, and other users only their own. */
export const findUserById: RemoteMethod = {
  name: "findById",
  verb: "GET",
  path: "/:id",
  summary: "Finds an account. `me` is the caller's own account.",
  accepts: [ID, FILTER],
  returns: "object",
  allows: allowOwnerOrAdmin,
  invoke: ({ store }, args) => {
    const { fields, include } = toObject(args["filter"]);
    const [user] = findRows(store, store.definition("user"), { where: { id: getId(args) }, fields, include });
    if (user === undefined) throw createUnknownIdError("user", getId(args));
    return user;
  },
};
