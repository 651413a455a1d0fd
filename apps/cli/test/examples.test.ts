import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { describe, expect, it } from "vitest";
import { commands } from "../src/commands/index.js";
import { atHunt } from "./support/at-hunt.js";

const { hunt, sandbox } = atHunt({ taskSeconds: 0 });

/** Returns the lines of all examples, with the name of their command, and whether it asks for confirmation. */
async function readExamples(): Promise<{ name: string; line: string; asks: boolean }[]> {
  const read = await Promise.all(
    commands.map(async ({ name, load }) => {
      const { examples, asks = false } = (await load()).default;
      return examples.map(({ line }) => ({ name, line, asks }));
    }),
  );
  return read.flat();
}

/** Returns what the sandbox does not have, of the names that match in the examples. */
async function findMissing(pattern: RegExp, known: readonly unknown[]): Promise<string[]> {
  const names = known.map((name) => String(name).toLowerCase());
  const examples = (await readExamples()).filter(({ name }) => name !== "target create");
  const isMissing = (written: string): boolean => {
    const prefix = written.toLowerCase().split("*", 1)[0] ?? "";
    return !names.some((name) => (written.includes("*") ? name.startsWith(prefix) : name === prefix));
  };
  return examples
    .flatMap(({ line }) => Array.from(line.matchAll(pattern), ([, written = ""]) => written))
    .filter(isMissing);
}

it("names only hosts of the sandbox in examples", async () => {
  const hosts = sandbox()
    .records("Agents")
    .map(({ hostname }) => hostname);

  expect(await findMissing(/(?:agent \w+|scan|respond|--host) '?([A-Za-z]+-[\w*-]+)/g, hosts)).toEqual([]);
});

it("names only target groups of the sandbox in examples", async () => {
  const groups = sandbox()
    .records("targets")
    .map(({ name }) => name);

  expect(
    await findMissing(/(?:hunt scan|target \w+|schedule \w+|--group|--name) '([^']+)'/g, groups),
  ).toEqual([]);
});

it("names only records of the sandbox by their IDs in examples", async () => {
  const ids = ["Alerts", "userTasks"].flatMap((model) =>
    sandbox()
      .records(model)
      .map(({ id }) => id),
  );

  expect(await findMissing(/(?:alert|task) \w+ ([0-9a-f]{8}-[0-9a-f-]{27})/g, ids)).toEqual([]);
});

/** Examples that cannot run here, with the reason. */
const notRun: readonly (readonly [RegExp, string])[] = [
  [/^hunt auth|--profile|--instance/, "They need profiles, which other tests create."],
  [/^hunt sandbox|alert watch (?!--once)/, "They run until they are stopped."],
  [/completion|licenses|doctor --compare/, "They use the built package."],
  [/\$\(| -- gh /, "They need a shell, or gh."],
  [/build@example.com|token revoke [0-9a-f-]{36}/, "They name a user and a token of your instance."],
  [/^hunt token rotate/, "The token in these tests comes from a variable, so it cannot be replaced."],
  [/^hunt target create/, "The sandbox has several controller groups, so it requires --controller-group."],
  [/agent uninstall --where/, "No agent of the sandbox was inactive for so long."],
  [/survey upload/, "Its files exist only on your machine."],
  [/--resume/, "It needs an export that was interrupted."],
  [/--state/, "Its directory exists only on your machine."],
  [/^hunt task wait/, "The task of the example ends later than the clock of the sandbox."],
];

/** A command line without what a shell does after it: pipes, redirections, and other commands. */
function splitWords(line: string): string[] {
  const [command = ""] = line.split(/ (?:\||>>?|<|&&) /);
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, one, two, plain]) => one ?? two ?? plain!,
  );
}

/** Downloads the files that an example compares or uploads. */
async function pull(kind: string, directory: string, cwd: string): Promise<void> {
  const { code, stderr } = await hunt([kind, "pull", directory], { cwd });
  expect(code, stderr).toBe(0);
}

const runnable = (await readExamples()).filter(({ line }) => !notRun.some(([pattern]) => pattern.test(line)));

describe("an example of the help", () => {
  it.each(runnable)("runs against the sandbox: $line", async ({ line, asks }) => {
    const [, ...args] = splitWords(line);
    const isConfirmed = !asks || args[1] === "list" || args.includes("--yes") || args.includes("--dry-run");

    const cwd = temporaryDirectory();
    if (/^(diff|push)$/.test(args[1] ?? "")) await pull(args[0]!, args[2]!, cwd);

    const stdin = line.includes(" < ") ? "secret" : "";
    const { code, stderr } = await hunt(isConfirmed ? args : [...args, "--yes"], { cwd, stdin });

    expect([0, 3, 10], stderr).toContain(code);
  });
});
