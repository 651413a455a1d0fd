import { describe, expect, it } from "vitest";
import { discoverTokenRoutes } from "../../src/token/discover-token-routes.js";
import { checkToken } from "../../src/token/check-token.js";
import { sampleToken } from "@huntkit/test-kit/values";
import { createClient, catchError, serve, useSandbox } from "../helpers.js";

const methods = (...names: string[]) => Object.fromEntries(names.map((name) => [name, {}]));

describe("discoverTokenRoutes", () => {
  it.each([
    ["a relation of users", "/users/{id}/accessTokens", "GET users/me/accessTokens"],
    ["a relation of another name", "/users/{id}/apiKeysAndTokens", "GET users/me/apiKeysAndTokens"],
    ["a sub-route in the singular", "/users/{id}/apiToken", "GET users/me/apiToken"],
    ["a route of users without an ID", "/users/tokens", "GET users/tokens"],
    ["a route with the base path of the API", "/api/users/{id}/accessTokens", "GET users/me/accessTokens"],
  ])("finds the list of the caller's own tokens as %s", (_, path, expected) => {
    const [routes] = discoverTokenRoutes({ paths: { [path]: methods("get") } });

    expect(`${routes?.listOwn?.method} ${routes?.listOwn?.path}`).toBe(expected);
  });

  it("finds routes of a model whose name ends in tokens", () => {
    const paths = { "/UserTokens": methods("get", "post"), "/UserTokens/{id}": methods("delete", "get") };

    const [routes] = discoverTokenRoutes({ paths });

    expect(routes).toEqual({
      listAll: { method: "GET", path: "UserTokens" },
      create: { method: "POST", path: "UserTokens" },
      revokeAny: { method: "DELETE", path: "UserTokens/{handle}" },
    });
  });

  it("creates tokens with a method of users if the list cannot", () => {
    const paths = { "/users/createToken": methods("post"), "/users/{id}/accessTokens": methods("get") };

    const [routes] = discoverTokenRoutes({ paths });

    expect(routes?.create).toEqual({ method: "POST", path: "users/createToken" });
    expect(routes?.listOwn?.path).toBe("users/me/accessTokens");
  });

  it("prefers a user's own tokens to those of a model", () => {
    const paths = { "/AccessTokens": methods("get", "post"), "/users/{id}/accessTokens": methods("post") };

    const [routes] = discoverTokenRoutes({ paths });

    expect(routes?.create?.path).toBe("users/me/accessTokens");
    expect(routes?.listAll?.path).toBe("AccessTokens");
  });

  it("creates tokens with a method that is not one of users", () => {
    const paths = { "/AccessTokens": methods("get"), "/createToken": methods("post") };

    const [routes] = discoverTokenRoutes({ paths });

    expect(routes?.create).toEqual({ method: "POST", path: "createToken" });
  });

  it("finds all routes of a name", () => {
    const paths = {
      "/users/{id}/apiTokens": methods("get", "post"),
      "/users/{id}/apiTokens/{fk}": methods("get", "put", "delete"),
      "/apiTokens": methods("get"),
      "/apiTokens/{tokenId}": methods("delete"),
    };

    expect(discoverTokenRoutes({ paths })).toEqual([
      {
        listOwn: { method: "GET", path: "users/me/apiTokens" },
        create: { method: "POST", path: "users/me/apiTokens" },
        revokeOwn: { method: "DELETE", path: "users/me/apiTokens/{handle}" },
        listAll: { method: "GET", path: "apiTokens" },
        revokeAny: { method: "DELETE", path: "apiTokens/{handle}" },
      },
    ]);
  });

  it.each(["/api/AccessTokens", "/AccessTokens", "/access-tokens", "/api_tokens", "/ACCESSTOKENS"])(
    "finds routes with or without the base path, in any case: %s",
    (path) => {
      const [routes] = discoverTokenRoutes({ paths: { [path]: methods("get") } });

      expect(routes?.listAll).toEqual({ method: "GET", path: path.replace(/^\/(api\/)?/, "") });
    },
  );

  it.each(["/access_token", "/Access-Tokens", "/createAccessToken", "/new_access_tokens"])(
    "takes %s as another spelling of accessTokens",
    (path) => {
      const paths = { "/users/{id}/accessTokens": methods("get"), [path]: methods("post") };

      expect(discoverTokenRoutes({ paths })).toHaveLength(1);
    },
  );

  it.each([
    ["first", ["/users/{id}/tokens", "/users/tokens"]],
    ["last", ["/users/tokens", "/users/{id}/tokens"]],
  ])("prefers the tokens of a user to those of all users, if they are %s", (_, order) => {
    const paths = Object.fromEntries(order.map((path) => [path, methods("get")]));

    expect(discoverTokenRoutes({ paths })[0]?.listOwn?.path).toBe("users/me/tokens");
  });

  it.each([
    ["the usual name", { "/UserAccessTokens": methods("get", "post"), "/AccessTokens": methods("get") }],
    ["a name that has a list", { "/ApiLoginTokens": methods("post"), "/AccessTokens": methods("get") }],
    ["an unusual name that has a list", { "/UserTokens": methods("post"), "/MyTokens": methods("get") }],
    ["a name of users or the API", { "/MyTokens": methods("get", "post"), "/UserTokens": methods("get") }],
    ["more routes", { "/UserTokens": methods("get"), "/AuthTokens": methods("get", "post") }],
  ])("prefers %s", (_, paths) => {
    const [, preferred] = Object.keys(paths);

    expect(`/${discoverTokenRoutes({ paths })[0]?.listAll?.path}`).toBe(preferred);
  });

  it.each([
    ["resets of passwords", "/users/{id}/resetTokens"],
    ["refresh tokens", "/users/{id}/refreshTokens"],
    ["registration of devices", "/Devices/registrationTokens"],
    ["tokens of other records", "/Organizations/{id}/tokens"],
    ["tokens of a part of a user", "/users/{id}/profile/tokens"],
    ["tokens of users of another record", "/teams/users/{id}/tokens"],
    ["counts", "/AccessTokens/count"],
    ["parts of a token", "/users/{id}/accessTokens/{fk}/log"],
    ["settings of tokens", "/users/tokenSettings"],
  ])("ignores %s", (_, path) => {
    const paths = { [path]: methods("get", "post"), [`${path}/{fk}`]: methods("delete") };

    expect(discoverTokenRoutes({ paths })).toEqual([]);
  });

  it.each([
    ["DELETE of all tokens of a user", { "/users/{id}/accessTokens": methods("delete") }],
    ["GET and PUT of one token", { "/AccessTokens/{id}": methods("get", "put") }],
    ["GET of a method that creates tokens", { "/users/createToken": methods("get") }],
    ["methods that change records", { "/AccessTokens": methods("patch", "put") }],
    ["methods of a prototype", { "/AccessTokens": Object.create(methods("get")) as Record<string, object> }],
  ])("ignores %s", (_, paths) => {
    expect(discoverTokenRoutes({ paths })).toEqual([]);
  });

  it.each([
    ["Swagger 2", { basePath: "/api" }],
    ["OpenAPI 3", { servers: [{ url: "https://acme.infocyte.com/api" }] }],
    ["a document without either", {}],
    ["a document with an empty list of servers", { servers: [] }],
    ["a document with a server without an address", { servers: [{}] }],
  ])("returns routes relative to the API in %s", (_, document) => {
    const paths = { "/users/{id}/tokens": methods("get") };

    const [routes] = discoverTokenRoutes({ ...document, paths });

    expect(routes?.listOwn?.path).toBe("users/me/tokens");
  });
});

describe("looking up the token routes of an instance", () => {
  /** Starts a server with these routes and this document. It does not have any other route. */
  async function startInstance(documentPath: string, document: object, answers: Record<string, unknown>) {
    const asked: string[] = [];
    const { url } = await serve((request, response) => {
      const path = request.url!.split("?")[0]!;
      asked.push(`${request.method} ${path}`);
      const answer = path === documentPath ? document : answers[`${request.method} ${path}`];
      if (answer !== undefined) return void response.end(JSON.stringify(answer));
      const message = `There is no method to handle ${request.method} ${path}`;
      response.writeHead(404).end(JSON.stringify({ error: { statusCode: 404, message } }));
    });
    return { client: createClient(url, { token: sampleToken }), asked };
  }

  it("reads swagger.json with its base path if there is no openapi.json", async () => {
    const document = { swagger: "2.0", basePath: "/api", paths: { "/users/{id}/myTokens": methods("get") } };
    const answers = { "GET /api/users/me/myTokens": [{ id: "t1", description: "CI" }] };
    const { client, asked } = await startInstance("/explorer/swagger.json", document, answers);

    const records = await client.tokens.list();

    expect(records.map(({ handle }) => handle)).toEqual(["t1"]);
    expect(asked).toContain("GET /explorer/openapi.json");
  });

  it("uses another route if a listed one returns 404", async () => {
    const paths = { "/users/{id}/apiTokens": methods("get"), "/UserTokens": methods("get") };
    const answers = { "GET /api/UserTokens": [{ id: "t1", description: "CI" }] };
    const { client } = await startInstance("/explorer/openapi.json", { paths }, answers);

    const { records } = await client.tokens.listAll();

    expect(records.map(({ handle }) => handle)).toEqual(["t1"]);
    expect((await catchError(client.tokens.list())).code).toBe("HUNT_UNSUPPORTED");
  });

  it("uses a listed route that the user is not allowed to read", async () => {
    const { url } = await serve(({ url: path }, response) => {
      const denied = { error: { statusCode: 403, message: "Access Denied" } };
      const missing = { error: { statusCode: 404, message: "There is no method to handle it" } };
      if (path === "/explorer/openapi.json")
        response.end(JSON.stringify({ paths: { "/users/{id}/apiTokens": methods("get") } }));
      else if (path?.startsWith("/api/users/me/apiTokens"))
        response.writeHead(403).end(JSON.stringify(denied));
      else response.writeHead(404).end(JSON.stringify(missing));
    });

    const error = await catchError(createClient(url, { token: sampleToken }).tokens.list());

    expect(error).toMatchObject({ code: "HUNT_FORBIDDEN", path: "users/me/apiTokens" });
  });

  it("asks for the name of the instance if users/me returns 404, and does not report the token as expired", async () => {
    const { client } = await startInstance("/none", {}, {});

    const error = await catchError(client.tokens.whoAmI());
    const health = await checkToken(client);

    expect(error.code).toBe("HUNT_NOT_FOUND");
    expect(error.message).toContain("Check the name of the instance.");
    expect(health).toMatchObject({ status: "unreachable", reason: "not-hunt" });
  });

  it("recognizes a web page with status 200", async () => {
    const { url } = await serve((_, response) => response.end("<!doctype html><title>HUNT</title>"));

    const health = await checkToken(createClient(url, { token: sampleToken }));

    expect(health).toMatchObject({ status: "unreachable", reason: "html" });
  });
});

describe("client.tokens.listAll without a list of all tokens", () => {
  const sandbox = useSandbox();

  it("lists the tokens of every user, with at most four requests at a time", async () => {
    let [current, highest] = [0, 0];
    const client = createClient(sandbox().url, {
      token: sandbox().tokens.admin,
      hooks: {
        onRequest: ({ path }) => {
          if (path.endsWith("accessTokens")) highest = Math.max(highest, ++current);
        },
        onResponse: ({ path }) => {
          if (path.endsWith("accessTokens")) current--;
        },
      },
    });

    const { records, refused } = await client.tokens.listAll();

    expect(records).toHaveLength(sandbox().records("AccessTokens").length);
    expect(refused).toEqual([]);
    expect(highest).toBeLessThanOrEqual(4);
  });

  it("returns the users whose list is denied, and the tokens of the others", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin });
    const { id } = sandbox()
      .records("users")
      .find(({ username }) => username === "reporting")!;
    sandbox().faults.add({ match: `GET users/${id}/accessTokens`, kind: "status", status: 403 });

    const { records, refused } = await client.tokens.listAll();

    expect(refused.map(({ user }) => user.username)).toEqual(["reporting"]);
    expect(refused[0]?.error.code).toBe("HUNT_FORBIDDEN");
    expect(records.map(({ description }) => description)).toContain("Release pipeline");
    expect(records.map(({ description }) => description)).not.toContain("Monthly report");
  });

  it("throws if every list is denied", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin });
    const match = "GET users/*/accessTokens";
    sandbox().faults.add({ match, kind: "status", status: 403, times: "always" });

    expect((await catchError(client.tokens.listAll())).code).toBe("HUNT_FORBIDDEN");
  });

  it("throws if one list fails for another reason", async () => {
    const client = createClient(sandbox().url, { token: sandbox().tokens.admin, retry: { retries: 0 } });
    const match = "GET users/*/accessTokens";
    sandbox().faults.add({ match, kind: "status", status: 503, times: "always" });

    expect((await catchError(client.tokens.listAll())).code).toBe("HUNT_SERVER");
  });
});
