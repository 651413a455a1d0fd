import * as catalog from "@huntkit/catalog";
import { type Attributes, defineDataSource, list, string } from "@huntkit/terraform-plugin";
import type { Connection } from "../connection.js";
import { computedAttributes } from "../model/catalog-attributes.js";
import { toSnakeCase } from "../model/names.js";
import { requireReference } from "../model/validators.js";
import { checkHolder, openHolder, toHolder } from "../policy-assignment/holder.js";

const attributes = {
  organization_id: string({
    optional: true,
    description: "ID of the organization.",
    validate: [requireReference("hunt_organization")],
  }),
  location_id: string({
    optional: true,
    description: "ID of the location. The list includes the policies that it inherits from its organization.",
    validate: [requireReference("hunt_location")],
  }),
  policy_assignments: list(
    { attributes: computedAttributes(catalog.policyAssignment) },
    { computed: true, description: "The assignments." },
  ),
} satisfies Attributes;

/** The data source `hunt_policy_assignments`. */
export const policyAssignments = defineDataSource<Connection, typeof attributes>({
  name: "hunt_policy_assignments",
  description:
    "Lists the policies that are assigned to an organization or a location. Exactly one is required.",
  attributes,
  validate: checkHolder,
  async read({ organization_id, location_id }, { client: { client }, signal }) {
    const holder = toHolder({ organization_id, location_id });
    const rows = await openHolder(client, holder).policyAssignments(holder.id, { signal });
    const properties = Object.keys(catalog.policyAssignment.fields) as (keyof catalog.PolicyAssignment)[];
    const policy_assignments = rows.map((row) =>
      Object.fromEntries(properties.map((property) => [toSnakeCase(property), row[property] ?? null])),
    );
    return { organization_id, location_id, policy_assignments };
  },
});
