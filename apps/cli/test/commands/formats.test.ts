import { readFileSync } from "node:fs";
import { expectNoToken } from "@huntkit/testing";
import { describe, expect, it } from "vitest";
import { atHunt } from "../support/at-hunt.js";
import { signedIn } from "../support/hunt.js";

const { sandbox, hunt } = atHunt();

const since = ["alert", "list", "--severity", "critical,high", "--since", "2026-02-27"];
const inWorkflow = () => ({
  ...signedIn(sandbox().url, sandbox().tokens.admin),
  GITHUB_WORKFLOW_REF: "acme/app/.github/workflows/deploy.yml@refs/heads/main",
});

interface SarifLog {
  readonly runs: readonly [{ readonly results: readonly { readonly locations: readonly object[] }[] }];
}

describe("hunt alert list --format", { timeout: 90_000 }, () => {
  it("prints SARIF with a result for each alert, and the exit code of --exit-code", async () => {
    const args = [
      ...since,
      "--all",
      "--format",
      "sarif",
      "--location",
      ".github/workflows/ci.yml",
      "--exit-code",
    ];

    const { code, stdout, stderr } = await hunt(args);

    const [{ results }] = (JSON.parse(stdout) as SarifLog).runs;
    expect(code).toBe(3);
    expect(stderr).toBe("");
    expect(results).toHaveLength(62);
    expect(results[0]!.locations).toEqual([
      { physicalLocation: { artifactLocation: { uri: ".github/workflows/ci.yml" } } },
    ]);
  });

  it("refers to the workflow in GitHub Actions", async () => {
    const { stdout } = await hunt([...since, "--format", "sarif"], { env: inWorkflow() });

    expect(stdout).toContain('"uri": ".github/workflows/deploy.yml"');
  });

  it("prints all alerts in a report without --limit", async () => {
    const { stdout, stderr } = await hunt([...since, "--format", "junit"]);

    expect(stdout).toContain('tests="62" failures="62"');
    expect(stderr).toBe("");
  });

  it("notes that a report does not have all alerts", async () => {
    const { code, stdout, stderr } = await hunt([...since, "--format", "junit", "--limit", "4"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites .* tests="4" failures="4"/,
    );
    expect(stderr).toBe("Showing 4 of 62 alerts. Use --limit or --all for more.\n");
  });

  it("prints a report also if there are no alerts", async () => {
    const report = ["--format", "code-quality", "--location", ".github/workflows/ci.yml"];

    const { code, stdout } = await hunt([...since, "--where", '{"name": "none"}', "--exit-code", ...report]);

    expect(code).toBe(0);
    expect(stdout).toBe("[]\n");
  });

  it("prints a section in Markdown", async () => {
    const { stdout } = await hunt([...since, "--format", "markdown", "--limit", "2"]);

    expect(stdout).toMatchInlineSnapshot(`
      "### ❌ 2 alerts at \`HUNT\`

      \`\`\`text
      critical ██████████████████████████████ 1
      high     ██████████████████████████████ 1
      medium                                  0
      low                                     0
      \`\`\`

      | Severity | Found | Host | Alert |
      |---|---|---|---|
      | \`critical\` | 2026-03-01 11:02 UTC | \`SRV-UTR-1128\` | \`rundll32.exe: Code injected into another process (beatriz)\` |
      | \`high\` | 2026-03-01 10:47 UTC | \`SRV-UTR-1167\` | \`svch0st.exe: New entry in a Run key (pavel)\` |

      "
    `);
  });

  it("prints no report if the alerts cannot be read", async () => {
    sandbox().faults.add({ match: "GET Alerts", kind: "status", status: 403 });

    const { code, stdout, stderr } = await hunt([...since, "--format", "junit"]);

    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^hunt: /);
  });

  it.each([
    [
      ["--format", "sarif"],
      "Missing required flag --location.",
      "A report in this format names a file for each alert. For example: --location .github/workflows/deploy.yml",
    ],
    [
      ["--format", "sarif", "--location", "/etc/passwd"],
      'Invalid value "/etc/passwd" for --location.',
      "Use a path in the repository, for example .github/workflows/deploy.yml.",
    ],
    [
      ["--format", "sarif", "--location", ".github/workflows/c1.yml"],
      'Invalid value ".github/workflows/c1.yml" for --location.',
      "The repository has no such file. Did you mean .github/workflows/ci.yml?",
    ],
    [
      ["--format", "junit", "--location", "a.yml"],
      "--location applies only to --format sarif and --format code-quality.",
      "Remove it, or change the format.",
    ],
    [["--format", "junit", "--json"], "--format cannot be used with --json.", "Remove one of them."],
    [["--format", "junit", "--ndjson"], "--format cannot be used with --ndjson.", "Remove one of them."],
    [
      ["--format", "prometheus"],
      'Invalid value "prometheus" for --format.',
      "Use one of these: sarif, junit, code-quality, markdown.",
    ],
  ])("rejects %j before a request is sent", async (flags, problem, advice) => {
    const before = sandbox().requests.length;

    const { code, stdout, stderr } = await hunt(["alert", "list", ...flags]);

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.replaceAll("\n", " ")).toContain(problem);
    expect(stderr.replaceAll("\n", " ")).toContain(advice);
    expect(sandbox().requests).toHaveLength(before);
  });
});

describe("hunt token check --format prometheus", { timeout: 90_000 }, () => {
  it("prints the expiry, the state, and the time of the check", async () => {
    const { code, stdout } = await hunt(["token", "check", "--format", "prometheus"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^hunt_token_expiry_timestamp_seconds\{hunt_instance="[^"]+"\} \d{10}(\.\d+)?$/m);
    expect(stdout).toMatch(/^hunt_token_state\{hunt_instance="[^"]+",state="healthy"\} 1$/m);
    expect(stdout).toMatch(/^hunt_token_last_check_timestamp_seconds\{hunt_instance="[^"]+"\} 17723664\d\d/m);
    expectNoToken(stdout, sandbox().tokens.admin);
  });

  it("keeps the exit code for a token that expires soon, and uses --description as a label", async () => {
    const args = ["token", "check", "--format", "prometheus", "--warn-days", "400", "--description", "ci"];

    const { code, stdout } = await hunt(args);

    expect(code).toBe(10);
    expect(stdout).toMatch(
      /^hunt_token_state\{hunt_instance="[^"]+",description="ci",state="expiring"\} 1$/m,
    );
  });

  it("prints the state if HUNT cannot be reached, with exit code 13", async () => {
    const env = signedIn("http://127.0.0.1:1", sandbox().tokens.admin);

    const { code, stdout } = await hunt(["token", "check", "--format", "prometheus"], { env });

    expect(code).toBe(13);
    expect(stdout).toMatch(/^hunt_token_state\{.*state="unreachable"\} 1$/m);
    expect(stdout).not.toContain("expiry_timestamp");
  });
});

describe("hunt token list --format prometheus", { timeout: 90_000 }, () => {
  it("prints the expiry and the state of each token, and the time of the list", async () => {
    const { code, stdout } = await hunt(["token", "list", "--all", "--format", "prometheus"]);

    const tokens = JSON.parse((await hunt(["token", "list", "--all", "--json"])).stdout) as unknown[];
    expect(code).toBe(0);
    expect(stdout.match(/^hunt_listed_token_state\{/gm)).toHaveLength(tokens.length);
    expect(stdout).toMatch(/^hunt_token_list_timestamp_seconds\{hunt_instance="[^"]+"\} 17723664\d\d/m);
    for (const token of Object.values(sandbox().tokens)) expectNoToken(stdout, token);
  });
});

it("loads the code of a format only if it is requested", () => {
  const command = readFileSync(new URL("../../dist/commands/alert-list.cjs", import.meta.url), "utf8");

  expect(command).not.toContain("partialFingerprints");
  expect(command).not.toContain("testsuites");
});
