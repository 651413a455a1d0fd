import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { root } from "./repository.js";

/** A task in the plan of turbo. */
interface Task {
  readonly taskId: string;
  readonly task: string;
  readonly command: string;
  readonly dependencies: readonly string[];
}

/** Returns the fast tests that run again if the build of a package changes. */
function listRerunTests(name: string): string[] {
  const output = execFileSync("pnpm", ["exec", "turbo", "run", "test", "--dry=json"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  const { tasks } = JSON.parse(output) as { tasks: readonly Task[] };
  const byId = new Map(tasks.map((task) => [task.taskId, task]));
  const needs = (id: string): boolean =>
    id === `${name}#build` || (byId.get(id)?.dependencies.some((dependency) => needs(dependency)) ?? false);
  return tasks
    .filter(({ task, command }) => task === "test" && command !== "<NONEXISTENT>")
    .map(({ taskId }) => taskId)
    .filter((id) => needs(id));
}

it.each(["@huntkit/action", "@huntkit/cli", "@huntkit/provider"])(
  "a change in the source of an app runs only the fast tests of this app again: %s",
  (name) => {
    expect(listRerunTests(name)).toEqual([`${name}#test`]);
  },
);
