import * as z from "zod/mini";

/** What `GET version` tells without a token: it proves that the instance is reachable, and no more. */
export const Version = z.looseObject({ serverVersion: z.string() });
export type Version = z.infer<typeof Version>;
