import type { Clock } from "../clock.js";
import { Random } from "../random.js";
import { ChangeFeed } from "./change-feed.js";
import type { ComputeColumns, ModelDefinition, SeedContext } from "./definition.js";
import { buildSeedRow } from "./instance.js";
import { Table } from "./table.js";
import { View } from "./view.js";

const MILLISECONDS_A_DAY = 86_400_000;

const computeNothing: ComputeColumns = () => ({});

/** All tables of one sandbox. A table is seeded on its first use, which keeps the start fast. */
export class Store {
  readonly clock: Clock;
  readonly definitions: readonly ModelDefinition[];
  readonly seed: number;
  /** Seed of the values and IDs of tokens. */
  readonly tokenSeed: number;
  readonly changes = new ChangeFeed();
  readonly #tables = new Map<string, Table>();
  readonly #randoms = new Map<string, Random>();
  /** The state of each stream of random numbers after the seeds. */
  readonly #seededRandoms = new Map<string, Random>();

  constructor(definitions: readonly ModelDefinition[], seed: number, clock: Clock, tokenSeed = seed) {
    this.tokenSeed = tokenSeed;
    this.definitions = definitions;
    this.clock = clock;
    this.seed = seed;
  }

  /** Returns the table of a model, by the model's name, such as `Alert`. */
  table(model: string): Table {
    return this.#tables.get(model) ?? this.#seeded(model);
  }

  /** Returns the definition of a model, by its name. */
  definition(model: string): ModelDefinition {
    const definition = this.definitions.find(({ name }) => name === model);
    if (definition === undefined) throw new Error(`No model named '${model}' found.`);
    return definition;
  }

  /** Returns the random numbers for new IDs of a model. They continue after those of its seed. */
  random(model: string): Random {
    this.table(model);
    const random =
      this.#randoms.get(model) ?? new Random(model === "AccessToken" ? this.tokenSeed : this.seed, model);
    this.#randoms.set(model, random);
    return random;
  }

  /**
   * Restores the records of all seeds. Records that are created later have the same IDs as in a new store.
   */
  reset(): void {
    for (const table of this.#tables.values()) table.reset();
    for (const [model, random] of this.#seededRandoms) this.#randoms.set(model, random.clone());
  }

  /**
   * Returns what a seed or a task can use to create rows.
   *
   * @param now the time from which days are counted, in milliseconds since 1970
   */
  seedContext(random: Random, now: number): SeedContext {
    return {
      seed: this.seed,
      tokenSeed: this.tokenSeed,
      random,
      rows: (model) => this.table(model).seeded,
      daysAgo: (days) => new Date(now - days * MILLISECONDS_A_DAY).toISOString(),
    };
  }

  #seeded(model: string): Table {
    const definition = this.definition(model);
    const { view } = definition;
    const prepare = (): ComputeColumns => view?.prepare?.(this) ?? computeNothing;
    if (view?.base !== undefined) {
      const other = new View(definition, this.table(view.base), prepare);
      this.#tables.set(model, other);
      return other;
    }
    const stored = new Table(definition);
    const table = view === undefined ? stored : new View(definition, stored, prepare);
    this.#tables.set(model, table);
    const random = this.random(model);
    const rows = definition.seed?.(this.seedContext(random, this.clock.start)) ?? [];
    table.seed(rows.map((row) => buildSeedRow(row, random)));
    this.#seededRandoms.set(model, random.clone());
    return table;
  }
}
