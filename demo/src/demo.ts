import { fileURLToPath } from "node:url";
import { HuntClient } from "@huntkit/core";
import { runAction } from "@huntkit/test-kit";
import { startSandbox, type Sandbox } from "@huntkit/sandbox";
import { newestAlerts } from "./newest-alerts.js";
import { showAlerts, showEnd, showRun, showStart } from "./screen.js";

/** Directory of action.yml. */
const action = fileURLToPath(new URL("../..", import.meta.url));

/** The four states of a token that a maintainer sees. */
const steps = (tokens: Sandbox["tokens"]): [title: string, token: string][] => [
  ["A healthy token", tokens.admin],
  ["A token that expires soon", tokens.expiring],
  ["A token that has expired", tokens.expired],
  ["The same token a day later: HUNT no longer knows it", tokens.expired],
];

// Exits normally on Ctrl+C, so no temporary files are left.
process.once("SIGINT", () => process.exit(130));

const sandbox = await startSandbox();
try {
  showStart(sandbox.url);
  for (const [index, [title, token]] of steps(sandbox.tokens).entries()) {
    const inputs = { instance: sandbox.url, token };
    showRun(`${index + 1}. ${title}`, inputs, await runAction({ action, with: inputs }));
  }
  const client = new HuntClient({ instance: sandbox.url, token: sandbox.tokens.analyst });
  showAlerts("5. A request with @huntkit/core and the analyst's token", await newestAlerts(client));
  await client.close();
  showEnd();
} finally {
  await sandbox.stop();
}
