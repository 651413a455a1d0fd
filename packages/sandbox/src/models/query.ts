import type { ModelDefinition } from "../data/definition.js";

/** Discovery queries: where a target group looks for hosts. */
export const query: ModelDefinition = {
  name: "Query",
  plural: "queries",
  properties: {
    name: { type: "string", required: true },
    value: { type: "string", required: true },
    targetId: { type: "string" },
    credentialId: { type: "string" },
    sshCredentialId: { type: "string" },
    createdOn: { type: "date", defaultFn: "now" },
  },
  relations: {
    target: { type: "belongsTo", model: "Target", foreignKey: "targetId" },
    credential: { type: "belongsTo", model: "Credential", foreignKey: "credentialId" },
    sshCredential: { type: "belongsTo", model: "Credential", foreignKey: "sshCredentialId" },
  },
  seed: ({ rows, daysAgo }) =>
    rows("Target").map(({ id, name }, index) => ({
      name: `Network of ${String(name)}`,
      value: `10.${index}.0.0/16`,
      targetId: id,
      credentialId: rows("Credential")[0]?.id,
      sshCredentialId: rows("Credential")[2]?.id,
      createdOn: daysAgo(250 - index),
    })),
};
