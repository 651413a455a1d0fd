import { defineCommand } from "../../../program/definition.js";
import { requiredArgument, booleanFlag } from "../../../program/flags.js";
import { extensions, readSources, rules, type SourceKind } from "../source-kinds.js";
import { planFlags, toPlanJson, planSchema } from "../plan.js";

/** Defines `hunt extension diff` or `hunt rule diff`. */
function diffCommand(kind: SourceKind) {
  const { one, many, files, at } = kind;
  return defineCommand({
    description: `Compare ${one} files with HUNT, and show what \`hunt ${one} push\` would do: which ${many} are new, which differ and how, and which conflict.

The directory contains ${files}. Subdirectories are included, except \`draft\`, \`examples\`, and \`tests\`.`,
    arguments: { path: requiredArgument("Directory or file to compare", { isFile: true }) },
    options: { ...planFlags, exitCode: booleanFlag("Exit with code 3 if there are differences") },
    examples: [
      { line: `hunt ${one} diff ${many}/`, does: `Show how the ${many} of a directory differ from HUNT` },
      {
        line: `hunt ${one} diff ${many}/ --exit-code`,
        does: "Fail a pipeline if someone changed them in HUNT",
      },
    ],
    schema: planSchema,
    exitCodes: [3],
    async run({ args, options, getClient, out, signal }) {
      const sources = await readSources(kind, args.path);
      const plan = await at(await getClient()).diff(sources, {
        force: options.force,
        activate: options.activate || undefined,
        signal,
      });
      const { formatPlan } = await import("../plan-text.js");
      await out.data(toPlanJson(plan), () => formatPlan(plan, out.colors));
      const differs = [plan.create, plan.update, plan.conflicts].some((some) => some.length > 0);
      return options.exitCode && differs ? 3 : 0;
    },
  });
}

/** `hunt extension diff`. */
export const extensionDiff = diffCommand(extensions);

/** `hunt rule diff`. */
export const ruleDiff = diffCommand(rules);
