/** A property that was read, but that no record at this path has. */
export interface UnknownProperty {
  readonly property: string;
  /** Properties that the records have. */
  readonly known: readonly string[];
}

/** Observes which properties of records are read. */
export interface RecordObserver {
  /** The data to read from. */
  readonly data: unknown;
  /** Returns the properties that were read, but that no record has. */
  findUnknown(): UnknownProperty[];
  /** Returns the original of a value that was read. */
  unwrap(value: unknown): unknown;
}

/** The records at one path of the data, such as the agents that a list of alerts includes. */
interface Place {
  readonly records: object[];
  readonly missing: Set<string>;
}

/**
 * Creates an observer of a response. The items of a list are records, and so is every object with an ID. Of
 * other objects, the properties are not known.
 */
export function createRecordObserver(data: unknown): RecordObserver {
  const places = new Map<string, Place>();
  const originals = new WeakMap<object, object>();

  function wrap(value: unknown, path: string, isItem = false): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
      const items = value.map((item: unknown) => wrap(item, path, isItem));
      originals.set(items, value);
      return items;
    }
    const place = isItem || Object.hasOwn(value, "id") ? findPlace(path) : undefined;
    place?.records.push(value);
    const proxy = new Proxy(value, {
      get(target, key) {
        const property = Reflect.get(target, key) as unknown;
        if (typeof key !== "string") return property;
        if (!Object.hasOwn(target, key)) place?.missing.add(key);
        return wrap(property, `${path}.${key}`);
      },
    });
    originals.set(proxy, value);
    return proxy;
  }

  function findPlace(path: string): Place {
    const place = places.get(path) ?? { records: [], missing: new Set() };
    places.set(path, place);
    return place;
  }

  function unwrap(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    const original = originals.get(value);
    if (original) return original;
    if (Array.isArray(value)) return value.map(unwrap);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, unwrap(each)]));
  }

  return {
    data: wrap(data, "", Array.isArray(data)),
    findUnknown: () =>
      [...places.values()].flatMap(({ records, missing }) => {
        if (missing.size === 0) return [];
        const known = [...new Set(records.flatMap(Object.keys))];
        return [...missing]
          .filter((property) => !known.includes(property))
          .map((property) => ({ property, known }));
      }),
    unwrap,
  };
}
