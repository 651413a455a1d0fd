import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readExamples } from "./support/docs.js";
import { isMissing, tools } from "./support/tools.js";
import { createToken, createWorkspace, useSandbox, type Workspace } from "./support/workspace.js";

const sandbox = useSandbox();
const library = fileURLToPath(new URL("../jenkins", import.meta.url));
const runner = fileURLToPath(new URL("jenkins/run-jenkinsfile.groovy", import.meta.url));

interface Build {
  readonly result: "SUCCESS" | "UNSTABLE" | "FAILURE";
  readonly events: readonly Record<string, unknown>[];
  readonly output: string;
}

/** Returns a Jenkinsfile of the docs, with the sandbox and with the `hunt` on the PATH. */
const readJenkinsfile = (index: number): string =>
  readExamples("jenkins", "groovy")[index]!.replaceAll(
    "instance: 'acme'",
    `instance: '${sandbox().url}', install: 'none'`,
  );

/** Runs a Jenkinsfile. */
async function build(
  text: string,
  credentials: Readonly<Record<string, string>>,
  { home, run }: Workspace = createWorkspace(),
): Promise<Build> {
  const [file, events] = [join(home, "Jenkinsfile"), join(home, "events.json")];
  writeFileSync(file, text);
  // The quick compiler is enough for a short script.
  const args = [
    "-XX:TieredStopAtLevel=1",
    "-cp",
    tools.groovy!,
    "groovy.ui.GroovyMain",
    runner,
    library,
    file,
    events,
  ];
  const { code, stdout, stderr } = await run(tools.java!, args, { CREDENTIALS: JSON.stringify(credentials) });
  expect(code, stderr).toBe(0);
  return { ...(JSON.parse(readFileSync(events, "utf8")) as Omit<Build, "output">), output: stdout + stderr };
}

/** CodeNarc's rules for Jenkins. By default, most of them apply only to a Jenkinsfile. */
const rules = [
  "ClassNotSerializable",
  "ClosureInGString",
  "CpsCallFromNonCpsMethod",
  "ExpressionInCpsMethodNotSerializable",
  "ForbiddenCallInCpsMethod",
  "ObjectOverrideOnlyNonCpsMethods",
  "ParameterOrReturnTypeNotSerializable",
];

describe.skipIf(isMissing("java", "codenarc"))("CodeNarc", { timeout: 120_000 }, () => {
  it("finds no violations of its rules for Jenkins in the library, but finds them in a wrong step", async () => {
    const { directory, run } = createWorkspace({
      "vars/wrong.groovy":
        'def call(List names) {\n  names.sort { a, b -> a <=> b }\n  echo "${-> names}"\n}\n',
    });
    cpSync(library, directory, { recursive: true });
    const classes = [tools.codenarc!, join(tools.codenarc!, "groovy/lib")]
      .map((path) => join(path, "*"))
      .join(":");
    const ruleset = Object.fromEntries(rules.map((rule) => [rule, { applyToFileNames: "*.groovy" }]));

    const { stdout } = await run(tools.java!, [
      "-XX:TieredStopAtLevel=1",
      "-cp",
      classes,
      "org.codenarc.CodeNarc",
      `-basedir=${directory}`,
      `-ruleset=${encodeURIComponent(JSON.stringify(ruleset))}`,
      "-report=json:stdout",
    ]);

    const report = JSON.parse(/^\{.*\}$/m.exec(stdout)![0]) as CodeNarcReport;
    const violations = report.packages.flatMap(({ files }) =>
      files.flatMap((file) => file.violations.map(({ ruleName }) => `${file.name}: ${ruleName}`)),
    );
    expect(violations.sort()).toEqual([
      "wrong.groovy: ClosureInGString",
      "wrong.groovy: ForbiddenCallInCpsMethod",
    ]);
  });
});

interface CodeNarcReport {
  readonly packages: readonly {
    readonly files: readonly {
      readonly name: string;
      readonly violations: readonly { readonly ruleName: string }[];
    }[];
  }[];
}

describe.skipIf(isMissing("java", "groovy"))("the steps for Jenkins", { timeout: 60_000 }, () => {
  const runStep = (step: string, token = sandbox().tokens.admin, workspace = createWorkspace()) =>
    build(
      step.replace("(", `(instance: '${sandbox().url}', install: 'none', `),
      { "hunt-token": token },
      workspace,
    );

  it("run in the order of the Jenkinsfile of the docs, which fails for alerts", async () => {
    const { result, events } = await build(readJenkinsfile(0), { "hunt-token": sandbox().tokens.expiring });

    expect(result).toBe("FAILURE");
    expect(events).toEqual([
      { step: "cron", spec: "H 5 * * *" },
      { step: "sh", label: "Check the HUNT token", code: 10 },
      { step: "unstable", message: "The HUNT token expires soon." },
      { step: "sh", label: "Check for alerts of HUNT", code: 3 },
      { step: "junit", file: "hunt-alerts.xml", exists: true },
      { step: "error", message: "Check for alerts of HUNT: exit code 3. The log shows why." },
    ]);
  });

  it("print neither the token nor the commands of their scripts", async () => {
    const token = sandbox().tokens.admin;

    const { output } = await runStep("huntCheckToken(warnDays: 30)", token);

    expect(output).toContain("The HUNT token is healthy");
    expect(output).not.toContain(token);
    expect(output).not.toMatch(/^\+ /m);
  });

  it("mark the build as unstable for alerts if onAlerts is warn", async () => {
    const { result, events } = await runStep("huntScan(target: 'SRV-LEI-0012', onAlerts: 'warn')");

    expect(result).toBe("UNSTABLE");
    expect(events).toContainEqual({ step: "junit", file: "hunt-scan.xml", exists: true });
  });

  it("rotate a token in several stores, with the second Jenkinsfile of the docs", async () => {
    const token = await createToken(sandbox());
    const workspace = createWorkspace({ first: token, second: token });
    const text = readJenkinsfile(1)
      .replace("['vault:secret/hunt#token']", "['file:first', 'file:second']")
      .replace("ifExpiresWithin: 30", "ifExpiresWithin: 400");

    const { result } = await build(text, { "hunt-token": token, "vault-token": "unused" }, workspace);

    expect(result).toBe("SUCCESS");
    const stored = readFileSync(join(workspace.directory, "first"), "utf8");
    expect(stored).not.toContain(token);
    expect(readFileSync(join(workspace.directory, "second"), "utf8")).toBe(stored);
  });

  it("fail for an unknown option, and list the options that exist", async () => {
    const { result, events } = await runStep("huntCheckToken(warnDay: 30)");

    expect(result).toBe("FAILURE");
    expect(events.at(-1)!["message"]).toMatch(
      /^Unknown option 'warnDay' of check-token. Use instance, install,/,
    );
  });

  it("fail for a missing required option", async () => {
    const { events } = await runStep("huntScan(failOn: 'high')");

    expect(events).toEqual([{ step: "error", message: "Missing required option 'target' of scan." }]);
  });
});
