import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dayMs } from "@huntkit/core";
import { expectNoToken } from "@huntkit/testing";
import { describe, expect, it } from "vitest";
import { toConfig, Lifecycle } from "@huntkit/terraform-plugin/engine";
import { failureOf } from "../failure-of.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { everything, startWorld } from "./world.js";

const file = () => join(temporaryDirectory(), "token");
const start = "2026-03-01T00:00:00Z";

async function world() {
  const started = await startWorld("hunt_api_token", { now: start });
  /** 200 days on, with a new token for the provider, whose first one does not outlive the year. */
  const later = async () => {
    started.hunt.clock.advance(200 * dayMs);
    const { token } = await started.hunt.client.tokens.create("the provider's own");
    return new Lifecycle(await started.provider(token.reveal()), "hunt_api_token");
  };
  return { ...started, later };
}

describe("hunt_api_token", () => {
  it("is made once, and its value is in the file alone", async () => {
    const { life, apply, create, destroy, records, asked } = await world();
    const body = { description: "acme deploys", deliver_to_file: file() };
    const change = await life.plan(null, body);
    const state = (await life.apply(change))!;
    const value = readFileSync(body.deliver_to_file, "utf8");
    expectNoToken(everything(change, state), value);
    expect(state.value).toMatchObject({
      description: "acme deploys",
      expires_at: expect.stringMatching(/^2027-03-01/),
      rotate_before_days: null,
    });
    const again = await life.plan(state, body);
    expect(again.action).toBe("no-op");
    expectNoToken(everything(again), value);
    expect(asked().filter((each) => each.startsWith("POST"))).toHaveLength(1);

    const longer = await apply(state, { ...body, rotate_before_days: 30 });
    expect(longer.value).toEqual({ ...state.value, rotate_before_days: 30 });
    await destroy(longer);
    expect(records("AccessTokens").some(({ id }) => id === state.value["id"])).toBe(false);
    expect(await destroy(await create(body).then(async (made) => (await destroy(made), made)))).toBeNull();
  });

  it("plans a replacement when fewer days are left than wished, and then not again", async () => {
    const { hunt, create, later } = await world();
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

  it.each([-100, 100])("is due by HUNT's clock if this machine's clock differs by %d days", async (days) => {
    const { hunt, create, provider } = await world();
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
  });

  it("is replaced once it has expired, without a wish as well", async () => {
    const { hunt, create, later } = await world();
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

  it("is replaced for another description or another place, and an imported one is not", async () => {
    const { life, apply, create } = await world();
    const body = { description: "acme deploys", deliver_to_file: file() };
    const state = await create(body);
    expect(await life.plan(state, { ...body, description: "other" })).toMatchObject({
      action: "replace",
      requiresReplace: [["description"]],
    });
    const elsewhere = await life.plan(state, { description: "acme deploys", deliver_to_command: ["true"] });
    expect(elsewhere.action).toBe("replace");
    expect(elsewhere.requiresReplace).toEqual(
      expect.arrayContaining([["deliver_to_command"], ["deliver_to_file"]]),
    );

    const imported = await life.import("acme deploys");
    expect((await life.plan(imported, { description: "acme deploys" })).action).toBe("no-op");
    expect((await life.plan(imported, body)).action).toBe("update");
    const kept = readFileSync(body.deliver_to_file, "utf8");
    expect((await apply(imported, body)).value).toEqual(state.value);
    expect(readFileSync(body.deliver_to_file, "utf8")).toBe(kept);
  });

  it("complains of each wrong attribute before anything is made", async () => {
    const { life, asked } = await world();
    const complaints = async (body: Record<string, unknown>) =>
      (await failureOf(life.validate(body))).diagnostics.map(({ path }) => path);
    const deliver_to_file = file();
    expect(await complaints({ description: " ", deliver_to_file })).toEqual([["description"]]);
    expect(await complaints({ description: "x ", deliver_to_file })).toEqual([["description"]]);
    for (const days of [0, -1, 1.5, 365])
      expect(await complaints({ description: "x", deliver_to_file, rotate_before_days: days })).toEqual([
        ["rotate_before_days"],
      ]);
    expect(await complaints({ description: "x", deliver_to_command: [] })).toEqual([["deliver_to_command"]]);
    expect(await complaints({ description: "x", deliver_to_command: [""] })).toEqual([
      ["deliver_to_command"],
    ]);
    expect(await complaints({ description: "x", deliver_to_file: "" })).toEqual([["deliver_to_file"]]);
    expect(await complaints({ description: "x", deliver_to_file, deliver_to_command: ["true"] })).toEqual([
      ["deliver_to_file"],
    ]);
    expect((await failureOf(life.plan(null, { description: "x" }))).diagnostics).toMatchObject([
      { summary: "Nowhere to deliver the token to", path: ["deliver_to_command"] },
    ]);
    expect(asked()).toEqual([]);
  });

  it.each(["description", "deliver_to_file"])(
    "does not accept a token as %s, and does not repeat it",
    async (name) => {
      const { life } = await world();
      const value = "Zz09".repeat(16);
      const body = { description: "acme deploys", deliver_to_file: file(), [name]: value };

      const { diagnostics } = await failureOf(life.validate(body));

      expect(diagnostics).toMatchObject([{ path: [name] }]);
      expect(diagnostics[0]!.detail).toContain("64 letters and digits in a row");
      expect(JSON.stringify(diagnostics)).not.toContain(value);
    },
  );

  it("that could not be delivered leaves no state; one that could not be revoked either is tainted and revoked by the next apply", async () => {
    const { life, sandbox, records } = await world();
    const body = {
      description: "acme deploys",
      deliver_to_command: [process.execPath, "-e", "process.exit(7)"],
    };
    const named = () => records("AccessTokens").filter(({ description }) => description === "acme deploys");
    const plain = await failureOf(life.plan(null, body).then((change) => life.apply(change)));
    expect(plain).toMatchObject({
      state: null,
      diagnostics: [
        {
          path: ["deliver_to_command"],
          detail: expect.stringContaining("exited with code 7. The new token was revoked."),
        },
      ],
    });
    expect(named()).toEqual([]);

    sandbox.faults.add({ match: "DELETE users/me/accessTokens/*", kind: "status", status: 500, times: 2 });
    const stuck = await failureOf(life.plan(null, body).then((change) => life.apply(change)));
    expect(stuck.state).toMatchObject({ tainted: true, value: { id: named()[0]!["id"] } });
    const well = { description: "acme deploys", deliver_to_file: file() };
    const change = await life.plan(stuck.state!, well);
    expect(change.action).toBe("replace");
    const healed = await life.apply(change);
    expect(named().map(({ id }) => id)).toEqual([healed!.value["id"]]);
  });

  it("does not overwrite what a file that cannot be replaced holds", async () => {
    const { life } = await world();
    const folder = temporaryDirectory();
    writeFileSync(join(folder, "kept"), "kept");
    const { diagnostics } = await failureOf(
      life.plan(null, { description: "x", deliver_to_file: folder }).then((change) => life.apply(change)),
    );
    expect(diagnostics).toMatchObject([
      { path: ["deliver_to_file"], detail: expect.stringContaining("No token was made.") },
    ]);
    expect(readFileSync(join(folder, "kept"), "utf8")).toBe("kept");
  });
});

describe("the ephemeral hunt_api_token", () => {
  it("lives from open to close", async () => {
    const { client, provider, records, asked } = await world();
    const schema = (await client.schema()).ephemerals["hunt_api_token"]!;
    const opened = await client.openEphemeral("hunt_api_token", toConfig(schema, { description: "short" }));
    expect(opened).toMatchObject({
      diagnostics: [],
      result: { description: "short", expires_at: expect.stringMatching(/^2027-03-01/) },
    });
    const token = opened.result!["token"] as string;
    const user = await provider(token);
    expect(
      (
        await user.readDataSource(
          "hunt_current_user",
          toConfig((await user.schema()).dataSources["hunt_current_user"]!, {}),
        )
      ).diagnostics,
    ).toEqual([]);
    expect((await client.closeEphemeral("hunt_api_token", opened.private)).diagnostics).toEqual([]);
    expect(records("AccessTokens").some(({ description }) => description === "short")).toBe(false);
    expect((await client.closeEphemeral("hunt_api_token", opened.private)).diagnostics).toEqual([]);
    expect(asked().filter((each) => each === "POST users/me/accessTokens")).toHaveLength(1);
  });

  it("needs a description", async () => {
    const { client } = await world();
    const schema = (await client.schema()).ephemerals["hunt_api_token"]!;
    expect(
      (await client.openEphemeral("hunt_api_token", toConfig(schema, { description: " " }))).diagnostics,
    ).toMatchObject([{ path: ["description"] }]);
  });
});
