import type { CtyType } from "../../src/cty/type.js";
import type { BlockSchema, SchemaAttribute, SchemaAttributes } from "../../src/engine/schema.js";
import type { Nesting } from "../../src/framework/attribute.js";

type Role = "required" | "optional" | "computed" | "optional computed";

/** Returns an attribute as in a provider's schema. */
export function attribute(
  role: Role,
  type: CtyType = "string",
  more: Partial<SchemaAttribute> = {},
): SchemaAttribute {
  const [required, optional, computed] = ["required", "optional", "computed"].map((word) =>
    role.split(" ").includes(word),
  );
  return {
    type,
    nested: null,
    description: "",
    required: required!,
    optional: optional!,
    computed: computed!,
    sensitive: false,
    writeOnly: false,
    deprecated: null,
    ...more,
  };
}

/** Returns an attribute for objects with attributes of their own. */
export function nested(role: Role, nesting: Nesting, attributes: SchemaAttributes): SchemaAttribute {
  const { type } = block(attributes);
  return attribute(role, nesting === "single" ? type : [nesting, type], { nested: { nesting, attributes } });
}

export function block(attributes: SchemaAttributes): BlockSchema {
  return {
    version: 0,
    description: "",
    attributes,
    type: ["object", Object.fromEntries(Object.entries(attributes).map(([name, { type }]) => [name, type]))],
  };
}
