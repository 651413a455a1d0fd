import type { Fields, Model } from "@huntkit/catalog";
import { expect, it } from "vitest";
import { computedAttributes, settableAttributes } from "../../src/hunt/model/catalog-attributes.js";

const fields = {
  id: { type: "string", description: "ID." },
  name: { type: "string", required: true, writable: true, description: "Name." },
  color: { type: "string", writable: true, default: "red", values: ["red", "blue"], description: "Color." },
  organizationId: { type: "string", writable: true, reference: "Organization", description: "Organization." },
  hostCount: { type: "number", description: "Number of hosts." },
  password: { type: "string", writable: true, hidden: true, description: "Password." },
  data: { type: "object", writable: true, description: "Details." },
} as const satisfies Fields;

const model: Model<unknown, typeof fields> = {
  name: "Thing",
  route: "things",
  known: "assumed",
  description: "A thing.",
  fields,
};

it("settableAttributes returns an attribute for each field that clients can set, except hidden ones and objects", () => {
  expect(Object.keys(settableAttributes(model))).toEqual(["name", "color", "organization_id"]);
});

it("settableAttributes uses the role, the allowed values, and the default of the field", () => {
  const { name, color } = settableAttributes(model);

  expect(name.required).toBe(true);
  expect(color).toMatchObject({ optional: true, computed: true, default: "red", oneOf: ["red", "blue"] });
  expect(color.description).toBe("Color. One of `red`, `blue`. Default: `red`.");
});

it("settableAttributes rejects blank required strings, and references that are not IDs", () => {
  const { name, organization_id: organization } = settableAttributes(model);

  expect(name.validators[0]!(" ", [])).toContain("It must not be empty.");
  expect(organization.validators[0]!("Lab", [])).toContain("Use hunt_organization.x.id");
});

it("settableAttributes applies overrides, and omits attributes", () => {
  const attributes = settableAttributes(model, { name: { computed: true, description: "From the file." } }, [
    "color",
  ]);

  expect(Object.keys(attributes)).toEqual(["name", "organization_id"]);
  expect(attributes.name).toMatchObject({ required: false, computed: true, description: "From the file." });
});

it("computedAttributes returns a computed attribute for each field that HUNT returns, except the ID", () => {
  const attributes = computedAttributes(model, ["color"]);

  expect(Object.keys(attributes)).toEqual(["name", "organization_id", "host_count"]);
  expect(attributes["host_count"]).toMatchObject({ type: "number", computed: true, required: false });
});
