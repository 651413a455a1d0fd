import {
  HuntNotFoundError,
  HuntProtocolError,
  HuntUnsupportedError,
  isUnavailable,
} from "../errors/request-errors.js";
import { raceWithSignal } from "../http/clock.js";
import type { HuntRequest, HuntResponse, Send } from "../http/request.js";
import { discoverTokenRoutes, documentPaths, RouteDocument } from "./discover-token-routes.js";
import { defaultTokenRoutes, type Route, type TokenRoutes, toUserRoute } from "./token-routes.js";

/** A request about tokens, without its route. */
export type TokenRequest<T> = Omit<HuntRequest<T>, "path" | "method"> & {
  /** ID of the user who owns the tokens. Default: the caller. */
  owner?: string | undefined;
};

/**
 * Sends requests about tokens. The routes are not public, so it first tries the default one, and if the instance does not
 * have it, looks for another one in the instance's own documentation.
 */
export class TokenRouter {
  readonly #send: Send;
  readonly #given: Partial<TokenRoutes>;
  #found: Partial<TokenRoutes> = {};
  #discovery: Promise<Partial<TokenRoutes>> | undefined;

  /** @param given the routes that the caller knows, which are not replaced */
  constructor(send: Send, given: Partial<TokenRoutes>) {
    this.#send = send;
    this.#given = given;
  }

  /**
   * Sends a request to a route.
   *
   * @throws {HuntUnsupportedError} if the instance does not have the route, or not for another user
   */
  async call<T>(
    name: keyof TokenRoutes,
    { params = {}, owner, ...rest }: TokenRequest<T>,
  ): Promise<HuntResponse<T>> {
    const send = (route: Route) =>
      this.#send<T>({ ...toOwnersRoute(route, owner), params: { ...params, user: owner ?? "" }, ...rest });
    const guess = this.get(name);
    try {
      return await send(guess);
    } catch (error) {
      if (!(error instanceof HuntUnsupportedError) || this.isGiven(name) || name === "whoAmI") throw error;
      const found = (await raceWithSignal(this.#discover(), rest.signal))[name];
      if (!found || found.path === guess.path) throw error;
      return send(found);
    }
  }

  /** Returns the route that a request is sent to. */
  get(name: keyof TokenRoutes): Route {
    return this.#given[name] ?? this.#found[name] ?? defaultTokenRoutes[name];
  }

  /** Returns whether the caller knows a route. */
  isGiven(name: keyof TokenRoutes): boolean {
    return this.#given[name] !== undefined;
  }

  /** Discovers the routes once for all callers. After a failure, the next caller tries again. */
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
   * Returns the routes of the first name in the document whose list exists. Some documented routes do not
   * exist (observed on a live instance).
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
   * Returns no routes if the instance has no document, or the caller is not allowed to read it. The caller
   * then gets the 404 of the first guess.
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

/** Returns the route for the tokens of a user, or for the caller's own. */
function toOwnersRoute(route: Route, owner: string | undefined): Route {
  if (owner === undefined) return route;
  const userRoute = toUserRoute(route);
  if (userRoute) return userRoute;
  throw new HuntUnsupportedError(
    `${route.method} ${route.path}: this HUNT instance does not have this route for another user.`,
    route,
  );
}
