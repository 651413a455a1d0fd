import { HuntClient } from "@huntkit/core";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expectNoToken, startHunt } from "@huntkit/testing";
import { unzipSync } from "fflate";
import { expect, it, onTestFinished } from "vitest";
import { onEachEngine, actions, resources } from "@huntkit/test-kit/terraform";
import { requireHunt, Workspace } from "../workspace.js";

/**
 * In milliseconds. The engine starts the provider several times, and the machine may be busy with other
 * tests.
 */
const time = 180_000;
const [password, secret] = ["Correct-Horse-Battery-1", "Staple-Secret-Variable-2"];

const main = (version: number) => `${requireHunt}
variable "password" {
  ephemeral = true
}

variable "secret" {
  ephemeral = true
}

resource "hunt_credential" "x" {
  name                = "Scanner"
  password_wo         = var.password
  password_wo_version = ${version}
}

resource "hunt_extension_variable" "x" {
  name             = "bucket_key"
  type             = "secret"
  value_wo         = var.secret
  value_wo_version = ${version}
}

resource "hunt_api_token" "x" {
  description     = "acme/website deploys"
  deliver_to_file = "\${path.module}/token"
}

ephemeral "hunt_api_token" "x" {
  description = "one run"
}

provider "hunt" {
  alias = "short"
  token = ephemeral.hunt_api_token.x.token
}

data "hunt_current_user" "x" {
  provider = hunt.short
}
`;

onEachEngine((engine) => {
  async function start(env: Record<string, string> = {}) {
    const hunt = await startHunt(HuntClient);
    onTestFinished(() => hunt.stop());
    const space = new Workspace(engine, {
      sandbox: hunt.sandbox,
      files: { "main.tf": main(1) },
      env: { TF_VAR_password: password, TF_VAR_secret: secret, ...env },
    });
    return {
      hunt,
      sandbox: hunt.sandbox,
      space,
      bytes: (path: string) => readFileSync(join(space.folder, path)),
    };
  }

  it(
    "does not contain a secret in its output, TRACE log, plan file, or state",
    async () => {
      const { sandbox, space, bytes } = await start({ TF_LOG: "TRACE", TF_LOG_PATH: "engine.log" });
      const planned = await space.run("plan", "-out=plan.bin", "-no-color", "-input=false");
      expect(planned).toMatchObject({ code: 0, stderr: "" });
      const applied = await space.run("apply", "-no-color", "-input=false", "plan.bin");
      expect(applied).toMatchObject({ code: 0, stderr: "" });
      const again = await space.apply();
      const token = bytes("token").toString();
      expect(token).toMatch(/^[A-Za-z0-9]{64}$/);
      const files = Object.entries(unzipSync(bytes("plan.bin"))).map(
        ([name, content]) => `${name}\n${Buffer.from(content).toString("latin1")}`,
      );
      expect(files.join()).toContain("bucket_key");
      const log = space.read("engine.log");
      expect(log).toContain("PlanResourceChange");
      const everything = {
        planned,
        applied,
        again,
        files: files.join("\n"),
        log,
        state: space.read("terraform.tfstate"),
      };
      for (const [place, thing] of Object.entries(everything)) {
        const text = typeof thing === "string" ? thing : `${thing.stdout}${thing.stderr}`;
        for (const hidden of [password, secret, token, sandbox.tokens.admin])
          expect(() => expectNoToken(text, hidden), place).not.toThrow();
      }
      // A token that only the instance knows is found by its hash.
      const values = everything.log.match(/\b[A-Za-z0-9]{64}\b/g) ?? [];
      const hashes = new Set(sandbox.records("AccessTokens").map(({ hash }) => hash));
      expect(values.filter((value) => hashes.has(createHash("sha256").update(value).digest("hex")))).toEqual(
        [],
      );
    },
    time,
  );

  it(
    "sends a write-only value again only if its version changes",
    async () => {
      const { sandbox, space } = await start();
      expect(await space.apply()).toMatchObject({ code: 0, stderr: "" });
      const stored = () => sandbox.records("credentials").at(-1)!["password"];
      expect(stored()).toBe(password);
      const env = { ...space.env, TF_VAR_password: "Another-Password-3" };
      const later = new Workspace(engine, {
        files: {
          "main.tf": main(1),
          "terraform.tfstate": space.read("terraform.tfstate"),
          token: space.read("token"),
        },
        env,
      });
      expect(actions(await later.plan())).toEqual({});
      later.write("main.tf", main(2));
      expect(actions(await later.plan())).toEqual({
        "hunt_credential.x": "update",
        "hunt_extension_variable.x": "update",
      });
      expect(await later.apply()).toMatchObject({ code: 0, stderr: "" });
      expect(stored()).toBe("Another-Password-3");
      expect(actions(await later.plan())).toEqual({});
    },
    time,
  );

  it(
    "creates an ephemeral token for each plan and each apply, and revokes all of them",
    async () => {
      const { sandbox, space } = await start();
      expect(await space.apply()).toMatchObject({ code: 0, stderr: "" });
      const count = () =>
        sandbox.records("AccessTokens").filter(({ description }) => description === "one run").length;
      const asked = (method: string) =>
        sandbox.requests.filter(
          (request) => request.method === method && request.path.startsWith("/api/users/me/accessTokens"),
        ).length;
      expect(count()).toBe(0);
      sandbox.requests.clear();
      await space.run("plan", "-no-color");
      expect({ made: asked("POST"), revoked: asked("DELETE"), left: count() }).toEqual({
        made: 1,
        revoked: 1,
        left: 0,
      });
      sandbox.requests.clear();
      await space.apply();
      expect(asked("POST")).toBeGreaterThanOrEqual(1);
      expect({ revoked: asked("DELETE"), left: count() }).toEqual({ revoked: asked("POST"), left: 0 });
    },
    time,
  );

  it(
    "shows no secret if the provider is killed during an apply",
    async () => {
      const { sandbox, space } = await start({ TF_LOG: "TRACE", TF_LOG_PATH: "engine.log" });
      sandbox.faults.add({ match: "POST credentials", kind: "hang" });
      const run = space.apply();
      await expect
        .poll(() => sandbox.requests.map(({ method, path }) => `${method} ${path}`))
        .toContain("POST /api/credentials");
      for (const [, pid] of space.read("engine.log").matchAll(/plugin started: .*pid=(\d+)/g))
        kill(Number(pid));
      const { code, stdout, stderr } = await run;
      expect(code).toBe(1);
      for (const text of [stdout, stderr, space.read("engine.log")]) {
        for (const hidden of [password, secret, sandbox.tokens.admin]) expectNoToken(text, hidden);
      }
      expect(Object.keys(resources(await space.state()))).not.toContain("hunt_credential.x");
    },
    time,
  );
});

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // The process had already exited.
  }
}
