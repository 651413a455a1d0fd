import { models as catalog, type AccessToken, type User } from "@huntkit/catalog";
import * as z from "zod/mini";
import { isHuntError } from "../errors/any-hunt-error.js";
import { HuntInputError } from "../errors/hunt-error.js";
import { HuntProtocolError, HuntUnsupportedError, isUnavailable } from "../errors/request-errors.js";
import { raceWithSignal } from "../http/clock.js";
import { deleteOnce, mayHaveExecuted } from "../http/may-have-executed.js";
import type { CallOptions, HuntRequest, HuntResponse, Send } from "../http/request.js";
import { CatalogModel } from "../models/model.js";
import { toSchema } from "../models/schema.js";
import { ApiToken, isTokenFormat } from "./api-token.js";
import { toHandle, type TokenHandle, type TokenRecord, toTokenRecord } from "./token-record.js";
import {
  defaultTokenRoutes,
  discoverTokenRoutes,
  type Route,
  RouteDocument,
  type TokenRoutes,
} from "./token-routes.js";

const users = new CatalogModel(catalog.users);

/** A token that was just made: the only time that HUNT tells its value. */
export interface CreatedToken {
  token: ApiToken;
  record: TokenRecord;
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
    const { data, headers } = await this.#call("whoAmI", { schema: users.schema, signal });
    const date = Date.parse(String(headers["date"]));
    return { user: data, answeredAt: Number.isNaN(date) ? null : date };
  }

  /**
   * Tokens without their values: the caller's own, or with `all` everybody's.
   *
   * @throws {HuntAuthError} or {@link HuntForbiddenError} when the caller may not see them
   * @throws {HuntUnsupportedError} when neither stock LoopBack's route nor one in the instance's OpenAPI document exists
   */
  async list({ all = false, signal }: CallOptions & { all?: boolean } = {}): Promise<TokenRecord[]> {
    const { data } = await this.#call(all ? "listAll" : "listOwn", {
      schema: z.array(toSchema<AccessToken>(catalog.accessTokens.fields)),
      signal,
    });
    return data.map(toTokenRecord);
  }

  /**
   * Makes a token that lives for a year. A request that got no answer is not repeated: it may have made one, and the
   * error then says so.
   *
   * @param description what it is for, so that people know it later; HUNT wants one
   * @throws {HuntInputError} `input: "description"` when it is empty
   * @throws {HuntProtocolError} `wrong-shape` when no value can be found in the answer
   */
  async create(description: string, { signal }: CallOptions = {}): Promise<CreatedToken> {
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
   * Ends a token at once: one of the caller's own, or with `any` anybody's.
   *
   * @param handle from a {@link TokenRecord}; where it is the value itself, it is shown nowhere
   * @throws {HuntInputError} `input: "handle"` when it is null: the server gave the record none
   * @throws {HuntNotFoundError} when there is none with this handle
   */
  async revoke(
    handle: TokenHandle | null,
    { any = false, signal }: CallOptions & { any?: boolean } = {},
  ): Promise<void> {
    if (handle === null)
      throw new HuntInputError(
        "handle",
        "missing",
        "handle: HUNT gave this token none, so it can be revoked in the console alone.",
      );
    const name = any ? "revokeAny" : "revokeOwn";
    await deleteOnce(
      () => this.#call(name, { params: { handle: toHandle(handle) }, signal }),
      this.#route(name),
    );
  }

  async #call<T>(
    name: keyof TokenRoutes,
    { params = {}, ...rest }: Omit<HuntRequest<T>, "path" | "method">,
  ): Promise<HuntResponse<T>> {
    const guess = this.#route(name);
    try {
      return await this.#send<T>({ ...guess, params, ...rest });
    } catch (error) {
      if (!(error instanceof HuntUnsupportedError) || this.#given[name] || name === "whoAmI") throw error;
      const found = (await raceWithSignal(this.#discover(), rest.signal))[name];
      if (!found || found.path === guess.path) throw error;
      return this.#send<T>({ ...found, params, ...rest });
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

  /** An instance that has no document, or shows it to nobody, has told nothing; then the first guess and its 404 stand. */
  async #readDocument(): Promise<Partial<TokenRoutes>> {
    try {
      return discoverTokenRoutes(
        (await this.#send({ path: "explorer/openapi.json", base: "origin", schema: RouteDocument })).data,
      );
    } catch (error) {
      if (isUnavailable(error) || error instanceof HuntProtocolError) return {};
      throw error;
    }
  }
}
