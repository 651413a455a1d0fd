import { models, type Model, type Row } from "@huntkit/core";
import { escapeToSingleLine } from "@huntkit/core/escape";
import type { AddError } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import { toNounWithArticle } from "../model/names.js";

/** The models whose IDs the attributes of an assignment contain. */
const referenced: Readonly<Record<string, Model<Row>>> = {
  policy_id: models.policies,
  device_group_id: models.deviceGroups,
  organization_id: models.organizations,
  location_id: models.locations,
};

/** What a plan of an assignment provides. */
interface PlannedReferences {
  readonly prior: Readonly<Record<string, unknown>> | null;
  readonly planned: Readonly<Record<string, unknown>>;
  readonly client: Connection | undefined;
  readonly signal: AbortSignal;
  readonly addError: AddError;
}

/**
 * Reports the IDs of a plan that no object has. HUNT would fail with an error that does not name them. IDs
 * that are known only after apply, and those that do not change, are not looked up.
 */
export async function checkReferences({
  prior,
  planned,
  client,
  signal,
  addError,
}: PlannedReferences): Promise<void> {
  if (client === undefined) return;
  const changed = Object.entries(referenced).flatMap(([name, model]) => {
    const id = planned[name];
    return typeof id === "string" && id !== prior?.[name] ? [{ name, model, id }] : [];
  });
  // All plans share a signal, and each read listens to it: Node.js warns of more than ten listeners.
  const ownSignal = AbortSignal.any([signal]);
  await Promise.all(
    changed.map(async ({ name, model, id }) => {
      const [row] = await client.reads.forModel(model).find("id", id, ownSignal);
      if (row) return;
      const type = `hunt_${name.replace(/_id$/, "")}`;
      const noun = toNounWithArticle(type);
      addError(
        [name],
        `No matching ${noun.replace(/^an? /, "")} found`,
        `It must be the ID of ${noun} of this HUNT instance, and none has the ID "${escapeToSingleLine(id)}", or the ` +
          `token's user is not allowed to see it. To look it up by its name, use the data source ${type}.`,
      );
    }),
  );
}
