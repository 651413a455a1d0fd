import { defineCommand } from "../../../program/definition.js";
import { healthSchema, toHealthJson } from "../../../health/health-json.js";
import { statusExitCodes } from "../../../health/wording.js";

const places = {
  HUNT_TOKEN: "the variable HUNT_TOKEN",
  HUNT_TOKEN_FILE: "the file of HUNT_TOKEN_FILE",
  HUNT_TOKEN_COMMAND: "the command in HUNT_TOKEN_COMMAND",
  profile: "the profile",
  keyring: "the keyring, for the profile",
  powershell: "the PowerShell module's file",
} as const;

export default defineCommand({
  description:
    "Show the current instance, the user and the expiry date of its token, the source of the token, " +
    "and the other profiles. The token itself is never printed.",
  examples: [
    { line: "hunt auth status", does: "Show the current instance and user" },
    { line: "hunt auth status --profile lab", does: "Show the instance and the user of another profile" },
  ],
  schema: {
    title: "The current credentials",
    type: "object",
    required: ["source", "path", "profile", "profiles", "health"],
    properties: {
      source: { enum: Object.keys(places), description: "Source of the token." },
      path: {
        type: ["string", "null"],
        description: "File that contains the token. Null if the token is not from a file.",
      },
      profile: { type: ["string", "null"] },
      profiles: {
        type: "array",
        items: { type: "string" },
        description: "Names of all profiles, the current one first.",
      },
      health: healthSchema,
    },
  },
  async run({ getClient, credentials, env, out, signal }) {
    const { source, path, profile, handle, description } = await credentials();
    const { checkToken } = await import("@huntkit/core");
    const health = await checkToken(await getClient(), { handle, description, signal });
    const { listProfileNames, readProfiles } = await import("../../../credentials/profiles.js");
    const names = listProfileNames(await readProfiles(env, () => {}));
    const place = `${places[source]}${profile === undefined ? "" : ` ${profile}`}${path === undefined ? "" : ` in ${path}`}${source === "profile" ? ", in plain text" : ""}`;
    const data = {
      source,
      path: path ?? null,
      profile: profile ?? null,
      profiles: names,
      health: toHealthJson(health),
    };
    const { formatHealthCard, getAdvice } = await import("../../../health/health-report.js");
    await out.data(data, () => {
      const others = names.filter((name) => name !== profile).join(", ");
      return formatHealthCard(health, out.colors, [
        ["Token from", place],
        ["Other profiles", others],
      ]);
    });
    for (const line of getAdvice(health)) out.note(line);
    return health.status === "expiring" || health.status === "unknown-expiry"
      ? 0
      : statusExitCodes[health.status];
  },
});
