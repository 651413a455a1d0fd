import { escapeForTerminal } from "@huntkit/core/escape";
import { targets } from "@huntkit/catalog";
import { toLine } from "../../../output/escape.js";
import type { Rows, HuntClient } from "@huntkit/core";
import { findByName } from "../../../lists/find-by-name.js";
import { defineCommand } from "../../../program/definition.js";
import { CommandError, UsageError } from "../../../program/errors.js";
import { requiredArgument, stringFlag } from "../../../program/flags.js";
import { findReference, resolveReference } from "../../record/references.js";
import { requireFreeName } from "../find-target.js";
import { targetSchema } from "../target-table.js";

const organization = findReference("organizationId", targets.fields["organizationId"])!;

export default defineCommand({
  description:
    "Create a target group, and print its ID. If the instance has more than one controller group, " +
    "`--controller-group` is required.",
  arguments: { name: requiredArgument("Name of the target group. It must be unique in its organization") },
  options: {
    controllerGroup: stringFlag("name", "Controller group of the target group, by name or ID"),
    organization: stringFlag("name", "Organization of the target group, by name or ID"),
  },
  examples: [
    { line: "hunt target create 'Lyon laptops'", does: "Create a target group" },
    {
      line: "hunt target create Kiosks --organization 'Lakeside Foods'",
      does: "Create a target group of an organization",
    },
  ],
  schema: targetSchema,
  async run({ args, options, getClient, out, signal }) {
    const name = args.name.trim();
    if (name === "")
      throw new UsageError("The value of <name> is empty.", "Set the name of the target group.");
    const client = await getClient();
    const organizationId =
      options.organization && (await resolveReference(client, organization, options.organization, signal));
    await requireFreeName(client, { name, organizationId }, signal);
    const controllerGroup = await chooseControllerGroup(client, options.controllerGroup, signal);
    const target = await client.targets.create(
      {
        name,
        controllerGroupId: controllerGroup.id,
        ...(organizationId !== undefined && { organizationId }),
      },
      { signal },
    );
    await out.data(target, ({ id }) => toLine(id));
    out.note(
      `✓ Created target group ${name} in controller group ${controllerGroup.name ?? controllerGroup.id}.`,
    );
  },
});

/**
 * Returns the controller group for a new target group.
 *
 * @param name name or ID. Default: the only controller group.
 * @throws {UsageError} if there is more than one, and none is named
 * @throws {CommandError} if there is none, or none with that name
 */
export async function chooseControllerGroup(
  { controllerGroups }: HuntClient,
  name: string | undefined,
  signal: AbortSignal,
): Promise<Rows.ControllerGroup> {
  if (name !== undefined) {
    const advice = "Run `hunt controller-group list` to list all controller groups.";
    return findByName(controllerGroups, name, { kind: "controller group", advice }, signal);
  }
  const [only, ...others] = await controllerGroups.list({ order: "name" }, { signal }).toArray({ max: 20 });
  if (only === undefined)
    throw new CommandError(
      "No controller groups found. A target group requires a controller group.",
      "Create a controller group in the HUNT console.",
    );
  if (others.length > 0)
    throw new UsageError(
      "Missing required flag --controller-group, because there is more than one controller group.",
      `Use one of these: ${[only, ...others].map((each) => `"${escapeForTerminal(each.name ?? each.id)}"`).join(", ")}.`,
    );
  return only;
}
