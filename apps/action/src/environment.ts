/** The process's environment, as the runner sets it. */
export type Environment = Record<string, string | undefined>;
