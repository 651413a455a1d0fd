import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dayMs } from "@huntkit/core/internal";
import { expectNoToken } from "@huntkit/testing";
import { describe, expect, it } from "vitest";
import { toConfig, Lifecycle } from "@huntkit/terraform-plugin/engine";
import { catchFailure } from "../catch-failure.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { serialize, startWorld } from "./world.js";

const file = () => join(temporaryDirectory(), "token");
const start = "2026-03-01T00:00:00Z";

async function setUp() {
  const started = await startWorld("hunt_api_token", { now: start });
  /**
   * Advances the clock by 200 days, and uses a new token for the provider, because the first one expires too
   * early.
   */
  const later = async () => {
    started.hunt.clock.advance(200 * dayMs);
    const { token } = await started.hunt.client.tokens.create("the provider's own");
    return new Lifecycle(await started.provider(token.reveal()), "hunt_api_token");
  };
  return { ...started, later };
}

describe("hunt_api_token", () => {
  it("is created once, with its value only in the file", async () => {
    const { life, asked } = await setUp();
    const body = { description: "acme deploys", deliver_to_file: file() };

    const change = await life.plan(null, body);
    const state = (await life.apply(change))!;
    const again = await life.plan(state, body);

    expect(state.value).toMatchObject({
      description: "acme deploys",
      expires_at: expect.stringMatching(/^2027-03-01/),
      rotate_before_days: null,
    });
    expect(again.action).toBe("no-op");
    expect(asked().filter((each) => each.startsWith("POST"))).toHaveLength(1);
    expectNoToken(serialize(change, state, again), readFileSync(body.deliver_to_file, "utf8"));
  });

  it("keeps the token if only rotate_before_days changes", async () => {
    const { apply, create } = await setUp();
    const body = { description: "acme deploys", deliver_to_file: file() };
    const state = await create(body);

    const changed = await apply(state, { ...body, rotate_before_days: 30 });

    expect(changed.value).toEqual({ ...state.value, rotate_before_days: 30 });
  });

  it("revokes the token when it is destroyed, also if it no longer exists", async () => {
    const { create, destroy, records } = await setUp();
    const state = await create({ description: "acme deploys", deliver_to_file: file() });

    await destroy(state);

    expect(records("AccessTokens").some(({ id }) => id === state.value["id"])).toBe(false);
    expect(await destroy(state)).toBeNull();
  });

  it("plans one replacement if fewer than rotate_before_days days are left", async () => {
    const { hunt, create, later } = await setUp();
    const body = { description: "acme deploys", deliver_to_file: file(), rotate_before_days: 30 };
    const state = await create(body);
    const life = await later();
    const first = readFileSync(body.deliver_to_file, "utf8");
    hunt.clock.advance(134 * dayMs);
    expect((await life.plan(state, body)).action).toBe("no-op");
    hunt.clock.advance(2 * dayMs);
    const change = await life.plan(state, body);
    expect(change).toMatchObject({ action: "replace", requiresReplace: [["expires_at"]] });
    const next = (await life.apply(change))!;
    expect(next.value["id"]).not.toBe(state.value["id"]);
    expect(next.value["expires_at"]).toMatch(/^2028-01-/);
    expect(readFileSync(body.deliver_to_file, "utf8")).not.toBe(first);
    expect((await life.plan(next, body)).action).toBe("no-op");
  });

  it.each([-100, 100])(
    "is replaced according to HUNT's clock if this machine's clock differs by %d days",
    async (days) => {
      const { hunt, create, provider } = await setUp();
      const body = { description: "acme deploys", deliver_to_file: file(), rotate_before_days: 30 };
      const state = await create(body);
      hunt.clock.advance(200 * dayMs);
      const own = (await hunt.client.tokens.create("the provider's own")).token.reveal();
      const wrongClock = { ...hunt.clock, now: () => hunt.clock.now() + days * dayMs };
      const life = new Lifecycle(await provider(own, wrongClock), "hunt_api_token");

      hunt.clock.advance(134 * dayMs);
      const early = await life.plan(state, body);
      hunt.clock.advance(2 * dayMs);
      const due = await life.plan(state, body);

      expect(early.action).toBe("no-op");
      expect(due.action).toBe("replace");
    },
  );

  it("is replaced after it has expired without rotate_before_days", async () => {
    const { hunt, create, later } = await setUp();
    const body = { description: "acme deploys", deliver_to_file: file() };
    const state = await create(body);
    const life = await later();
    hunt.clock.advance(164 * dayMs);
    expect((await life.plan(state, body)).action).toBe("no-op");
    hunt.clock.advance(2 * dayMs);
    expect(await life.plan(state, body)).toMatchObject({
      action: "replace",
      requiresReplace: [["expires_at"]],
    });
  });

  it("is replaced if the description changes", async () => {
    const { life, create } = await setUp();
    const body = { description: "acme deploys", deliver_to_file: file() };
    const state = await create(body);

    const { action, requiresReplace } = await life.plan(state, { ...body, description: "other" });

    expect(action).toBe("replace");
    expect(requiresReplace).toEqual([["description"]]);
  });

  it("is replaced if the destination changes", async () => {
    const { life, create } = await setUp();
    const state = await create({ description: "acme deploys", deliver_to_file: file() });

    const { action, requiresReplace } = await life.plan(state, {
      description: "acme deploys",
      deliver_to_command: ["true"],
    });

    expect(action).toBe("replace");
    expect(requiresReplace).toEqual([["deliver_to_command"], ["deliver_to_file"]]);
  });

  it("is not replaced if a destination is added after an import", async () => {
    const { life, apply, create } = await setUp();
    const body = { description: "acme deploys", deliver_to_file: file() };
    const state = await create(body);
    const delivered = readFileSync(body.deliver_to_file, "utf8");

    const imported = await life.import("acme deploys");

    expect((await life.plan(imported, { description: "acme deploys" })).action).toBe("no-op");
    expect((await apply(imported, body)).value).toEqual(state.value);
    expect(readFileSync(body.deliver_to_file, "utf8")).toBe(delivered);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["a blank description", { description: " " }, "description"],
    ["a description that ends with a space", { description: "x " }, "description"],
    ["0 days", { rotate_before_days: 0 }, "rotate_before_days"],
    ["a negative number of days", { rotate_before_days: -1 }, "rotate_before_days"],
    ["half a day", { rotate_before_days: 1.5 }, "rotate_before_days"],
    ["a whole year", { rotate_before_days: 365 }, "rotate_before_days"],
    ["an empty command", { deliver_to_file: null, deliver_to_command: [] }, "deliver_to_command"],
    ["a command without a name", { deliver_to_file: null, deliver_to_command: [""] }, "deliver_to_command"],
    ["an empty path", { deliver_to_file: "" }, "deliver_to_file"],
    ["two destinations", { deliver_to_command: ["true"] }, "deliver_to_file"],
  ])("rejects %s without a request", async (_name, invalid, attribute) => {
    const { life, asked } = await setUp();
    const body = { description: "x", deliver_to_file: file(), ...invalid };

    const { diagnostics } = await catchFailure(life.validate(body));

    expect(diagnostics.map(({ path }) => path)).toEqual([[attribute]]);
    expect(asked()).toEqual([]);
  });

  it("rejects the plan of a new token without a destination", async () => {
    const { life, asked } = await setUp();

    const { diagnostics } = await catchFailure(life.plan(null, { description: "x" }));

    expect(diagnostics).toMatchObject([
      { summary: "Missing destination of the token", path: ["deliver_to_command"] },
    ]);
    expect(asked()).toEqual([]);
  });

  it.each(["description", "deliver_to_file"])("rejects a token without showing it as %s", async (name) => {
    const { life } = await setUp();
    const value = "Zz09".repeat(16);
    const body = { description: "acme deploys", deliver_to_file: file(), [name]: value };

    const { diagnostics } = await catchFailure(life.validate(body));

    expect(diagnostics).toMatchObject([{ path: [name] }]);
    expect(diagnostics[0]!.detail).toContain("64 letters and digits in a row");
    expect(JSON.stringify(diagnostics)).not.toContain(value);
  });

  describe("if the delivery fails", () => {
    const body = {
      description: "acme deploys",
      deliver_to_command: [process.execPath, "-e", "process.exit(7)"],
    };
    const deliver = async ({ canRevoke }: { canRevoke: boolean }) => {
      const { life, sandbox, records } = await setUp();
      const listTokens = () =>
        records("AccessTokens").filter(({ description }) => description === "acme deploys");
      const match = "DELETE users/me/accessTokens/*";
      if (!canRevoke) sandbox.faults.add({ match, kind: "status", status: 500, times: 2 });
      const failure = await catchFailure(life.plan(null, body).then((change) => life.apply(change)));
      return { life, listTokens, failure };
    };

    it("revokes the token, and leaves no state", async () => {
      const { failure, listTokens } = await deliver({ canRevoke: true });

      expect(failure.state).toBeNull();
      expect(failure.diagnostics).toMatchObject([
        {
          path: ["deliver_to_command"],
          detail: expect.stringContaining("exited with code 7. The new token was revoked."),
        },
      ]);
      expect(listTokens()).toEqual([]);
    });

    it("saves the token as tainted if it cannot be revoked either", async () => {
      const { failure, listTokens } = await deliver({ canRevoke: false });

      expect(failure.state).toMatchObject({ tainted: true, value: { id: listTokens()[0]!["id"] } });
    });

    it("revokes a tainted token in the next apply", async () => {
      const { life, failure, listTokens } = await deliver({ canRevoke: false });

      const change = await life.plan(failure.state!, {
        description: "acme deploys",
        deliver_to_file: file(),
      });
      const state = await life.apply(change);

      expect(change.action).toBe("replace");
      expect(listTokens().map(({ id }) => id)).toEqual([state!.value["id"]]);
    });
  });

  it("creates no token if deliver_to_file is a directory", async () => {
    const { life } = await setUp();
    const folder = temporaryDirectory();
    writeFileSync(join(folder, "kept"), "kept");
    const { diagnostics } = await catchFailure(
      life.plan(null, { description: "x", deliver_to_file: folder }).then((change) => life.apply(change)),
    );
    expect(diagnostics).toMatchObject([
      { path: ["deliver_to_file"], detail: expect.stringContaining("No token was created.") },
    ]);
    expect(readFileSync(join(folder, "kept"), "utf8")).toBe("kept");
  });
});

describe("the ephemeral hunt_api_token", () => {
  const open = async () => {
    const started = await setUp();
    const schema = (await started.client.schema()).ephemerals["hunt_api_token"]!;
    const config = toConfig(schema, { description: "short" });
    return { ...started, opened: await started.client.openEphemeral("hunt_api_token", config) };
  };

  it("creates one token when it is opened", async () => {
    const { opened, asked } = await open();

    expect(opened).toMatchObject({
      diagnostics: [],
      result: { description: "short", expires_at: expect.stringMatching(/^2027-03-01/) },
    });
    expect(asked().filter((each) => each === "POST users/me/accessTokens")).toHaveLength(1);
  });

  it("returns a token that a provider can use", async () => {
    const { opened, provider } = await open();
    const user = await provider(opened.result!["token"] as string);
    const schema = (await user.schema()).dataSources["hunt_current_user"]!;

    const { diagnostics } = await user.readDataSource("hunt_current_user", toConfig(schema, {}));

    expect(diagnostics).toEqual([]);
  });

  it("revokes the token when it is closed, even twice", async () => {
    const { opened, client, records } = await open();

    const first = await client.closeEphemeral("hunt_api_token", opened.private);
    const second = await client.closeEphemeral("hunt_api_token", opened.private);

    expect(records("AccessTokens").some(({ description }) => description === "short")).toBe(false);
    expect([...first.diagnostics, ...second.diagnostics]).toEqual([]);
  });

  it("rejects a blank description", async () => {
    const { client } = await setUp();
    const schema = (await client.schema()).ephemerals["hunt_api_token"]!;
    expect(
      (await client.openEphemeral("hunt_api_token", toConfig(schema, { description: " " }))).diagnostics,
    ).toMatchObject([{ path: ["description"] }]);
  });
});
