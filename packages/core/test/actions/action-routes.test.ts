import { describe, expect, it } from "vitest";
import { HuntInputError } from "../../src/errors/hunt-error.js";
import {
  type ActionName,
  type ActionRoutes,
  defaultActionRoutes,
  fillActionRoute,
  getActionRoute,
  requireActionRoutes,
} from "../../src/actions/action-routes.js";
import { createClient, useSandbox } from "../helpers.js";

describe("action routes", () => {
  it("fills the route of a scan with the body that a live instance accepts", () => {
    const input = { ids: ["a", "b"], options: { quickScan: true }, taskName: "Scan - AV Quick" };

    const { method, path, body } = fillActionRoute(getActionRoute("scanAgents"), input);

    expect(`${method} ${path}`).toBe("POST Agents/scan");
    expect(body).toEqual({
      where: { and: [{ id: ["a", "b"] }] },
      options: { quickScan: true },
      taskName: "Scan - AV Quick",
    });
  });

  it("limits every guessed body to the records by an ID in its path or by a where", () => {
    const guesses = (Object.keys(defaultActionRoutes) as ActionName[])
      .map((name) => getActionRoute(name))
      .filter(({ known }) => known === "guess");

    const unlimited = guesses.filter(({ path, body }) => !path.includes("{id}") && !body?.["where"]);

    expect(guesses).not.toEqual([]);
    expect(unlimited).toEqual([]);
  });

  it("omits parameters that were not passed", () => {
    const { body } = fillActionRoute(getActionRoute("scanAgents"), { ids: ["a"] });

    expect(Object.keys(body!)).toEqual(["where"]);
  });

  it("treats a route that the user states as confirmed", () => {
    const stated = { method: "POST", path: "Agents/isolate", body: { ids: "{ids}" } };

    expect(getActionRoute("isolateAgents").known).toBe("guess");
    expect(getActionRoute("isolateAgents", { isolateAgents: stated })).toEqual({
      ...stated,
      known: "confirmed",
    });
  });

  it.each([
    ["an unknown action", { reboot: { method: "POST", path: "Agents/reboot" } }, "unknown"],
    ["a route without a path", { isolateAgents: { method: "POST" } }, "type"],
    [
      "a route that names no records",
      { isolateAgents: { method: "POST", path: "Agents/isolate", body: { isolated: true } } },
      "missing",
    ],
  ])("rejects %s", (_, routes, problem) => {
    const act = () => requireActionRoutes(routes as unknown as ActionRoutes);

    expect(act).toThrow(HuntInputError);
    expect(act).toThrow(expect.objectContaining({ input: "actionRoutes", problem }) as Error);
  });
});

describe("a client with its own action routes", () => {
  const sandbox = useSandbox();

  it("sends an action by the route that the user states", async () => {
    const [{ id }] = sandbox().records("Agents") as [{ id: string }];
    const client = createClient(sandbox().url, {
      token: sandbox().tokens.admin,
      actionRoutes: {
        uninstallAgent: { method: "POST", path: "agents/uninstall", body: { where: { id: "{id}" } } },
      },
    });

    await client.agents.uninstallOne(id);

    const writes = sandbox().requests.filter(({ method }) => method !== "GET");
    expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /api/agents/uninstall"]);
  });
});
