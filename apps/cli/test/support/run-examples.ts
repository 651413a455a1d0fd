import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { expect } from "vitest";
import { commands } from "../../src/commands/index.js";
import { agentLimitFlags } from "../../src/lists/affected-agents.js";
import { recordGroups } from "../../src/commands/record/groups.js";
import type { AtHunt } from "./at-hunt.js";
import type { Outcome } from "./in-process.js";

/** An example of the help. */
export interface RunnableExample {
  readonly name: string;
  readonly line: string;
  /** What the line does. */
  readonly does: string;
  /** Whether the command asks for confirmation. */
  readonly asks: boolean;
  /** Whether `--yes` requires a limit, because the command affects agents. */
  readonly affectsAgents: boolean;
}

/** Returns all examples, with the name of their command, and whether it asks for confirmation. */
export async function readExamples(): Promise<RunnableExample[]> {
  const read = await Promise.all(
    commands.map(async ({ name, load }) => {
      const { examples, asks = false, options = {} } = (await load()).default;
      const { maxAffected } = options as { maxAffected?: unknown };
      const affectsAgents = maxAffected === agentLimitFlags.maxAffected;
      return examples.map((example) => ({ name, ...example, asks, affectsAgents }));
    }),
  );
  return read.flat();
}

/** Examples that cannot run here, with the reason. */
const notRun: readonly (readonly [RegExp, string])[] = [
  [/^hunt auth|--profile|--instance/, "They need profiles, which other tests create."],
  [/^hunt (?:sandbox|mcp)|alert watch (?!--once)/, "They run until they are stopped."],
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
async function pull(hunt: AtHunt["hunt"], kind: string, directory: string, cwd: string): Promise<void> {
  const { code, stderr } = await hunt([kind, "pull", directory], { cwd });
  expect(code, stderr).toBe(0);
}

/**
 * Returns the examples that can run in tests.
 *
 * @param areGenerated whether to return those of commands that are generated from models, or all others
 */
export async function readRunnableExamples(areGenerated: boolean): Promise<RunnableExample[]> {
  const isGenerated = ({ name }: RunnableExample): boolean => {
    const [group = "", verb = ""] = name.split(" ");
    const { verbs = [] } =
      (recordGroups as Readonly<Record<string, { verbs?: readonly string[] }>>)[group] ?? {};
    return verbs.includes(verb);
  };
  const all = await readExamples();
  return all
    .filter((example) => isGenerated(example) === areGenerated)
    .filter(({ line }) => !notRun.some(([pattern]) => pattern.test(line)));
}

/** The exit codes of an example that succeeds. Some of them find something. */
export const successCodes: readonly (number | null)[] = [0, 3, 10];

/** Runs an example, with `--yes` if it asks for confirmation, and the limit that this requires. */
export async function runExample(
  hunt: AtHunt["hunt"],
  { line, asks, affectsAgents }: RunnableExample,
): Promise<Outcome> {
  const [, ...args] = splitWords(line);
  const isConfirmed = !asks || args[1] === "list" || args.includes("--yes") || args.includes("--dry-run");
  const cwd = temporaryDirectory();
  if (/^(diff|push)$/.test(args[1] ?? "")) await pull(hunt, args[0]!, args[2]!, cwd);
  const stdin = line.includes(" < ") ? "secret" : "";

  const confirmation = affectsAgents ? ["--yes", "--max-affected", "1000"] : ["--yes"];
  return hunt(isConfirmed ? args : [...args, ...confirmation], { cwd, stdin });
}
