import type { Clock, Collection, Row, Where } from "@huntkit/core";
import { Question, whileWanted } from "./question.js";
import { keyOf, rowsBy } from "./rows-by.js";
import { Snapshot } from "./snapshot.js";

/** How long the values may be that one query names, as they stand in its address: 100 UUIDs. Servers take addresses of 8 kB and more. */
const mostCharacters = 4_500;

/** Rows a page; the vendor's limit. */
const pageRows = 1_000;

/** The vendor asks to spare the database beyond so many rows a query. */
const mostRows = 150_000;

/** How many queries are made before it is worth asking how large the model is. */
const fewQueries = 3;

/** Milliseconds for which a snapshot is believed. */
const maxAgeMs = 60_000;

/**
 * Reads of one model's rows. Those that arrive together become one query, and while it is under way, others gather for the next.
 *
 * Terraform asks for ten at a time only, so a refresh of a thousand objects would still be a hundred queries. Therefore, once
 * as many queries were made as the whole model has pages, the whole model is read, and what follows is answered from that: at
 * worst twice the requests of whoever knew beforehand what would be asked (the "ski rental" rule). A snapshot is never the
 * last word on a row that is missing in it, and it ends with its age and with any write to the model.
 */
export class Reading<T extends Row> {
  readonly #collection: Collection<T>;
  readonly #clock: Clock;
  #waiting: Question<T>[] = [];
  #isWorking = false;
  #snapshot: Snapshot<T> | undefined;
  /** Queries since the last snapshot ended. */
  #queries = 0;
  /** What a snapshot costs, in requests; unknown until it is asked for. */
  #pages: number | undefined;
  #writes = 0;

  constructor(collection: Collection<T>, clock: Clock) {
    this.#collection = collection;
    this.#clock = clock;
  }

  /**
   * The rows whose property has this value; none where there is no such row.
   *
   * @throws {HuntError} as the collection's `list` does
   * @throws the signal's reason when that aborts
   */
  find(property: string, value: string, signal?: AbortSignal): Promise<T[]> {
    const question = new Question<T>(property, value, signal);
    this.#waiting.push(question);
    if (!this.#isWorking) {
      this.#isWorking = true;
      setImmediate(() => void this.#work());
    }
    return question.answer;
  }

  /** Says that a row may have changed, so that nothing which was read before holds any more. */
  wrote(): void {
    this.#writes++;
    this.#forget();
  }

  /** Answers until nobody waits any more. Every failure reaches those who wait for the query that failed. */
  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      this.#waiting = this.#waiting.filter(({ signal }) => !signal?.aborted);
      if (!this.#snapshot?.isFresh(this.#clock.now(), maxAgeMs)) {
        if (this.#snapshot) this.#forget();
        await this.#considerSnapshot();
      }
      this.#waiting = this.#waiting.filter((question) => !this.#answerFromSnapshot(question));
      const [first] = this.#waiting;
      if (first) await this.#query(this.#take(first.property));
    }
    this.#isWorking = false;
  }

  #answerFromSnapshot(question: Question<T>): boolean {
    const rows = this.#snapshot?.find(question.property, question.value) ?? [];
    if (rows.length > 0) question.resolve(rows);
    return rows.length > 0;
  }

  /** Takes those out of the line that go into one query. */
  #take(property: string): Question<T>[] {
    const values = new Set<string>();
    let room = mostCharacters;
    const taken = this.#waiting.filter(({ property: asked, value }) => {
      if (asked !== property || values.has(value)) return asked === property;
      room -= encodeURIComponent(`${JSON.stringify(value)},`).length;
      return (room >= 0 || values.size === 0) && values.add(value).size > 0;
    });
    this.#waiting = this.#waiting.filter((question) => !taken.includes(question));
    return taken;
  }

  async #query(questions: readonly Question<T>[]): Promise<void> {
    const property = questions[0]!.property;
    const where = { [property]: { inq: [...new Set(questions.map(({ value }) => value))] } } as Where<T>;
    const { signal, release } = whileWanted(questions);
    this.#queries++;
    try {
      const found = rowsBy(await this.#collection.list({ where }, { signal }).toArray(), property);
      for (const question of questions) question.resolve(found.get(keyOf(question.value)) ?? []);
    } catch (error) {
      for (const question of questions) question.reject(error);
    } finally {
      release();
    }
  }

  /** A snapshot is a saving and no more: where it cannot be had, queries go on, and theirs are the errors that count. */
  async #considerSnapshot(): Promise<void> {
    if (this.#waiting.length === 0 || this.#queries < Math.max(fewQueries, this.#pages ?? 0)) return;
    const { signal, release } = whileWanted(this.#waiting);
    const writes = this.#writes;
    try {
      this.#pages ??= pagesOf(await this.#collection.count(undefined, { signal }));
      if (this.#queries < this.#pages) return;
      const takenAt = this.#clock.now();
      const rows = await this.#collection.list({}, { signal, maxRows: mostRows }).toArray();
      if (writes === this.#writes) this.#snapshot = new Snapshot(rows, takenAt);
    } catch {
      this.#pages = Infinity;
    } finally {
      release();
    }
  }

  #forget(): void {
    this.#snapshot = undefined;
    this.#queries = 0;
    this.#pages = undefined;
  }
}

function pagesOf(rows: number): number {
  return rows > mostRows ? Infinity : Math.ceil((rows + 1) / pageRows);
}
