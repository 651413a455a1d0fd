import { HuntClient } from "@huntkit/core";
import { dayMs } from "@huntkit/core/internal";
import { startHunt } from "@huntkit/testing";
import { expect, it, onTestFinished } from "vitest";
import { onEachEngine, actions, resources } from "@huntkit/test-kit/terraform";
import { requireHunt, Workspace } from "../workspace.js";

/**
 * In milliseconds. The engine starts the provider several times, and the machine may be busy with other
 * tests.
 */
const time = 300_000;

const rotated = `${requireHunt}
resource "hunt_api_token" "x" {
  description        = "acme/website deploys"
  rotate_before_days = 30
  deliver_to_file    = "\${path.module}/token"

  lifecycle {
    create_before_destroy = true
  }
}

output "days_left" {
  value = provider::hunt::days_until(hunt_api_token.x.expires_at, plantimestamp())
}
`;

onEachEngine((engine) => {
  it(
    "plans 1,000 target groups with at most 20 requests",
    async () => {
      const hunt = await startHunt(HuntClient);
      onTestFinished(() => hunt.stop());
      const main = `${requireHunt}\nresource "hunt_target_group" "x" {\n  count = 1000\n  name  = "Group \${count.index}"\n}\n`;
      const space = new Workspace(engine, { sandbox: hunt.sandbox, files: { "main.tf": main } });
      expect(await space.apply("-parallelism=40")).toMatchObject({ code: 0, stderr: "" });
      hunt.sandbox.requests.clear();
      expect(actions(await space.plan())).toEqual({});
      expect(hunt.sandbox.requests.length).toBeLessThanOrEqual(20);
      // A group that was deleted in the meantime is still detected.
      await hunt.client.targets.delete(
        String(resources(await space.state())["hunt_target_group.x[500]"]!.values["id"]),
      );
      expect(actions(await space.plan())).toEqual({ "hunt_target_group.x[500]": "create" });
    },
    time,
  );

  it(
    "rotates a token before it expires, and revokes the old token after the new one is created",
    async () => {
      // HUNT's clock is 350 days slow. According to this machine's clock, a new token is valid for 15 days.
      // oxlint-disable-next-line no-restricted-properties -- The provider is a process with the real clock.
      const hunt = await startHunt(HuntClient, { now: new Date(Date.now() - 350 * dayMs) });
      onTestFinished(() => hunt.stop());
      const own = (await hunt.client.tokens.create("Terraform")).token.reveal();
      const space = new Workspace(engine, {
        sandbox: hunt.sandbox,
        files: { "main.tf": rotated },
        env: { HUNT_TOKEN: own },
      });
      expect(await space.apply()).toMatchObject({ code: 0, stderr: "" });
      const [state, old] = [await space.state(), space.read("token")];
      expect(state.values!.outputs!["days_left"]!.value).toBeLessThan(16);
      hunt.sandbox.clock.advance(350 * dayMs);

      expect(actions(await space.plan())).toEqual({ "hunt_api_token.x": "create, delete" });
      hunt.sandbox.requests.clear();
      expect(await space.apply()).toMatchObject({
        code: 0,
        stdout: expect.stringMatching(/Warning: The HUNT token expires in 1[45] days/),
      });
      const done = hunt.sandbox.requests.filter(
        ({ path, method }) => path.includes("accessTokens") && method !== "GET",
      );
      expect(done.map(({ method }) => method)).toEqual(["POST", "DELETE"]);
      const [before, after] = [state, await space.state()].map(
        (each) => resources(each)["hunt_api_token.x"]!.values,
      );
      expect(after!["id"]).not.toBe(before!["id"]);
      expect(space.read("token")).not.toBe(old);
      expect(
        hunt.sandbox
          .records("AccessTokens")
          .filter(({ description }) => description === "acme/website deploys")
          .map(({ id }) => id),
      ).toEqual([after!["id"]]);
      expect(actions(await space.plan())).toEqual({});
    },
    time,
  );
});
