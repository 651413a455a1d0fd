/** The property of a model with a secret. */
export interface ModelSecret {
  readonly secret: string;
  /** Values of `type` whose property is not confidential. Default: none. */
  readonly plainTypes?: readonly string[];
}

/** The secrets of models, by their LoopBack names. */
export const modelSecrets = {
  Credential: { secret: "password" },
  ExtensionGlobalVariable: { secret: "value", plainTypes: ["string", "number", "boolean"] },
} as const satisfies Readonly<Record<string, ModelSecret>>;
