/** How bad what HUNT finds can be, the worst last. LoopBack compares these as texts, so that `gt` and `lt` on them mean nothing. */
export const severities = ["low", "medium", "high", "critical"] as const;

/** One of HUNT's severities. */
export type Severity = (typeof severities)[number];
