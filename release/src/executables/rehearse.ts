import { stat } from "node:fs/promises";
import { startSandbox } from "@huntkit/sandbox";
import { recordAttempt, type Result } from "../rehearsal/report.js";
import { Stranger } from "../rehearsal/stranger.js";

/**
 * Uses the single executable of `hunt` as a stranger would.
 *
 * @param hunt path of the executable
 */
export async function rehearseHunt(hunt: string): Promise<Result[]> {
  const { size } = await stat(hunt);
  const sandbox = await startSandbox();
  const stranger = await Stranger.create("");
  try {
    const env = { PATH: "", HUNT_INSTANCE: sandbox.url, HUNT_TOKEN: sandbox.tokens.admin };
    const artifact = { artifact: "hunt", size, consumer: "token check, without Node on the PATH" };
    return [
      await recordAttempt(artifact, async () => void (await stranger.run(hunt, ["token", "check"], env))),
    ];
  } finally {
    await stranger.remove();
    await sandbox.stop();
  }
}
