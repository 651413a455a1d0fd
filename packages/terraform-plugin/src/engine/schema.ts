import { toObjectType, parseType, type CtyType } from "../cty/type.js";
import type { Nesting } from "../framework/attribute.js";
import { isMessage, readString } from "../framework/wire.js";

/** An attribute according to the provider's schema. */
export interface SchemaAttribute {
  type: CtyType;
  nested: NestedSchema | null;
  description: string;
  required: boolean;
  optional: boolean;
  computed: boolean;
  sensitive: boolean;
  writeOnly: boolean;
  /** What to use instead. Null if the attribute is not deprecated. */
  deprecated: string | null;
}

/** The objects inside an attribute or a block. */
export interface NestedSchema {
  nesting: Nesting;
  attributes: SchemaAttributes;
  /** Whether configurations write it as a block. Default: false. */
  block?: boolean;
}

export type SchemaAttributes = Readonly<Record<string, SchemaAttribute>>;

/** A schema according to the provider. */
export interface BlockSchema {
  version: number;
  description: string;
  attributes: SchemaAttributes;
  /** The type of the whole object. */
  type: CtyType;
}

/** Everything that a provider offers. */
export interface ProviderSchema {
  provider: BlockSchema;
  resources: Readonly<Record<string, BlockSchema>>;
  dataSources: Readonly<Record<string, BlockSchema>>;
  ephemerals: Readonly<Record<string, BlockSchema>>;
  functions: Readonly<Record<string, FunctionSignature>>;
  /** What identifies an object, by the names of resources. */
  identities: Readonly<Record<string, IdentitySchema>>;
}

/** What identifies the objects of a resource, according to the provider. */
export interface IdentitySchema {
  version: number;
  attributes: Readonly<Record<string, IdentityAttribute>>;
  /** The type of the whole identity. */
  type: CtyType;
}

export interface IdentityAttribute {
  type: CtyType;
  description: string;
  /** Whether an import requires it. Otherwise it is optional. */
  required: boolean;
}

/** A function according to the provider. */
export interface FunctionSignature {
  summary: string;
  description: string;
  parameters: readonly ParameterSignature[];
  variadic: ParameterSignature | null;
  returns: CtyType;
}

export interface ParameterSignature {
  name: string;
  type: CtyType;
  description: string;
  allowNull: boolean;
}

const nestings: readonly Nesting[] = ["single", "list", "set", "map"];

/** Reads the responses to `GetProviderSchema` and `GetResourceIdentitySchemas`. */
export function readProviderSchema(
  answer: Record<string, unknown>,
  { identity_schemas: identities }: Record<string, unknown> = {},
): ProviderSchema {
  return {
    provider: readSchema(answer["provider"]),
    resources: mapFields(answer["resource_schemas"], readSchema),
    dataSources: mapFields(answer["data_source_schemas"], readSchema),
    ephemerals: mapFields(answer["ephemeral_resource_schemas"], readSchema),
    functions: mapFields(answer["functions"], readFunction),
    identities: mapFields(identities, readIdentitySchema),
  };
}

function readIdentitySchema(message: unknown): IdentitySchema {
  const { version, identity_attributes: list } = getFields(message);
  const entries = (Array.isArray(list) ? list : []).map((each: unknown) => {
    const { name, type, description, required_for_import: required } = getFields(each);
    const attribute = {
      type: readType(type),
      description: readString(description),
      required: required === true,
    };
    return [readString(name), attribute] as const;
  });
  const attributes = Object.fromEntries(entries);
  return { version: Number(version ?? 0), attributes, type: toObjectType(attributes) };
}

function readSchema(message: unknown): BlockSchema {
  const { version, block } = getFields(message);
  const { description } = getFields(block);
  const attributes = readBlock(block);
  return {
    version: Number(version ?? 0),
    description: readString(description),
    attributes,
    type: toObjectType(attributes),
  };
}

/** Reads the attributes and the blocks of a block. */
function readBlock(message: unknown): SchemaAttributes {
  const { attributes, block_types: blocks } = getFields(message);
  const nested = (Array.isArray(blocks) ? blocks : []).map((each: unknown) => [
    readString(getFields(each)["type_name"]),
    readNestedBlock(getFields(each)),
  ]);
  return { ...readAttributes(attributes), ...(Object.fromEntries(nested) as SchemaAttributes) };
}

function readNestedBlock({ block, nesting }: Record<string, unknown>): SchemaAttribute {
  const nested = { ...toNested(nesting, readBlock(block)), block: true };
  const { description, ...deprecation } = getFields(block);
  return {
    type: toNestedType(nested),
    nested,
    description: readString(description),
    required: false,
    optional: true,
    computed: false,
    sensitive: false,
    writeOnly: false,
    deprecated: readDeprecation(deprecation),
  };
}

function readAttributes(list: unknown): SchemaAttributes {
  return Object.fromEntries(
    (Array.isArray(list) ? list : []).map((message: unknown) => [
      readString(getFields(message)["name"]),
      readAttribute(message),
    ]),
  );
}

function readAttribute(message: unknown): SchemaAttribute {
  const attribute = getFields(message);
  const { nested_type: objects } = attribute;
  const nested = isMessage(objects)
    ? toNested(objects["nesting"], readAttributes(objects["attributes"]))
    : null;
  return {
    type: nested ? toNestedType(nested) : readType(attribute["type"]),
    nested,
    description: readString(attribute["description"]),
    required: attribute["required"] === true,
    optional: attribute["optional"] === true,
    computed: attribute["computed"] === true,
    sensitive: attribute["sensitive"] === true,
    writeOnly: attribute["write_only"] === true,
    deprecated: readDeprecation(attribute),
  };
}

function readDeprecation({ deprecated, deprecation_message: text }: Record<string, unknown>): string | null {
  return deprecated === true ? readString(text) : null;
}

function toNested(nesting: unknown, attributes: SchemaAttributes): NestedSchema {
  return { nesting: nestings[Number(nesting) - 1] ?? "single", attributes };
}

function toNestedType({ nesting, attributes }: NestedSchema): CtyType {
  return nesting === "single" ? toObjectType(attributes) : [nesting, toObjectType(attributes)];
}

function readFunction(message: unknown): FunctionSignature {
  const {
    summary,
    description,
    parameters,
    variadic_parameter: variadic,
    return: returns,
  } = getFields(message);
  return {
    summary: readString(summary),
    description: readString(description),
    parameters: Array.isArray(parameters) ? parameters.map(readParameter) : [],
    variadic: isMessage(variadic) ? readParameter(variadic) : null,
    returns: readType(getFields(returns)["type"]),
  };
}

function readParameter(message: unknown): ParameterSignature {
  const { name, type, description, allow_null_value: allowNull } = getFields(message);
  return {
    name: readString(name),
    type: readType(type),
    description: readString(description),
    allowNull: allowNull === true,
  };
}

function readType(bytes: unknown): CtyType {
  return parseType(JSON.parse(new TextDecoder().decode(bytes as Uint8Array)));
}

function mapFields<T>(message: unknown, read: (part: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(getFields(message)).map(([name, part]) => [name, read(part)]));
}

function getFields(message: unknown): Record<string, unknown> {
  return isMessage(message) ? message : {};
}
