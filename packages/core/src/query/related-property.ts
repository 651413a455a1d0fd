import { models as catalog, type Model } from "@huntkit/catalog";

/**
 * Returns what to use instead of a condition on a property of a related record, such as `{agent: {hostname: "x"}}`: the
 * same property of the records themselves, and the one with the ID of the related record. Returns null if no model in the
 * catalog has the relation.
 */
export function adviseRelation(relation: string, property: string): string | null {
  const models = Object.values(catalog as unknown as Record<string, Model>);
  const related = models.filter((model) => listRelations(model).includes(relation));
  const owners = models.filter(({ fields }) => Object.hasOwn(fields, `${relation}Id`));
  if (related.length === 0 && owners.length === 0) return null;
  const names = [
    ...(owners.some(({ fields }) => Object.hasOwn(fields, property)) ? [property] : []),
    ...(owners.length > 0 ? [`${relation}Id`] : []),
  ];
  const advice =
    names.length === 0 ? "" : ` Use a property of the records themselves, such as ${names.join(" or ")}.`;
  return `HUNT does not support conditions on related records.${advice}`;
}

function listRelations({ fields, hasMany = {} }: Model): string[] {
  const references = Object.values(fields).map(({ relation }) => relation);
  return [...references.filter((relation) => relation !== undefined), ...Object.keys(hasMany)];
}
