import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type EngineWorld, findAnyEngine, type ObjectType, startEngineWorld } from "../engine-world.js";
import { compare, type Result } from "../pairs.js";
import { createOwnRow, type MeasureOptions, type Row, skip } from "./row.js";

/** Number of objects in the two plans. Their difference is the cost of the objects, without that of starting. */
const [few, many] = [10, 1_000];

/** The cost of a plan of existing objects without changes. */
export const plans: readonly Row[] = [
  createOwnRow({
    name: "plan-requests",
    title: "terraform plan of 1,000 target groups, vs. 10: requests",
    unit: "requests",
    target: 5,
    measure: (options) =>
      measureInWorld("plan-requests", options, async (world, [low, high]) => {
        const planFew = await applyAndPlan(world, "hunt_target_group", low);
        const planMany = await applyAndPlan(world, "hunt_target_group", high);
        return compare(
          async () => (await planMany()).requests,
          async () => (await planFew()).requests,
          1,
          0,
        );
      }),
  }),
  createOwnRow({
    name: "plan",
    title: "terraform plan of 1,000 target groups minus 10, vs. terraform_data: wall",
    unit: "ms",
    target: 2,
    measure: (options) =>
      measureInWorld("plan", options, async (world, [low, high]) => {
        const difference = async (type: ObjectType) => {
          const planFew = await applyAndPlan(world, type, low);
          const planMany = await applyAndPlan(world, type, high);
          return async () => (await planMany()).ms - (await planFew()).ms;
        };
        const { quick } = options;
        return compare(
          await difference("hunt_target_group"),
          await difference("terraform_data"),
          quick ? 1 : 5,
          quick ? 0 : 1,
        );
      }),
  }),
];

/** Measures with an engine. Returns undefined if none is installed. */
async function measureInWorld(
  row: string,
  { quick }: MeasureOptions,
  measure: (world: EngineWorld, counts: readonly [number, number]) => Promise<Result>,
): Promise<Result | undefined> {
  const engine = findAnyEngine();
  if (engine === undefined) return skip(row, "neither Terraform nor OpenTofu is installed.");
  const world = await startEngineWorld(engine);
  try {
    return await measure(world, quick ? [1, 40] : [few, many]);
  } finally {
    world.stop();
  }
}

/** Creates objects, and returns a function that plans them. It throws if the plan has changes. */
async function applyAndPlan(world: EngineWorld, type: ObjectType, size: number) {
  const run = ({ command: [file, ...args], cwd, env }: ReturnType<EngineWorld["command"]>) =>
    promisify(execFile)(file, args, { cwd, env, maxBuffer: 1 << 28 });
  await run(world.command("apply", type, size));
  return async () => {
    await world.clearRequests();
    const began = performance.now();
    await run(world.command("plan", type, size));
    const ms = performance.now() - began;
    return { ms, requests: await world.countRequests() };
  };
}
