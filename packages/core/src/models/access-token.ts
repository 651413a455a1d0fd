import * as z from "zod/mini";

/**
 * A token as LoopBack 3 keeps it, with the description that HUNT adds. What HUNT really sends is not public, so anything
 * may be missing or of another type; readers check what they use.
 */
export const AccessToken = z.looseObject({
  /** A handle, or in stock LoopBack 3 the secret value itself. */
  id: z.optional(z.unknown()),
  description: z.optional(z.unknown()),
  created: z.optional(z.unknown()),
  ttl: z.optional(z.unknown()),
  userId: z.optional(z.unknown()),
  lastUsedOn: z.optional(z.unknown()),
});
export type AccessToken = z.infer<typeof AccessToken>;
