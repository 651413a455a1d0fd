import { describe, expect, test } from "vitest";
import type { Json } from "./support/client.js";
import { plain } from "./support/errors.js";
import { sandboxes } from "./support/sandboxes.js";

const start = sandboxes();

describe("the OpenAPI document", () => {
  test("the OpenAPI document is public and has the path of the API", async () => {
    const { nobody } = await start();

    const { status, json } = await nobody.get("/explorer/openapi.json");

    expect(status).toBe(200);
    expect(json.openapi).toMatch(/^3\./);
    expect(json.servers).toEqual([{ url: "/api" }]);
  });

  test("the OpenAPI document lists only routes that exist", async () => {
    const { nobody, sandbox } = await start();
    const { paths } = (await nobody.get("/explorer/openapi.json")).json;
    const missing: string[] = [];
    for (const [template, operations] of Object.entries<Json>(paths)) {
      const path = template.replace("{id}", "x").replace("{fk}", "y");
      for (const verb of Object.keys(operations)) {
        const response = await nobody.send(verb.toUpperCase(), path.slice(1), {});
        if (/no method/i.test(response.json?.error?.message ?? "")) missing.push(`${verb} ${template}`);
      }
    }
    expect(missing).toEqual([]);
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        "/Alerts",
        "/Alerts/{id}",
        "/Targets/{id}/agents",
        "/users/login",
        "/users/{id}/accessTokens/{fk}",
        "/version",
      ]),
    );
    expect(sandbox.requests.length).toBeGreaterThan(500);
  });

  test("the OpenAPI document has the parameters of each path", async () => {
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

  test.each([
    ["post", "/Agents/toggleIsolation", ["where", "ids", "isolated"], undefined],
    ["post", "/Agents/scan", ["where", "options", "taskName"], ["taskId"]],
    ["post", "/Agents/uninstall", ["where"], undefined],
    ["post", "/Agents/{id}/uninstall", undefined, undefined],
    ["patch", "/Agents/{id}/rename", ["name"], undefined],
    ["post", "/Agents/{id}/retrieveLogs", undefined, undefined],
    ["post", "/Agents/assignTarget", ["where", "ids", "locationId"], undefined],
    ["get", "/Agents/{id}/isActive", undefined, ["isActive"]],
    ["get", "/Agents/scanHistory", undefined, undefined],
    ["post", "/Alerts/archive", undefined, ["count"]],
    ["post", "/Alerts/unarchive", undefined, ["count"]],
    ["post", "/Alerts/response", ["where", "ids", "options"], ["userTaskId"]],
    ["get", "/Alerts/{id}/comments", undefined, undefined],
    ["get", "/extensions/{id}/LatestVersion", undefined, ["body", "sha256"]],
    ["get", "/rules/{id}/LatestVersion", undefined, ["body", "sha256"]],
    ["post", "/Targets/{id}/scan", ["options", "where"], ["userTaskId"]],
    ["post", "/Targets/{id}/Enumerate", ["queries"], ["userTaskId"]],
    [
      "post",
      "/Targets/scan",
      ["target", "targetGroup", "credential", "sshcredential", "options"],
      ["scanTaskId"],
    ],
    ["get", "/Targets/{id}/agents", undefined, undefined],
    ["delete", "/Targets/{id}", undefined, undefined],
    ["post", "/userTasks/{id}/cancel", undefined, undefined],
    ["post", "/QuarantinedFiles/createDeleteFileJobs", undefined, ["count"]],
    ["post", "/QuarantinedFiles/createRestoreFileJobs", undefined, ["count"]],
    ["post", "/survey", undefined, ["success"]],
  ])("the OpenAPI document has the body and the response of %s %s", async (verb, path, body, properties) => {
    const { nobody } = await start();
    const operation = (await nobody.get("/explorer/openapi.json")).json.paths[path]?.[verb];
    expect(operation).toBeDefined();
    const keys = (schema: Json): string[] | undefined => schema?.properties && Object.keys(schema.properties);
    expect(keys(operation.requestBody?.content["application/json"].schema)).toEqual(body);
    expect(keys(operation.responses[200]?.content["application/json"].schema)).toEqual(properties);
  });

  test("a schema has its required properties and their types", async () => {
    const { nobody } = await start();

    const { Rule } = (await nobody.get("/explorer/openapi.json")).json.components.schemas;

    expect(Rule.required).toEqual(["name", "body"]);
    expect(Rule.properties.created).toEqual({ type: "string", format: "date-time" });
  });

  test("a schema does not have hidden properties", async () => {
    const { nobody } = await start();

    const { schemas } = (await nobody.get("/explorer/openapi.json")).json.components;

    expect(schemas.AccessToken.properties).not.toHaveProperty("hash");
    expect(schemas.Credential.properties).not.toHaveProperty("password");
  });

  test.each([
    ["apiTokens", ["/ApiTokens", "/users/{id}/apiTokens"], ["/AccessTokens", "/users/{id}/accessTokens"]],
    ["none", [], ["/AccessTokens", "/ApiTokens", "/users/{id}/accessTokens"]],
  ] as const)(
    "the OpenAPI document follows the option tokenRoutes: %s",
    async (tokenRoutes, present, absent) => {
      const { nobody } = await start({ tokenRoutes, tokenModel: true });
      const paths = Object.keys((await nobody.get("/explorer/openapi.json")).json.paths);
      for (const path of present) expect(paths).toContain(path);
      for (const path of absent) expect(paths).not.toContain(path);
    },
  );
});

test("the path of a Swagger 2 document is a 404, not a web page", async () => {
  const { nobody } = await start();
  const { status, json } = await nobody.get("/explorer/swagger.json");
  expect([status, json]).toEqual([404, plain(404, "Cannot GET /explorer/swagger.json")]);
});

test.each(["/explorer", "/explorer/"])("the explorer is a page that lists the routes: %s", async (path) => {
  const { nobody } = await start();

  const { status, headers, text } = await nobody.get(path);

  expect(status).toBe(200);
  expect(headers["content-type"]).toBe("text/html; charset=UTF-8");
  expect(text).toContain("/Alerts/:id");
});
