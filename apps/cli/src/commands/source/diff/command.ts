import { defineCommand } from "../../../program/definition.js";
import { requiredArgument, booleanFlag } from "../../../program/flags.js";
import { extensions, rules, type SourceKind } from "../source-kinds.js";
import { planFlags, toPlanJson, planSchema } from "../plan.js";

/** Defines `hunt extension diff` or `hunt rule diff`. */
function diffCommand({ one, many, files, at, read }: SourceKind) {
  return defineCommand({
    description: `Shows what \`hunt ${one} push\` would do: which ${many} of a folder are new to HUNT, which differ and in what, and which need a decision first.

The folder holds ${files}, also in folders below it, but for \`draft\`, \`examples\` and \`tests\`.`,
    arguments: { path: requiredArgument("The folder, or a single file", { isFile: true }) },
    options: { ...planFlags, exitCode: booleanFlag("End with 1 where anything differs: for pipelines") },
    examples: [
      { line: `hunt ${one} diff ${many}/`, does: "See what differs" },
      {
        line: `hunt ${one} diff ${many}/ --exit-code`,
        does: "Let a nightly pipeline tell that somebody changed HUNT by hand",
      },
    ],
    schema: planSchema,
    async run({ args, options, getClient, out, signal }) {
      const sources = await read(args.path);
      const plan = await at(await getClient()).diff(sources, {
        force: options.force,
        activate: options.activate || undefined,
        signal,
      });
      const { formatPlan } = await import("../plan-text.js");
      await out.data(toPlanJson(plan), () => formatPlan(plan, out.colors));
      if (sources.length === 0) out.note(`${args.path}: there are no ${many} in it.`);
      const differs = [plan.create, plan.update, plan.conflicts].some((some) => some.length > 0);
      return options.exitCode && differs ? 1 : 0;
    },
  });
}

/** `hunt extension diff`. */
export const extensionDiff = diffCommand(extensions);

/** `hunt rule diff`. */
export const ruleDiff = diffCommand(rules);
