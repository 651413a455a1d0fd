import type { Collections } from "../collections.js";
import type { Clock } from "../http/clock.js";

/** What tasks need of the client: its collections and its clock. */
export type TaskClient = Collections & { readonly clock: Clock };
