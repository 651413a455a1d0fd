import { describe, expect, it } from "vitest";
import { discoverTokenRoutes } from "../../src/token/discover-token-routes.js";
import { checkToken } from "../../src/token/check-token.js";
import { sampleToken } from "@huntkit/test-kit/values";
import { clientOf, errorOf, serve, useSandbox } from "../helpers.js";

const methods = (...names: string[]) => Object.fromEntries(names.map((name) => [name, {}]));

describe("the token routes in an instance's document", () => {
  it.each([
    ["a relation of users", "/users/{id}/accessTokens", "GET users/me/accessTokens"],
    ["a relation of another name", "/users/{id}/apiKeysAndTokens", "GET users/me/apiKeysAndTokens"],
    ["a sub-route in the singular", "/users/{id}/apiToken", "GET users/me/apiToken"],
    ["a route of users without an ID", "/users/tokens", "GET users/tokens"],
    ["a route with the base path of the API", "/api/users/{id}/accessTokens", "GET users/me/accessTokens"],
  ])("list the caller's own tokens by %s", (_, path, expected) => {
    const [routes] = discoverTokenRoutes({ paths: { [path]: methods("get") } });

    expect(`${routes?.listOwn?.method} ${routes?.listOwn?.path}`).toBe(expected);
  });

  it("list, create, and revoke by a model whose name ends in tokens", () => {
    const paths = { "/UserTokens": methods("get", "post"), "/UserTokens/{id}": methods("delete", "get") };

    const [routes] = discoverTokenRoutes({ paths });

    expect(routes).toEqual({
      listAll: { method: "GET", path: "UserTokens" },
      create: { method: "POST", path: "UserTokens" },
      revokeAny: { method: "DELETE", path: "UserTokens/{handle}" },
    });
  });

  it("create by a method of users if the list offers no way to", () => {
    const paths = { "/users/createToken": methods("post"), "/users/{id}/accessTokens": methods("get") };

    const [routes] = discoverTokenRoutes({ paths });

    expect(routes?.create).toEqual({ method: "POST", path: "users/createToken" });
    expect(routes?.listOwn?.path).toBe("users/me/accessTokens");
  });

  it("prefer a user's own tokens to those of a model", () => {
    const paths = { "/AccessTokens": methods("get", "post"), "/users/{id}/accessTokens": methods("post") };

    const [routes] = discoverTokenRoutes({ paths });

    expect(routes?.create?.path).toBe("users/me/accessTokens");
    expect(routes?.listAll?.path).toBe("AccessTokens");
  });

  it.each([
    ["resets of passwords", "/users/{id}/resetTokens"],
    ["refresh tokens", "/users/{id}/refreshTokens"],
    ["registration of devices", "/Devices/registrationTokens"],
    ["tokens of other records", "/Organizations/{id}/tokens"],
  ])("do not include %s", (_, path) => {
    const paths = { [path]: methods("get", "post"), [`${path}/{fk}`]: methods("delete") };

    expect(discoverTokenRoutes({ paths })).toEqual([]);
  });

  it.each([
    ["Swagger 2", { basePath: "/api" }],
    ["OpenAPI 3", { servers: [{ url: "https://acme.infocyte.com/api" }] }],
    ["a document without either", {}],
  ])("are relative to the API in %s", (_, document) => {
    const paths = { "/users/{id}/tokens": methods("get") };

    const [routes] = discoverTokenRoutes({ ...document, paths });

    expect(routes?.listOwn?.path).toBe("users/me/tokens");
  });
});

describe("looking up the token routes of an instance", () => {
  /** A server with these routes and this document. Everything else is a route that it does not have. */
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
    return { client: clientOf(url, { token: sampleToken }), asked };
  }

  it("reads swagger.json with its base path if there is no openapi.json", async () => {
    const document = { swagger: "2.0", basePath: "/api", paths: { "/users/{id}/myTokens": methods("get") } };
    const answers = { "GET /api/users/me/myTokens": [{ id: "t1", description: "CI" }] };
    const { client, asked } = await startInstance("/explorer/swagger.json", document, answers);

    const records = await client.tokens.list();

    expect(records.map(({ handle }) => handle)).toEqual(["t1"]);
    expect(asked).toContain("GET /explorer/openapi.json");
  });

  it("does not rely on a listed route that returns 404", async () => {
    const paths = { "/users/{id}/apiTokens": methods("get"), "/UserTokens": methods("get") };
    const answers = { "GET /api/UserTokens": [{ id: "t1", description: "CI" }] };
    const { client } = await startInstance("/explorer/openapi.json", { paths }, answers);

    const { records } = await client.tokens.listAll();

    expect(records.map(({ handle }) => handle)).toEqual(["t1"]);
    expect((await errorOf(client.tokens.list())).code).toBe("HUNT_UNSUPPORTED");
  });

  it("asks for the name of the instance if users/me returns 404, and does not call the token expired", async () => {
    const { client } = await startInstance("/none", {}, {});

    const error = await errorOf(client.tokens.whoAmI());
    const health = await checkToken(client);

    expect(error.code).toBe("HUNT_NOT_FOUND");
    expect(error.message).toContain("Is the name of the instance right?");
    expect(health).toMatchObject({ status: "unreachable", reason: "not-hunt" });
  });

  it("recognizes a web page that is returned with status 200", async () => {
    const { url } = await serve((_, response) => response.end("<!doctype html><title>HUNT</title>"));

    const health = await checkToken(clientOf(url, { token: sampleToken }));

    expect(health).toMatchObject({ status: "unreachable", reason: "html" });
  });
});

describe("the tokens of all users without a list of all", () => {
  const sandbox = useSandbox();

  it("include those of every user, at most four requests at a time", async () => {
    let [current, highest] = [0, 0];
    const client = clientOf(sandbox().url, {
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

  it("report the users whose list is refused, with the tokens of the others", async () => {
    const client = clientOf(sandbox().url, { token: sandbox().tokens.admin });
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

  it("are an error if every list is refused", async () => {
    const client = clientOf(sandbox().url, { token: sandbox().tokens.admin });
    const match = "GET users/*/accessTokens";
    sandbox().faults.add({ match, kind: "status", status: 403, times: "always" });

    expect((await errorOf(client.tokens.listAll())).code).toBe("HUNT_FORBIDDEN");
  });

  it("are an error if one list fails for another reason", async () => {
    const client = clientOf(sandbox().url, { token: sandbox().tokens.admin, retry: { retries: 0 } });
    const match = "GET users/*/accessTokens";
    sandbox().faults.add({ match, kind: "status", status: 503, times: "always" });

    expect((await errorOf(client.tokens.listAll())).code).toBe("HUNT_SERVER");
  });
});
