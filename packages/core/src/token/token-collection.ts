import { models as catalog, type AccessToken, type User } from "@huntkit/catalog";
import * as z from "zod/mini";
import { isHuntError } from "../errors/any-hunt-error.js";
import { getRequestFacts, type HuntError, HuntInputError } from "../errors/hunt-error.js";
import {
  HuntNotFoundError,
  HuntProtocolError,
  HuntUnsupportedError,
  isUnavailable,
} from "../errors/request-errors.js";
import { raceWithSignal } from "../http/clock.js";
import { deleteOnce, mayHaveExecuted } from "../http/may-have-executed.js";
import type { CallOptions, HuntRequest, HuntResponse, Send } from "../http/request.js";
import { CatalogModel } from "../models/model.js";
import { toSchema } from "../models/schema.js";
import { Collection } from "../collection.js";
import { runConcurrently } from "../run-concurrently.js";
import { ApiToken, isTokenFormat } from "./api-token.js";
import { toHandle, type TokenHandle, type TokenRecord, toTokenRecord } from "./token-record.js";
import { discoverTokenRoutes, documentPaths, RouteDocument } from "./discover-token-routes.js";
import { defaultTokenRoutes, type Route, type TokenRoutes, toUserRoute } from "./token-routes.js";

const users = new CatalogModel(catalog.users);
const tokenRows = z.array(toSchema<AccessToken>(catalog.accessTokens.fields));

/** How many users' lists are requested at the same time. */
const userConcurrency = 4;

type TokenRequest<T> = Omit<HuntRequest<T>, "path" | "method"> & {
  /** ID of the user whose tokens are meant. Default: the caller. */
  owner?: string | undefined;
};

/** A token that was just made: the only time that HUNT tells its value. */
export interface CreatedToken {
  token: ApiToken;
  record: TokenRecord;
}

/** The tokens of all users, as far as HUNT shows them to the caller. */
export interface TokenSurvey {
  records: TokenRecord[];
  /** Users whose tokens HUNT did not show. Empty if the instance lists all tokens in one place. */
  refused: { user: User; error: HuntError }[];
}

/** Whose token it is. */
export interface Identity {
  user: User;
  /** HUNT's own time of the answer, in milliseconds since 1970; null where it does not tell. */
  answeredAt: number | null;
}

/** The tokens of an instance, as `client.tokens`. */
export class TokenCollection {
  readonly #send: Send;
  readonly #given: Partial<TokenRoutes>;
  #found: Partial<TokenRoutes> = {};
  #discovery: Promise<Partial<TokenRoutes>> | undefined;

  constructor(send: Send, routes: Partial<TokenRoutes> = {}) {
    this.#send = send;
    this.#given = routes;
  }

  /** Whose token the client uses: the cheapest request that only a living token can make. */
  async whoAmI({ signal }: CallOptions = {}): Promise<Identity> {
    const { data, headers } = await this.#call("whoAmI", { schema: users.schema, signal }).catch(askForName);
    const date = Date.parse(String(headers["date"]));
    return { user: data, answeredAt: Number.isNaN(date) ? null : date };
  }

  /**
   * Lists the caller's own tokens, without their values.
   *
   * @throws {HuntAuthError} or {@link HuntForbiddenError} when the caller is not allowed to see them
   * @throws {HuntUnsupportedError} if neither stock LoopBack's route nor one in the instance's own document exists
   */
  async list({ signal }: CallOptions = {}): Promise<TokenRecord[]> {
    return (await this.#call("listOwn", { schema: tokenRows, signal })).data.map(toTokenRecord);
  }

  /**
   * Lists the tokens of all users, for admins: in one place if the instance has one, otherwise user by user.
   *
   * @throws as {@link list} does
   */
  async listAll({ signal }: CallOptions = {}): Promise<TokenSurvey> {
    try {
      const { data } = await this.#call("listAll", { schema: tokenRows, signal });
      return { records: data.map(toTokenRecord), refused: [] };
    } catch (error) {
      if (!(error instanceof HuntUnsupportedError) || this.#given.listAll) throw error;
      return this.#listByUser(error, signal);
    }
  }

  async #listByUser(reason: HuntUnsupportedError, signal: AbortSignal | undefined): Promise<TokenSurvey> {
    const everyone = await new Collection(this.#send, users).list({}, { signal }).toArray();
    const refused: TokenSurvey["refused"] = [];
    const lists = await runConcurrently(
      everyone,
      userConcurrency,
      async (user, end) => {
        const owner = String(user.id);
        try {
          const { data } = await this.#call("listOwn", { schema: tokenRows, signal: end, owner });
          return data.map(toTokenRecord).map((record) => ({ ...record, userId: record.userId ?? owner }));
        } catch (error) {
          if (!isUnavailable(error)) throw error;
          refused.push({ user, error: error as HuntError });
          return [];
        }
      },
      signal,
    );
    // Without any list, the routes are missing or closed, which is not the users' doing.
    if (everyone.length > 0 && refused.length === everyone.length) {
      const [first] = refused;
      throw first!.error instanceof HuntUnsupportedError ? reason : first!.error;
    }
    return { records: lists.flat(), refused };
  }

  /**
   * Makes a token that lives for a year. A request that got no answer is not repeated: it may have made one, and the
   * error then says so.
   *
   * @param description what it is for, so that people know it later; HUNT wants one
   * @param options.owner ID of another user to create it for, which only admins can do (vendor's help page)
   * @throws {HuntInputError} `input: "description"` when it is empty
   * @throws {HuntProtocolError} `wrong-shape` when no value can be found in the answer
   */
  async create(
    description: string,
    { owner, signal }: CallOptions & { owner?: string | undefined } = {},
  ): Promise<CreatedToken> {
    const name = description.trim();
    if (name === "") {
      throw new HuntInputError(
        "description",
        "empty",
        'description: it is empty. Say what the token is for, such as "acme/website deploys".',
      );
    }
    try {
      const { data, status } = await this.#call<Record<string, unknown> | null>("create", {
        body: { description: name },
        owner,
        signal,
      });
      const value = [data?.["token"], data?.["value"], data?.["accessToken"], data?.["id"]].find(
        isTokenFormat,
      );
      if (value !== undefined) return { token: new ApiToken(value), record: toTokenRecord(data!) };
      const { method, path } = this.#route("create");
      throw new HuntProtocolError(
        `${method} ${path}: the answer holds no token.`,
        { method, path, status },
        "wrong-shape",
      );
    } catch (error) {
      if (isHuntError(error) && mayHaveExecuted(error))
        error.message += ` A token may have been made all the same: look for "${name}" in HUNT's list, and revoke it.`;
      throw error;
    }
  }

  /**
   * Revokes a token: one of the caller's own, or with `any` another user's.
   *
   * @param handle from a {@link TokenRecord}; if it is the value itself, it is never shown
   * @param options.owner ID of its user, with `any`. Without it, the instance must list all tokens in one place.
   * @throws {HuntInputError} `input: "handle"` when it is null: the server gave the record none
   * @throws {HuntNotFoundError} when there is none with this handle
   */
  async revoke(
    handle: TokenHandle | null,
    { any = false, owner, signal }: CallOptions & { any?: boolean; owner?: string | null | undefined } = {},
  ): Promise<void> {
    if (handle === null)
      throw new HuntInputError(
        "handle",
        "missing",
        "handle: HUNT gave this token none, so it can be revoked in the console only.",
      );
    const params = { handle: toHandle(handle) };
    const revokeBy = (name: "revokeOwn" | "revokeAny", user?: string) =>
      deleteOnce(() => this.#call(name, { params, signal, owner: user }), this.#route(name));
    if (!any) return revokeBy("revokeOwn");
    if (owner === null || owner === undefined) return revokeBy("revokeAny");
    try {
      await revokeBy("revokeOwn", owner);
    } catch (error) {
      if (!(error instanceof HuntUnsupportedError)) throw error;
      await revokeBy("revokeAny");
    }
  }

  async #call<T>(
    name: keyof TokenRoutes,
    { params = {}, owner, ...rest }: TokenRequest<T>,
  ): Promise<HuntResponse<T>> {
    const send = (route: Route) =>
      this.#send<T>({ ...toOwnersRoute(route, owner), params: { ...params, user: owner ?? "" }, ...rest });
    const guess = this.#route(name);
    try {
      return await send(guess);
    } catch (error) {
      if (!(error instanceof HuntUnsupportedError) || this.#given[name] || name === "whoAmI") throw error;
      const found = (await raceWithSignal(this.#discover(), rest.signal))[name];
      if (!found || found.path === guess.path) throw error;
      return send(found);
    }
  }

  #route(name: keyof TokenRoutes): Route {
    return this.#given[name] ?? this.#found[name] ?? defaultTokenRoutes[name];
  }

  /** Once for all callers; what failed is tried anew by the next one. */
  #discover(): Promise<Partial<TokenRoutes>> {
    this.#discovery ??= this.#readDocument().then(
      (routes) => (this.#found = routes),
      (error: unknown) => {
        this.#discovery = undefined;
        throw error;
      },
    );
    return this.#discovery;
  }

  /**
   * Returns the routes of the first name in the document whose list exists: not every listed route does
   * (observed live).
   */
  async #readDocument(): Promise<Partial<TokenRoutes>> {
    for (const routes of await this.#readFamilies()) {
      const list = routes.listOwn ?? routes.listAll;
      const exists = list === undefined || (await this.#exists(list));
      if (exists) return routes;
    }
    return {};
  }

  /**
   * An instance without a document, or with one that the caller cannot read, has none. The caller then gets
   * the 404 of the first guess.
   */
  async #readFamilies(): Promise<Partial<TokenRoutes>[]> {
    for (const path of documentPaths) {
      try {
        return discoverTokenRoutes((await this.#send({ path, base: "origin", schema: RouteDocument })).data);
      } catch (error) {
        if (!isUnavailable(error) && !(error instanceof HuntProtocolError)) throw error;
      }
    }
    return [];
  }

  async #exists({ method, path }: Route): Promise<boolean> {
    try {
      await this.#send({ method, path, query: { filter: { limit: 1 } } });
      return true;
    } catch (error) {
      if (error instanceof HuntUnsupportedError || error instanceof HuntNotFoundError) return false;
      if (isUnavailable(error)) return true;
      throw error;
    }
  }
}

/**
 * Every instance has this route. An unknown name of an instance resolves all the same, and returns 404
 * (observed live).
 */
function askForName(error: unknown): never {
  if (!(error instanceof HuntNotFoundError) && !(error instanceof HuntUnsupportedError)) throw error;
  const message = `${error.message} Is the name of the instance right? An unknown name also returns 404.`;
  throw new HuntNotFoundError(message, { ...getRequestFacts(error), cause: error });
}

/** The route for a user's tokens, or the caller's own. */
function toOwnersRoute(route: Route, owner: string | undefined): Route {
  if (owner === undefined) return route;
  const userRoute = toUserRoute(route);
  if (userRoute) return userRoute;
  throw new HuntUnsupportedError(
    `${route.method} ${route.path}: this HUNT instance has no such route for another user.`,
    route,
  );
}
