import { describe, expect, test } from "vitest";
import type { Json } from "./support/client.js";
import { plain } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();

describe("the OpenAPI document", () => {
  test("is public and says where the API is", async () => {
    const { nobody } = await start();
    const { status, json } = await nobody.get("/explorer/openapi.json");
    expect(status).toBe(200);
    expect(json).toMatchObject({ openapi: expect.stringMatching(/^3\./), servers: [{ url: "/api" }] });
  });

  test("lists no route that the sandbox does not have", async () => {
    const { nobody, sandbox } = await start();
    const { paths } = (await nobody.get("/explorer/openapi.json")).json;
    const unanswered: string[] = [];
    for (const [template, operations] of Object.entries<Json>(paths)) {
      const path = template.replace("{id}", "x").replace("{fk}", "y");
      for (const verb of Object.keys(operations)) {
        const answer = await nobody.send(verb.toUpperCase(), path.slice(1), {});
        if (/no method/i.test(answer.json?.error?.message ?? "")) unanswered.push(`${verb} ${template}`);
      }
    }
    expect(unanswered).toEqual([]);
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(["/Alerts", "/Alerts/{id}", "/Targets/{id}/agents", "/users/login", "/users/{id}/accessTokens/{fk}", "/AccessTokens", "/version"]));
    expect(sandbox.requests.length).toBeGreaterThan(500);
  });

  test("names the parameters of each path", async () => {
    const { nobody } = await start();
    const { paths } = (await nobody.get("/explorer/openapi.json")).json;
    for (const [template, operations] of Object.entries<Json>(paths)) {
      const inPath = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values<Json>(operations)) {
        const named = parameters.filter((each: Json) => each.in === "path").map((each: Json) => each.name);
        expect([template, named]).toEqual([template, inPath]);
      }
    }
  });

  test("has schemas without hidden properties", async () => {
    const { nobody } = await start();
    const { schemas } = (await nobody.get("/explorer/openapi.json")).json.components;
    expect(schemas.Rule).toMatchObject({ required: ["name", "body"], properties: { createdOn: { type: "string", format: "date-time" } } });
    expect(schemas.AccessToken.properties).not.toHaveProperty("hash");
    expect(schemas.Credential.properties).not.toHaveProperty("password");
  });

  test.each([
    ["apiTokens", ["/ApiTokens", "/users/{id}/apiTokens"], ["/AccessTokens", "/users/{id}/accessTokens"]],
    ["none", [], ["/AccessTokens", "/ApiTokens", "/users/{id}/accessTokens"]],
  ] as const)("follows the token routes: %s", async (tokenRoutes, there, absent) => {
    const { nobody } = await start({ tokenRoutes });
    const paths = Object.keys((await nobody.get("/explorer/openapi.json")).json.paths);
    for (const path of there) expect(paths).toContain(path);
    for (const path of absent) expect(paths).not.toContain(path);
  });
});

test("a Swagger 2 document is not there, and no web page says otherwise", async () => {
  const { nobody } = await start();
  const { status, json } = await nobody.get("/explorer/swagger.json");
  expect([status, json]).toEqual([404, plain(404, "Cannot GET /explorer/swagger.json")]);
});

test("the explorer is a page that lists the routes", async () => {
  const { nobody } = await start();
  for (const path of ["/explorer", "/explorer/"]) {
    const answer = await nobody.get(path);
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "text/html; charset=UTF-8"]);
    expect(answer.text).toContain("/Alerts/:id");
  }
});
