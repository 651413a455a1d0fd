import type { Warn } from "../http/hooks.js";
import { models as catalog, type AccessToken, type User } from "@huntkit/catalog";
import { isHuntError } from "../errors/any-hunt-error.js";
import { requireArgument } from "../errors/require-argument.js";
import { getRequestFacts, type HuntError, HuntInputError } from "../errors/hunt-error.js";
import {
  HuntNotFoundError,
  HuntProtocolError,
  HuntUnsupportedError,
  isUnavailable,
} from "../errors/request-errors.js";
import { readDate } from "../http/headers.js";
import { deleteOnce, mayHaveExecuted } from "../http/may-have-executed.js";
import { callKeys, type CallOptions, type Send } from "../http/request.js";
import { CatalogModel } from "../models/model.js";
import { toListSchema, toSchema } from "../models/schema.js";
import { Collection } from "../collection.js";
import { runConcurrently } from "../run-concurrently.js";
import { ApiToken, isTokenFormat } from "./api-token.js";
import { readTokenPages } from "./read-token-pages.js";
import { isSameHandle, toHandle, type TokenHandle, type TokenRecord, toTokenRecord } from "./token-record.js";
import { type TokenRequest, TokenRouter } from "./token-router.js";
import type { TokenRoutes } from "./token-routes.js";
import { type KeysOf, requireKnownKeys } from "../errors/require-known-keys.js";

const users = new CatalogModel(catalog.users);
const tokenRows = toListSchema(toSchema<AccessToken>(catalog.accessTokens.fields));

/** Maximum number of users whose lists are requested at the same time. */
const userConcurrency = 4;

/** A new token. HUNT returns its value only once. */
export interface CreatedToken {
  token: ApiToken;
  record: TokenRecord;
}

/** The tokens of all users that HUNT returns to the caller. */
export interface TokenSurvey {
  records: TokenRecord[];
  /** Users whose tokens HUNT did not return. Empty if the instance lists all tokens in one place. */
  refused: { user: User; error: HuntError }[];
  /** All users, if they were read to find their tokens. Null if the instance lists all tokens in one place. */
  users: User[] | null;
}

/** Options for listing tokens. */
export interface ListTokensOptions extends CallOptions {
  /** ID of another user to list them for, which requires an admin. Default: the caller. */
  owner?: string | undefined;
}

/** Options for listing the tokens of all users. */
export interface SurveyTokensOptions extends CallOptions {
  /** Called after each user whose list was read, with the number of these users and of all users. */
  onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Options for creating a token. */
export interface CreateTokenOptions extends CallOptions {
  /** ID of another user to create it for, which requires an admin (vendor's help page). Default: the caller. */
  owner?: string | undefined;
}

/** Options for revoking a token. */
export interface RevokeTokenOptions extends CallOptions {
  /**
   * Whether it is certain that the token can be revoked: you kept its ID when it was created, `proveOwnership` returned
   * it by its value, `confirmOwnership` confirmed it, or a person did. A matching description proves nothing. Required
   * unless this client created the token. Default: false.
   */
  confirmed?: boolean | undefined;
  /** Whether the token belongs to another user, which requires an admin. Default: false. */
  any?: boolean | undefined;
  /** ID of its user, with `any`. Without it, the instance must list all tokens in one place. */
  owner?: string | null | undefined;
}

const revokeKeys: KeysOf<RevokeTokenOptions> = { confirmed: true, any: true, owner: true, signal: true };

/** The user of a token. */
export interface Identity {
  user: User;
  /** Time of HUNT's response, in milliseconds since 1970; null without a `Date` header. */
  answeredAt: number | null;
}

/** The tokens of an instance, as `client.tokens`. */
export class TokenCollection {
  readonly #send: Send;
  readonly #routes: TokenRouter;
  readonly #warn: Warn;
  /** Handles of the tokens that this client created. */
  readonly #created: TokenHandle[] = [];

  /** @param warn called if a list might be incomplete */
  constructor(send: Send, routes: Partial<TokenRoutes> = {}, warn: Warn = () => {}) {
    this.#send = send;
    this.#warn = warn;
    this.#routes = new TokenRouter(send, routes);
  }

  /** Returns the user of the client's token. This is the smallest request that requires a valid token. */
  async whoAmI(options: CallOptions = {}): Promise<Identity> {
    const { signal } = requireKnownKeys(options, callKeys);
    const { data, headers } = await this.#routes
      .call("whoAmI", { schema: users.schema, signal })
      .catch(throwWithInstanceHint);
    return { user: data, answeredAt: readDate(headers) };
  }

  /**
   * Lists the caller's own tokens, or with `owner` those of another user, without their values.
   *
   * @throws {HuntAuthError} or {@link HuntForbiddenError} if the caller is not allowed to list them
   * @throws {HuntUnsupportedError} if neither stock LoopBack's route nor one in the instance's own document
   *   exists
   */
  async list(options: ListTokensOptions = {}): Promise<TokenRecord[]> {
    const { owner, signal } = requireKnownKeys(options, { owner: true, signal: true });
    const records = await this.#readRecords("listOwn", { owner, signal });
    return owner === undefined
      ? records
      : records.map((record) => ({ ...record, userId: record.userId ?? owner }));
  }

  /**
   * Lists the tokens of all users, for admins: in one place if the instance has one, otherwise user by user.
   *
   * @throws like {@link list}
   */
  async listAll(options: SurveyTokensOptions = {}): Promise<TokenSurvey> {
    const { signal } = requireKnownKeys(options, { onProgress: true, signal: true });
    try {
      return { records: await this.#readRecords("listAll", { signal }), refused: [], users: null };
    } catch (error) {
      if (!(error instanceof HuntUnsupportedError) || this.#routes.isGiven("listAll")) throw error;
      return this.#listByUser(error, options);
    }
  }

  async #listByUser(
    reason: HuntUnsupportedError,
    { signal, onProgress }: SurveyTokensOptions,
  ): Promise<TokenSurvey> {
    let done = 0;
    const everyone = await new Collection(this.#send, users).list({}, { signal }).toArray();
    const refused: TokenSurvey["refused"] = [];
    const lists = await runConcurrently(
      everyone,
      userConcurrency,
      async (user, end) => {
        try {
          return await this.list({ owner: String(user.id), signal: end });
        } catch (error) {
          if (!isUnavailable(error)) throw error;
          refused.push({ user, error: error as HuntError });
          return [];
        } finally {
          onProgress?.(++done, everyone.length);
        }
      },
      signal,
    );
    // Without any list, the routes are missing or denied for all users.
    if (everyone.length > 0 && refused.length === everyone.length) {
      const [first] = refused;
      throw first!.error instanceof HuntUnsupportedError ? reason : first!.error;
    }
    return { records: lists.flat(), refused, users: everyone };
  }

  async #readRecords(
    name: "listOwn" | "listAll",
    request: Pick<TokenRequest<never>, "owner" | "signal">,
  ): Promise<TokenRecord[]> {
    const rows = await readTokenPages(async (filter) => {
      const query = filter && { filter };
      return (await this.#routes.call(name, { schema: tokenRows, query, ...request })).data;
    }, this.#warn);
    return rows.map(toTokenRecord);
  }

  /**
   * Creates a token that is valid for one year. A request that received no response is not retried: it might
   * have created a token, and the error then says so.
   *
   * @param description purpose of the token. It is required.
   * @throws {HuntInputError} `input: "description"` if it is missing or empty
   * @throws {HuntProtocolError} `wrong-shape` if the response has no value of a token
   */
  async create(description: string, options: CreateTokenOptions = {}): Promise<CreatedToken> {
    const { owner, signal } = requireKnownKeys(options, { owner: true, signal: true });
    const name = requireArgument("description", description, "string").trim();
    if (name === "") {
      throw new HuntInputError(
        "description",
        "empty",
        'description: empty. Describe the purpose of the token, such as "acme/website deploys".',
      );
    }
    try {
      const { data, status } = await this.#routes.call<Record<string, unknown> | null>("create", {
        body: { description: name },
        owner,
        signal,
      });
      const value = [data?.["token"], data?.["value"], data?.["accessToken"], data?.["id"]].find(
        isTokenFormat,
      );
      if (value !== undefined) {
        const record = toTokenRecord(data!);
        if (record.handle !== null) this.#created.push(record.handle);
        return { token: new ApiToken(value), record };
      }
      const { method, path } = this.#routes.get("create");
      throw new HuntProtocolError(
        `${method} ${path}: the response does not contain a token.`,
        { method, path, status },
        "wrong-shape",
      );
    } catch (error) {
      if (isHuntError(error) && mayHaveExecuted(error))
        error.message += ` A token might have been created. Look for "${name}" in HUNT's list of tokens, and revoke it.`;
      throw error;
    }
  }

  /**
   * Revokes a token: one of the caller's own, or with `any` that of another user. Everything that uses the token loses
   * access, permanently. A token that this client did not create requires `confirmed: true`.
   *
   * @param handle handle of a {@link TokenRecord}. If it is the value itself, it is never shown.
   * @throws {HuntInputError} `input: "handle"` if it is null, because the server did not return one, or
   *   `input: "confirmed"` if it is missing. Nothing is sent then.
   * @throws {HuntNotFoundError} if no token has this handle
   */
  async revoke(handle: TokenHandle | null, options: RevokeTokenOptions = {}): Promise<void> {
    const { confirmed, any = false, owner, signal } = requireKnownKeys(options, revokeKeys);
    if (handle === null)
      throw new HuntInputError(
        "handle",
        "missing",
        "handle: HUNT did not return one for this token. Revoke it in HUNT's web console.",
      );
    const wrapped = toHandle(handle);
    if (confirmed !== true && !this.#created.some((each) => isSameHandle(each, wrapped)))
      throw new HuntInputError(
        "confirmed",
        "missing",
        "confirmed: missing. This client did not create the token, so another program might use it. " +
          "If you kept its ID, confirmed that it is yours with confirmOwnership, or a person confirmed it, pass confirmed: true.",
      );
    const params = { handle: wrapped };
    const revokeBy = (name: "revokeOwn" | "revokeAny", user?: string) =>
      deleteOnce(() => this.#routes.call(name, { params, signal, owner: user }), this.#routes.get(name));
    if (!any) return revokeBy("revokeOwn");
    if (owner === null || owner === undefined) return revokeBy("revokeAny");
    try {
      await revokeBy("revokeOwn", owner);
    } catch (error) {
      if (!(error instanceof HuntUnsupportedError)) throw error;
      await revokeBy("revokeAny");
    }
  }
}

/**
 * Every instance has this route. An unknown instance name also resolves, and returns 404 (observed on a live
 * instance).
 */
function throwWithInstanceHint(error: unknown): never {
  if (!(error instanceof HuntNotFoundError) && !(error instanceof HuntUnsupportedError)) throw error;
  const message = `${error.message} Check the name of the instance. An unknown name also returns 404.`;
  throw new HuntNotFoundError(message, { ...getRequestFacts(error), cause: error });
}
