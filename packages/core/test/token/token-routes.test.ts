import { describe, expect, it } from "vitest";
import { discoverTokenRoutes } from "../../src/token/discover-token-routes.js";

type Paths = Parameters<typeof discoverTokenRoutes>[0]["paths"];
const discover = (paths: Paths) => discoverTokenRoutes({ paths })[0] ?? {};

describe("discoverTokenRoutes", () => {
  it("finds routes with any names of tokens and parameters", () => {
    const routes = discover({
      "/users/{id}/apiTokens": { get: {}, post: {} },
      "/users/{id}/apiTokens/{fk}": { get: {}, delete: {} },
      "/apiTokens": { get: {} },
      "/apiTokens/{tokenId}": { delete: {} },
    });

    expect(routes).toEqual({
      listOwn: { method: "GET", path: "users/me/apiTokens" },
      create: { method: "POST", path: "users/me/apiTokens" },
      revokeOwn: { method: "DELETE", path: "users/me/apiTokens/{handle}" },
      listAll: { method: "GET", path: "apiTokens" },
      revokeAny: { method: "DELETE", path: "apiTokens/{handle}" },
    });
  });

  it.each(["/api/AccessTokens", "/AccessTokens", "/access-tokens", "/api_tokens", "/ACCESSTOKENS"])(
    "finds routes with or without the base path, in any case: %s",
    (path) => {
      const { listAll } = discover({ [path]: { get: {} } });

      expect(listAll).toEqual({ method: "GET", path: path.replace(/^\/(api\/)?/, "") });
    },
  );

  it("returns only methods that the instance has", () => {
    expect(discover({ "/AccessTokens": { patch: {}, put: {} } })).toEqual({});
    expect(discover({ "/AccessTokens": Object.create({ get: {} }) as Paths[string] })).toEqual({});
    expect(discover({})).toEqual({});
  });

  it.each(["/AccessTokens/count", "/users/{id}/accessTokens/{fk}/log", "/teams/{id}/accessTokens"])(
    "ignores %s",
    (path) => {
      expect(discover({ [path]: { get: {}, post: {}, delete: {} } })).toEqual({});
    },
  );
});
