/** HTTP's methods, as far as LoopBack has them. */
export const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
