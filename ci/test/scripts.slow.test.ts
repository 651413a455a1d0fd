import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jobs } from "../src/jobs.js";
import { formatScript } from "../src/script.js";
import { readVersion } from "./support/hunt.js";
import { serveExtension } from "./support/serve-extension.js";
import {
  createToken,
  createWorkspace,
  useSandbox,
  writeProgram,
  type Workspace,
} from "./support/workspace.js";

const sandbox = useSandbox();
const version = readVersion();

/** Returns the script of a job. */
const readJob = (name: string): string =>
  formatScript(
    jobs.find((job) => job.name === name)!,
    { version, checksums: "" },
  );

/** Runs the script of a job with a token and with inputs, which are environment variables without the prefix. */
const runJob = (
  { run }: Workspace,
  name: string,
  inputs: Readonly<Record<string, string>> = {},
  token = sandbox().tokens.admin,
) =>
  run("sh", ["-c", readJob(name)], {
    HUNT_INSTANCE: sandbox().url,
    HUNT_TOKEN: token,
    ...Object.fromEntries(
      Object.entries({ INSTALL: "none", ...inputs }).map(([input, value]) => [`HUNT_INPUT_${input}`, value]),
    ),
  });

describe("check-token", () => {
  const days = { WARN_DAYS: "30", FAIL_DAYS: "7" };

  it("exits with code 0 if the token is healthy", async () => {
    const { code, stderr } = await runJob(createWorkspace(), "check-token", days);

    expect(stderr).toBe("");
    expect(code).toBe(0);
  });

  it("exits with code 10 if the token expires within the days of a warning", async () => {
    const { code, stderr } = await runJob(createWorkspace(), "check-token", days, sandbox().tokens.expiring);

    expect(code).toBe(10);
    expect(stderr).toContain("The HUNT token expires within 30 days.");
  });

  it("exits with code 1 if the token expires within the days of a failure", async () => {
    const inputs = { WARN_DAYS: "60", FAIL_DAYS: "30" };

    const { code, stderr } = await runJob(
      createWorkspace(),
      "check-token",
      inputs,
      sandbox().tokens.expiring,
    );

    expect(code).toBe(1);
    expect(stderr).toContain("The HUNT token expires within 30 days. Replace it now.");
  });

  it("exits with the code of hunt if the token is not valid", async () => {
    const { code } = await runJob(createWorkspace(), "check-token", days, "x".repeat(64));

    expect(code).toBe(12);
  });
});

describe("check-alerts", () => {
  it("exits with code 3 and writes a failed test for each alert if alerts match", async () => {
    const workspace = createWorkspace();

    const { code } = await runJob(workspace, "check-alerts", { SEVERITY: "critical", SINCE: "7d" });

    expect(code).toBe(3);
    expect(readFileSync(join(workspace.directory, "hunt-alerts.xml"), "utf8")).toContain("<failure");
  });

  it("exits with code 10 if alerts match and on-alerts is warn", async () => {
    const inputs = { SEVERITY: "critical", SINCE: "7d", ON_ALERTS: "warn" };

    expect((await runJob(createWorkspace(), "check-alerts", inputs)).code).toBe(10);
  });

  it("exits with code 0 and writes a passed test if no alerts match", async () => {
    const workspace = createWorkspace();

    const { code } = await runJob(workspace, "check-alerts", { SEVERITY: "low", SINCE: "1m" });

    expect(code).toBe(0);
    expect(readFileSync(join(workspace.directory, "hunt-alerts.xml"), "utf8")).toContain('failures="0"');
  });

  it("leaves no report of an earlier run if hunt fails", async () => {
    const workspace = createWorkspace({ "hunt-alerts.xml": "<testsuites/>" });

    const { code } = await runJob(workspace, "check-alerts", { SINCE: "yesterday" });

    expect(code).toBe(2);
    expect(readdirSync(workspace.directory)).not.toContain("hunt-alerts.xml");
  });

  it("passes a value with shell syntax to hunt unchanged", async () => {
    const workspace = createWorkspace();
    const host = '"; touch injected; $(touch injected)';

    const { stderr } = await runJob(workspace, "check-alerts", { HOST: host });

    expect(stderr).toContain(host);
    expect(readdirSync(workspace.directory)).not.toContain("injected");
  });
});

describe("scan", () => {
  const inputs = { TARGET: "SRV-LEI-0012", FAIL_ON: "high", TIMEOUT: "5" };

  it("exits with code 3 and writes the alerts of the scan as failed tests", async () => {
    const workspace = createWorkspace();

    const { code } = await runJob(workspace, "scan", inputs);

    expect(code).toBe(3);
    const report = readFileSync(join(workspace.directory, "hunt-scan.xml"), "utf8");
    expect(report).toContain("SRV-LEI-0012");
    expect(report).not.toContain("Severity: medium");
  });

  it("exits with code 0 if the alerts of the scan have a lower severity", async () => {
    const workspace = createWorkspace();

    const { code } = await runJob(workspace, "scan", { ...inputs, FAIL_ON: "critical" });

    expect(code).toBe(0);
    expect(readFileSync(join(workspace.directory, "hunt-scan.xml"), "utf8")).toContain('failures="0"');
  });
});

describe("rotate-token", () => {
  it("stores the new token in each address, and revokes the old one", async () => {
    const token = await createToken(sandbox());
    const workspace = createWorkspace({ first: token, "second one": token });

    const { code } = await runJob(workspace, "rotate-token", { TO: "file:first, file:second one" }, token);

    expect(code).toBe(0);
    const stored = readFileSync(join(workspace.directory, "first"), "utf8").trim();
    expect(stored).not.toBe(token);
    expect(readFileSync(join(workspace.directory, "second one"), "utf8").trim()).toBe(stored);
    expect((await callApi(token)).status).toBe(401);
  });
});

describe("the installation", () => {
  const hunt = '#!/bin/sh\necho "hunt $*"\n';

  it("downloads the executable once, and runs it", async () => {
    const { run } = createWorkspace();
    const script = await serveExtension(hunt);

    const first = await run("sh", ["-c", script, "gh-hunt", "token", "check"]);
    const second = await run("sh", [
      "-c",
      script.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:1"),
      "gh-hunt",
      "x y",
    ]);

    expect(first).toEqual({ code: 0, stdout: "hunt token check\n", stderr: "" });
    expect(second).toEqual({ code: 0, stdout: "hunt x y\n", stderr: "" });
  });

  it("fails and leaves nothing if the checksum of the download is wrong", async () => {
    const { run, home } = createWorkspace();
    const script = await serveExtension(hunt, "0".repeat(64));

    const { code, stderr } = await run("sh", ["-c", script]);

    expect(code).toBe(1);
    expect(stderr).toContain("The checksum of ");
    expect(readdirSync(join(home, ".cache/huntkit"))).toEqual([]);
  });

  it("fails if the executable does not run on this machine", async () => {
    const { run } = createWorkspace();

    const { code, stderr } = await run("sh", ["-c", await serveExtension("#!/no/such/interpreter\n")]);

    expect(code).toBe(1);
    expect(stderr).toContain("The executable does not run here.");
  });

  it("fails in a commit that is not a release", async () => {
    const { code, stderr } = await runJob(createWorkspace(), "check-token", { INSTALL: "executable" });

    expect(code).toBe(1);
    expect(stderr).toContain("This file is not part of a release.");
  });

  it("installs exactly the version of the release with npm", async () => {
    const workspace = createWorkspace();
    const programs = join(workspace.home, "bin");
    const npm = `#!/bin/sh
echo "$*" >"$HOME/arguments"
mkdir -p "$3/node_modules/.bin"
cp "${programs}/hunt" "$3/node_modules/.bin/hunt"
`;
    mkdirSync(programs, { recursive: true });
    writeProgram(join(programs, "npm"), npm);
    const inputs = { INSTALL: "npm", WARN_DAYS: "30", FAIL_DAYS: "7" };

    const { code } = await runJob(workspace, "check-token", inputs);

    expect(code).toBe(0);
    expect(readFileSync(join(workspace.home, "arguments"), "utf8")).toContain(` @huntkit/cli@${version}\n`);
  });

  it("fails if install has an unknown value", async () => {
    const { code, stderr } = await runJob(createWorkspace(), "check-token", { INSTALL: "docker" });

    expect(code).toBe(1);
    expect(stderr).toContain('Invalid value "docker" for install. Use executable, npm, or none.');
  });
});

const callApi = (token: string): Promise<Response> =>
  fetch(`${sandbox().url}/api/users/me`, { headers: { authorization: token } });
