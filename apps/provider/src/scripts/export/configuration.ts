import { isDeepStrictEqual } from "node:util";
import { huntkitVersion } from "@huntkit/core";
import type { Attribute, Attributes } from "@huntkit/terraform-plugin";
import { formatRequirement } from "../../address.js";
import type { NewFile } from "../write-files.js";
import { formatBlock, Expression, type Line, type Operand } from "./hcl.js";
import { toAddress, type Named } from "./names.js";

/** The file extensions of attributes with their own file type. */
const extensions: Record<string, string> = { "hunt_extension.body": "lua" };

/**
 * Formats the configuration: one file per type, one with import blocks, and one for each multi-line string.
 */
export function formatConfiguration(objects: readonly Named[]): NewFile[] {
  const writer = new Writer(objects);
  const types = [...new Set(objects.map(({ type }) => type))];
  const resources = types.map((type) => ({
    path: `${type}.tf`,
    content: objects
      .filter((each) => each.type === type)
      .map((each) => writer.resource(each))
      .join("\n"),
  }));
  return [
    {
      path: "provider.tf",
      content: `${formatRequirement(huntkitVersion)}\n# Set HUNT_INSTANCE to your HUNT instance, and HUNT_TOKEN to an API token.\n${formatBlock("provider", ["hunt"], [])}`,
    },
    ...resources,
    {
      path: "imports.tf",
      content: formatImportBlocks(objects.map((each) => ({ address: toAddress(each), id: each.importId }))),
    },
    ...writer.files,
  ];
}

/** Formats an import block for each object. They can be deleted after the first apply. */
export function formatImportBlocks(objects: readonly { address: string; id: string }[]): string {
  const blocks = objects.map(({ address, id }) =>
    formatBlock(
      "import",
      [],
      [
        { name: "to", value: new Expression(address) },
        { name: "id", value: id },
      ],
    ),
  );
  return `# Delete this file after the first apply.\n\n${blocks.join("\n")}`;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Returns the arguments that are necessary for an empty plan. Values that equal the default are omitted. The
 * objects that users set are blocks.
 */
function listArguments(attributes: Attributes, values: Values): [name: string, Attribute, value: unknown][] {
  return Object.entries(attributes)
    .filter(([name, attribute]) => {
      const { required, optional, default: usual } = attribute;
      return (
        (required || optional) &&
        !isSecret(attribute) &&
        (values[name] ?? null) !== null &&
        (required || !isDeepStrictEqual(values[name], usual))
      );
    })
    .map(([name, attribute]) => [name, attribute, values[name]]);
}

/** Returns the arguments of an exported object as in JSON. */
export function toArguments(attributes: Attributes, values: Values): Record<string, unknown> {
  const entries = listArguments(attributes, values).map(([name, { nested }, value]) => [
    name,
    nested ? toArguments(nested.attributes, value as Values) : value,
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

class Writer {
  readonly files: NewFile[] = [];
  readonly #addresses: ReadonlyMap<unknown, string>;

  constructor(objects: readonly Named[]) {
    this.#addresses = new Map(objects.map((each) => [each.id, toAddress(each)]));
  }

  resource(object: Named): string {
    const secrets = Object.entries(object.attributes).filter(([, attribute]) => isSecret(attribute));
    const comments: Line[] = secrets.map(([name]) => ({
      comment: `${name} is secret, so it is not exported. HUNT keeps its current value until you set a new one.`,
    }));
    return formatBlock(
      "resource",
      [object.type, object.name],
      [...this.#lines(object.attributes, object.state, object), ...comments],
    );
  }

  #lines(attributes: Attributes, values: Values, object: Named): Line[] {
    return listArguments(attributes, values).map(([name, { nested }, value]) =>
      nested
        ? { block: name, lines: this.#lines(nested.attributes, value as Values, object) }
        : { name, value: this.#operand(name, value as Operand, object) },
    );
  }

  #operand(name: string, value: Operand, object: Named): Operand {
    if (/_ids?$/.test(name))
      return Array.isArray(value)
        ? value.map((id: Operand) => this.#reference(id, object))
        : this.#reference(value, object);
    return typeof value === "string" && value.includes("\n") ? this.#file(name, value, object) : value;
  }

  #reference(id: Operand, object: Named): Operand {
    const address = this.#addresses.get(id);
    return address === undefined || id === object.id ? id : new Expression(`${address}.id`);
  }

  #file(attribute: string, content: string, { type, name }: Named): Expression {
    const extension = extensions[`${type}.${attribute}`];
    const path = `${type}/${name}${extension === undefined ? `.${attribute}.txt` : `.${extension}`}`;
    this.files.push({ path, content });
    // The names of types, resources, and attributes are identifiers.
    return new Expression(`file("\${path.module}/${path}")`);
  }
}

const isSecret = ({ sensitive, writeOnly }: Attribute): boolean => sensitive || writeOnly;
