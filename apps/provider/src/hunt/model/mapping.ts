import { isDeepStrictEqual } from "node:util";
import type { Row } from "@huntkit/core";
import {
  isNumberString,
  isUnknown,
  parseNumber,
  type Attribute,
  type Attributes,
} from "@huntkit/terraform-plugin";
import { common, type AnyDefinition, type AnyState } from "./definition.js";

/** The part of a definition that a mapping requires. A listing, which manages nothing, has only this part. */
export type MappedDefinition = Pick<
  AnyDefinition,
  "name" | "plural" | "attributes" | "properties" | "localAttributes" | "details" | "fromRow"
>;

/** An attribute and where its value comes from. */
interface MappedAttribute {
  name: string;
  attribute: Attribute;
  /** The property of the row that holds the value. */
  property: string;
  /**
   * HUNT keeps the value. Otherwise only Terraform does: a write-only attribute, or one of `localAttributes`.
   */
  isRemote: boolean;
  /** The value costs a request of its own, so a row does not contain it. */
  isDetail: boolean;
}

/**
 * Maps the attributes of one Terraform type to the properties of HUNT's rows, in both directions. The
 * resource and both data sources of a definition use the same mapping.
 */
export class ModelMapping<D extends MappedDefinition = AnyDefinition> {
  readonly definition: D;
  /** All attributes, the common ones first. */
  readonly attributes: Attributes;
  /** The attributes whose values HUNT returns: everything except those that only Terraform keeps. */
  readonly remoteAttributes: Attributes;
  /**
   * The remote attributes that a list of rows contains: everything except those that cost a request for each
   * row.
   */
  readonly listedAttributes: Attributes;
  /** The names of the attributes that users set and HUNT keeps. */
  readonly settable: readonly string[];
  readonly #stored: readonly MappedAttribute[];
  readonly #remote: readonly MappedAttribute[];
  readonly #listed: readonly MappedAttribute[];
  readonly #properties: ReadonlyMap<string, string>;
  readonly #names: ReadonlyMap<string, string>;

  constructor(definition: D) {
    this.definition = definition;
    this.attributes = { ...common, ...definition.attributes };
    const mapped = Object.entries(this.attributes).map(([name, attribute]) => ({
      name,
      attribute,
      property: definition.properties?.[name] ?? toCamelCase(name),
      isRemote: !attribute.writeOnly && !definition.localAttributes?.includes(name),
      isDetail: definition.details?.names.includes(name) ?? false,
    }));
    this.#stored = mapped.filter(({ attribute }) => !attribute.writeOnly);
    this.#remote = mapped.filter(({ isRemote }) => isRemote);
    this.#listed = this.#remote.filter(({ isDetail }) => !isDetail);
    this.#properties = new Map(mapped.map(({ name, property }) => [name, property]));
    this.#names = new Map(mapped.map(({ name, property }) => [property, name]));
    this.remoteAttributes = toAttributes(this.#remote);
    this.listedAttributes = toAttributes(this.#listed);
    this.settable = this.#remote
      .filter(({ attribute: { required, optional } }) => required || optional)
      .map(({ name }) => name);
  }

  /** Returns the row's property for an attribute of this type. */
  propertyOf(name: string): string {
    return this.#properties.get(name)!;
  }

  /** Returns the attribute of this type for a property of the row, if there is one. */
  readonly attributeOf = (property: string): string | undefined => this.#names.get(property);

  /**
   * Returns the state of an object, as far as its row contains it. A property that the row does not contain
   * keeps its known value, because HUNT does not document which properties it omits. A property that is null
   * gets the default of its attribute.
   *
   * @param known the prior state, or the planned state. Empty if nothing is known.
   */
  toState(row: Row, known: AnyState): AnyState {
    return this.#convert(row, this.#stored, known);
  }

  /**
   * Returns the planned values of the attributes that a write does not change, and that HUNT can change at
   * any time. Terraform requires that an apply returns the planned values, so a different value appears with
   * the next refresh.
   */
  keepPlanned(planned: AnyState): AnyState {
    const kept = Object.entries(this.attributes).filter(
      ([name, { computed, optional, useStateForUnknown }]) =>
        computed && !optional && useStateForUnknown && !isUnknown(planned[name]),
    );
    return Object.fromEntries(kept.map(([name]) => [name, planned[name]]));
  }

  /** Returns the remote attributes of a row, without the details: they cost a request of their own. */
  toRemoteState(row: Row): AnyState {
    return this.#convert(row, this.#remote, {});
  }

  /** Returns the listed attributes of a row. */
  toListedState(row: Row): AnyState {
    return this.#convert(row, this.#listed, {});
  }

  /**
   * Returns the data to send for a planned state.
   *
   * @param prior the prior state. Null for a new object: all values that are not null are then returned,
   *   otherwise those that changed.
   */
  toData(planned: AnyState, prior: AnyState | null): Record<string, unknown> {
    const changed = this.settable.filter(
      (name) => !isUnknown(planned[name]) && !isDeepStrictEqual(planned[name] ?? null, prior?.[name] ?? null),
    );
    return Object.fromEntries(changed.map((name) => [this.propertyOf(name), planned[name] ?? null]));
  }

  #convert(row: Row, mapped: readonly MappedAttribute[], known: AnyState): AnyState {
    const computed: AnyState = { ...this.definition.fromRow?.(row) };
    const properties = row as unknown as AnyState;
    const state: AnyState = {};
    for (const { name, attribute, property, isRemote, isDetail } of mapped) {
      let value: unknown;
      if (Object.hasOwn(computed, name)) value = computed[name];
      else if (isRemote && !isDetail) value = properties[property];
      if (value === undefined && !isUnknown(known[name])) value = known[name];
      state[name] = toAttributeValue(value, attribute) ?? attribute.default;
    }
    return state;
  }
}

/** Returns `controllerGroupId` for `controller_group_id`. */
function toCamelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function toAttributes(mapped: readonly MappedAttribute[]): Attributes {
  return Object.fromEntries(mapped.map(({ name, attribute }) => [name, attribute]));
}

/**
 * HUNT returns some numbers as strings (bigint columns), and values of variables, which are strings here, as
 * numbers.
 */
function toAttributeValue(value: unknown, { type }: Attribute): unknown {
  if (value === null || value === undefined) return null;
  if (type === "string" && typeof value !== "string")
    return typeof value === "number" || typeof value === "boolean" ? String(value) : JSON.stringify(value);
  if (type === "number" && typeof value === "string" && isNumberString(value)) return parseNumber(value);
  return value;
}
