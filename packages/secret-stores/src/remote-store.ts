import { isDeepStrictEqual } from "node:util";
import { ApiToken, type Clock } from "@huntkit/core";
import { isTokenFormat } from "@huntkit/core/internal";
import type { SecretStore, StoreContent, WriteResult } from "@huntkit/core/rotation";
import { ServiceError } from "./http/service-error.js";
import type { RemoteSecret, SecretContent } from "./remote-secret.js";

/** Delays before a request that is safe to send again, in milliseconds. */
const readDelaysMs = [300, 1_000];

/** Delays between attempts of a write, in milliseconds. */
const writeDelaysMs = [500, 2_000, 5_000];

type Failure = Exclude<WriteResult, { result: "delivered" }>;

/**
 * A secret of a service as the store of a token. A write whose outcome is unknown is decided by reading the secret.
 */
export class RemoteStore implements SecretStore {
  readonly #secret: RemoteSecret;
  readonly #clock: Clock;
  /** The content before the write. */
  #before: SecretContent | undefined;
  /** The content after the write. */
  #written: SecretContent | undefined;

  constructor(secret: RemoteSecret, clock: Clock) {
    this.#secret = secret;
    this.#clock = clock;
  }

  describe(): string {
    return this.#secret.name;
  }

  async identify(): Promise<string> {
    const { id } = this.#before ?? (await this.#read());
    return id ?? this.#secret.place;
  }

  async prove(): Promise<StoreContent> {
    const current = await this.#read();
    this.#before = await this.#retry(() => this.#secret.prove(current));
    return this.#toContent(this.#before);
  }

  async read(): Promise<StoreContent> {
    return this.#toContent(await this.#read());
  }

  async readText(): Promise<string | null | undefined> {
    return (await this.#read()).value;
  }

  async write(token: ApiToken): Promise<WriteResult> {
    const before = this.#before ?? (await this.#read().catch((error: ServiceError) => error));
    if (before instanceof Error) return { result: "not delivered", reason: before };
    this.#before = before;
    const outcome = await this.#put(token.reveal(), before);
    this.#written = "content" in outcome ? outcome.content : { value: token.reveal() };
    return "content" in outcome ? { result: "delivered" } : outcome;
  }

  async verify(token: ApiToken): Promise<WriteResult> {
    try {
      const content = await this.#read();
      const isSame = content.value === token.reveal();
      if (isSame || (content.value === undefined && this.#isWrittenVersion(content)))
        return { result: "delivered" };
      const reason = new Error(
        `${this.#secret.name} contains a different value than the token that was just written. Check whether another program writes to it.`,
      );
      return { result: "unknown", reason };
    } catch (error) {
      return { result: "unknown", reason: error as Error };
    }
  }

  async restore(): Promise<WriteResult> {
    const before = this.#before;
    try {
      if (before?.value === undefined) throw new Error("The service does not show the previous value.");
      const current = await this.#read();
      const isOutdated = this.#isOutdated(current);
      if (current.value === before.value && !isOutdated) return { result: "delivered" };
      if (current.value !== this.#written?.value && !isOutdated) throw createConflict(this.#secret.name);
      const version = isOutdated ? this.#written?.version : current.version;
      const outcome = await this.#put(before.value, { ...current, version });
      if (!("content" in outcome)) return outcome;
      if ((await this.#read()).value === before.value) return { result: "delivered" };
      throw createConflict(this.#secret.name);
    } catch (error) {
      return { result: "unknown", reason: error as Error };
    }
  }

  /** Writes a value, and retries what is safe to repeat while the content is the same as before. */
  async #put(value: string | null, before: SecretContent): Promise<{ content: SecretContent } | Failure> {
    let failure: Failure | undefined;
    for (const delay of [0, ...writeDelaysMs]) {
      if (failure !== undefined) {
        await this.#clock.sleep(delay);
        const current = await this.#secret.read().catch(() => null);
        if (current === null) continue;
        if (failure.result === "unknown" && current.value === value) return { content: current };
        if (!isSameContent(current, before)) return { ...failure, reason: createConflict(this.#secret.name) };
      }
      try {
        return { content: await this.#secret.write(value, before) };
      } catch (error) {
        const { isUnclear, isTemporary } = toFailure(error);
        // The content before the write proves nothing after an unclear attempt: it might still be executed.
        const isUnknown = isUnclear || failure?.result === "unknown";
        failure = { result: isUnknown ? "unknown" : "not delivered", reason: error as Error };
        if (!isTemporary) break;
      }
    }
    const last = failure!;
    const current = last.result === "unknown" ? await this.#secret.read().catch(() => null) : null;
    return current !== null && current.value === value ? { content: current } : last;
  }

  async #read(): Promise<SecretContent> {
    const content = await this.#retry(() => this.#secret.read());
    if (this.#written === undefined) this.#before = content;
    return content;
  }

  async #retry<T>(act: () => Promise<T>): Promise<T> {
    for (const delay of readDelaysMs) {
      try {
        return await act();
      } catch (error) {
        if (!toFailure(error).isTemporary) throw error;
        await this.#clock.sleep(delay);
      }
    }
    return act();
  }

  /** Returns whether a read after the write might have returned the content before it, as copies of a service do. */
  #isOutdated({ value, version }: SecretContent): boolean {
    const before = this.#before;
    if (this.#written === undefined || before === undefined || value !== before.value) return false;
    return version === undefined || version === before.version;
  }

  #isWrittenVersion({ version, updatedAt }: SecretContent): boolean {
    const written = this.#written;
    return written !== undefined && written.version === version && written.updatedAt === updatedAt;
  }

  /** Without the time of the service, the date of the write is omitted: it could not be compared with this clock. */
  #toContent({ value, version, updatedAt }: SecretContent): StoreContent {
    const text = value?.trim();
    const { respondedAt } = this.#secret;
    return {
      readAt: respondedAt ?? this.#clock.now(),
      ...(isTokenFormat(text) && { token: new ApiToken(text) }),
      ...(version !== undefined && { version }),
      ...(updatedAt !== undefined && respondedAt !== undefined && { updatedAt }),
    };
  }
}

function isSameContent(one: SecretContent, other: SecretContent): boolean {
  const [first, second] = [one, other].map(({ value, version, updatedAt, rest }) => [
    value,
    version,
    updatedAt,
    rest,
  ]);
  return isDeepStrictEqual(first, second);
}

function createConflict(name: string): Error {
  return new Error(`Another program has written ${name} in the meantime.`);
}

/** An error that is not about a request has an unknown outcome. */
function toFailure(error: unknown): { readonly isUnclear: boolean; readonly isTemporary: boolean } {
  return error instanceof ServiceError ? error : { isUnclear: true, isTemporary: false };
}
