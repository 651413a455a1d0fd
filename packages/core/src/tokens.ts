import * as z from "zod/mini";
import { HuntNotFoundError, HuntProtocolError } from "./errors/answer-errors.js";
import { isHuntError } from "./errors/hunt-error.js";
import { HuntInputError } from "./errors/input-error.js";
import type { HuntRequest, HuntResponse, Send } from "./http/request.js";
import { AccessToken } from "./models/access-token.js";
import { User } from "./models/user.js";
import { ApiToken } from "./token/api-token.js";
import { isTokenFormat } from "./token/token-format.js";
import { toTokenRecord, type TokenRecord } from "./token/token-record.js";
import { discoverTokenRoutes, RouteDocument, stockTokenRoutes, type Route, type TokenRoutes } from "./token-routes.js";

/** A token that was just made: the only time that HUNT tells its value. */
export interface CreatedToken {
  token: ApiToken;
  record: TokenRecord;
}

type Call<T> = Pick<HuntRequest<T>, "params" | "body" | "schema"> & { signal?: AbortSignal | undefined };

/** The tokens of an instance, as `client.tokens`. */
export class TokenCollection {
  readonly #send: Send;
  readonly #given: Partial<TokenRoutes>;
  #discovered: Promise<Partial<TokenRoutes>> | undefined;

  constructor(send: Send, routes: Partial<TokenRoutes> = {}) {
    this.#send = send;
    this.#given = routes;
  }

  /** Whose token the client uses, with the answer's headers: the cheapest request that only a living token can make. */
  whoAmI(signal?: AbortSignal): Promise<HuntResponse<User>> {
    return this.#call("whoAmI", { schema: User, signal });
  }

  /**
   * Tokens without their values: the caller's own, or with `all` everybody's.
   *
   * @throws {HuntAuthError} {@link HuntForbiddenError} when the caller may not see them
   * @throws {HuntNotFoundError} when neither stock LoopBack's route nor one in the instance's OpenAPI document exists
   */
  async list(options: { all?: boolean; signal?: AbortSignal | undefined } = {}): Promise<TokenRecord[]> {
    const { data } = await this.#call(options.all ? "listAll" : "listOwn", { schema: z.array(AccessToken), signal: options.signal });
    return data.map(toTokenRecord);
  }

  /**
   * Makes a token that lives for a year. A request that got no answer is not repeated: it may have made one.
   *
   * @param description what it is for, so that people know it later; HUNT wants one
   * @throws {HuntInputError} `input: "description"` when it is empty
   * @throws {HuntProtocolError} `wrong-shape` when no value can be found in the answer
   */
  async create(description: string, signal?: AbortSignal): Promise<CreatedToken> {
    if (description.trim() === "") {
      throw new HuntInputError("description", "empty", "description: it is empty. Say what the token is for, such as \"acme/website deploys\".");
    }
    const { data, status } = await this.#call("create", { body: { description: description.trim() }, schema: AccessToken, signal });
    const value = [data["token"], data["value"], data["accessToken"], data.id].find(isTokenFormat);
    if (value === undefined) {
      const { method, path } = await this.#route("create");
      throw new HuntProtocolError(`${method} ${path}: a token was made, but its value is not in the answer. Revoke it in the console.`, { method, path, status }, "wrong-shape");
    }
    return { token: new ApiToken(value), record: toTokenRecord(data) };
  }

  /**
   * Ends a token at once: one of the caller's own, or with `any` anybody's.
   *
   * @param handle from a {@link TokenRecord}
   * @throws {HuntNotFoundError} when there is none with this handle
   */
  async revoke(handle: string | ApiToken, options: { any?: boolean; signal?: AbortSignal | undefined } = {}): Promise<void> {
    const name = options.any ? "revokeAny" : "revokeOwn";
    const { data, status } = await this.#call<{ count?: number } | undefined>(name, { params: { handle }, signal: options.signal });
    if (data?.count !== 0) return;
    const { method, path } = await this.#route(name);
    throw new HuntNotFoundError(`${method} ${path}: HUNT has no token with this handle.`, { method, path, status });
  }

  async #call<T>(name: keyof TokenRoutes, { params = {}, signal, ...rest }: Call<T>): Promise<HuntResponse<T>> {
    const send = ({ method, path }: Route) => this.#send<T>({ method, path, params, ...rest, ...(signal && { signal }) });
    try {
      return await send(await this.#route(name));
    } catch (error) {
      if (!isMissingRoute(error) || this.#given[name] || this.#discovered) throw error;
      this.#discovered = this.#discover(signal);
      const route = (await this.#discovered)[name];
      if (!route) throw error;
      return send(route);
    }
  }

  async #route(name: keyof TokenRoutes): Promise<Route> {
    return this.#given[name] ?? (await this.#discovered)?.[name] ?? stockTokenRoutes[name];
  }

  /** An instance that publishes no document has told nothing; then the first guess and its 404 stand. */
  async #discover(signal: AbortSignal | undefined): Promise<Partial<TokenRoutes>> {
    try {
      const request = { path: "explorer/openapi.json", base: "origin", schema: RouteDocument } as const;
      return discoverTokenRoutes((await this.#send({ ...request, ...(signal && { signal }) })).data);
    } catch (error) {
      if (isHuntError(error)) return {};
      throw error;
    }
  }
}

/** LoopBack 3 gives a missing record the code `MODEL_NOT_FOUND`, and a missing route none. */
function isMissingRoute(error: unknown): boolean {
  return error instanceof HuntNotFoundError && error.loopbackCode === undefined;
}
