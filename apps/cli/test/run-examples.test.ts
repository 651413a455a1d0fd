import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { commands } from "../src/commands/index.js";
import { atHunt } from "./support/at-hunt.js";

const { hunt } = atHunt({ taskSeconds: 0 });

/** Examples that cannot run here, with the reason. */
const notRun: readonly (readonly [RegExp, string])[] = [
  [/^hunt auth|--profile|--instance/, "They need profiles, which other tests create."],
  [/^hunt sandbox|alert watch (?!--once)/, "They run until they are stopped."],
  [/completion|doctor --compare/, "They use the built package."],
  [/\$\(| -- gh /, "They need a shell, or gh."],
  [/build@example.com|token revoke [0-9a-f-]{36}/, "They name a user and a token of your instance."],
  [/^hunt token rotate/, "The token in these tests comes from a variable, so it cannot be replaced."],
  [/^hunt target create/, "The sandbox has several controller groups, so it requires --controller-group."],
  [/agent uninstall --where/, "No agent of the sandbox was inactive for so long."],
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

async function readExamples() {
  const read = await Promise.all(
    commands.map(async ({ load }) => {
      const { examples, asks = false } = (await load()).default;
      return examples.map(({ line }) => ({ line, asks }));
    }),
  );
  return read.flat().filter(({ line }) => !notRun.some(([pattern]) => pattern.test(line)));
}

/** Downloads the files that an example compares or uploads. */
async function pull(kind: string, directory: string, cwd: string): Promise<void> {
  const { code, stderr } = await hunt([kind, "pull", directory], { cwd });
  expect(code, stderr).toBe(0);
}

const examples = await readExamples();

describe("an example of the help", () => {
  it.each(examples)("runs against the sandbox: $line", async ({ line, asks }) => {
    const [, ...args] = splitWords(line);
    const isConfirmed = !asks || args[1] === "list" || args.includes("--yes") || args.includes("--dry-run");

    const cwd = temporaryDirectory();
    if (/^(diff|push)$/.test(args[1] ?? "")) await pull(args[0]!, args[2]!, cwd);

    const { code, stderr } = await hunt(isConfirmed ? args : [...args, "--yes"], { cwd });

    expect([0, 3, 10], stderr).toContain(code);
  });
});
