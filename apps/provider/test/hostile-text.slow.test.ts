import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { HuntClient } from "@huntkit/core";
import { createServer } from "@huntkit/terraform-plugin";
import { Lifecycle, ProviderClient } from "@huntkit/terraform-plugin/engine";
import { findBreakouts, startHostileHunt } from "@huntkit/test-kit";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { expectNoToken, useHunt } from "@huntkit/testing";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createHuntProvider } from "../src/hunt/provider.js";
import { fillInNulls } from "./hunt/use-provider.js";
import { builtProvider } from "./workspace.js";

const hunt = useHunt(HuntClient, { beforeAll, afterEach, afterAll });
const seed = Number(process.env["FC_SEED"] ?? 20_261_129);
const seeds = Array.from({ length: 12 }, (_, index) => seed + index);

/** Starts a hostile instance in front of the sandbox. Some requests fail for every third seed. */
function startHostile(each: number) {
  const { sandbox } = hunt();
  const errorRate = each % 3 === 0 ? 0.3 : 0;
  const token = sandbox.tokens.admin;
  return startHostileHunt({ target: sandbox.url, seed: each, token, errorRate });
}

const configuration = {
  hunt_flag: { red: { name: "red", color: "red", weight: 1 } },
  hunt_target_group: { lab: { name: "A lab" } },
  hunt_rule: { one: { name: "One", body: "rule one { condition: true }" } },
};

describe("hostile text in every response of HUNT", () => {
  it.each(seeds)("is escaped in the diagnostics of the provider: seed %i", async (each) => {
    const hostile = await startHostile(each);
    const token = hunt().sandbox.tokens.admin;
    // Other tests check the form of diagnostics. Hostile text does not have it.
    const client = new ProviderClient(createServer(createHuntProvider({ env: {} })));
    const configured = await client.configure(
      fillInNulls({ instance: hostile.url, token, max_retries: 0, warn_days: 365 }),
    );
    const texts = configured.diagnostics.map(({ summary, detail }) => `${summary}\n${detail}`);
    const schema = await client.schema();

    for (const name of Object.keys(schema.dataSources)) {
      const read = client.readDataSource(name, {});
      texts.push(
        await read.then(
          ({ diagnostics }) => JSON.stringify(diagnostics.map((d) => `${d.summary}\n${d.detail}`)),
          (error: Error) => error.message,
        ),
      );
    }
    for (const [type, objects] of Object.entries(configuration))
      for (const values of Object.values(objects)) {
        const lifecycle = new Lifecycle(client, type);
        const applied = lifecycle.plan(null, values).then((change) => lifecycle.apply(change, values));
        texts.push(
          await applied.then(
            () => "",
            (error: Error) => error.message,
          ),
        );
        const imported = lifecycle.import("00000000-0000-0000-0000-000000000001");
        texts.push(
          await imported.then(
            () => "",
            (error: Error) => error.message,
          ),
        );
      }
    await hostile.stop();

    expect(findBreakouts(texts.join("\n"))).toEqual([]);
    expectNoToken(texts.join("\n"), token);
  });

  it.each(seeds)("is escaped in the output of hunt-provider: seed %i", async (each) => {
    const hostile = await startHostile(each);
    const token = hunt().sandbox.tokens.admin;
    const cwd = temporaryDirectory();
    const env = { PATH: process.env["PATH"], HUNT_INSTANCE: hostile.url, HUNT_TOKEN: token };
    writeFileSync(join(cwd, "main.tf.json"), JSON.stringify({ resource: configuration }));

    const texts: string[] = [];
    for (const args of [
      ["export"],
      ["plan"],
      ["apply", "--auto-approve"],
      ["plan"],
      ["destroy", "--auto-approve"],
    ])
      texts.push(await call(args, cwd, env));
    await hostile.stop();

    expect(findBreakouts(texts.join("\n"))).toEqual([]);
    expectNoToken(texts.join("\n"), token);
  });
});

/** Runs the built command, and returns what it printed. */
function call(args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const script = join(builtProvider, "hunt-provider.js");
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { cwd, env }, (_, stdout, stderr) =>
      resolve(`${stdout}\n${stderr}`),
    );
  });
}
