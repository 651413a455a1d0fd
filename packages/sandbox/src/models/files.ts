import type { Row, SeedContext } from "../data/definition.js";
import { LoopBackError } from "../loopback-error.js";
import { programs, times } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

const VERIFIED = new Set<unknown>(["Verified Good", "Verified Bad"]);

/** Files, and what analysts and agents did with them. */
export const fileModels = {
  fileReps: {
    seed: (context) => {
      const { random, rows, daysAgo } = context;
      const flags = new Map(rows("Flag").map(({ id, name }) => [name, id]));
      return knownFiles(context).map(
        ({ fileRepId, name, sha256, threatName, threatScore, avPositives, avTotal, flagName }) => ({
          id: String(fileRepId),
          name,
          sha256,
          md5: random.hexadecimal(32),
          threatName,
          threatScore,
          avPositives,
          avTotal,
          flagId: flags.get(flagName) ?? null,
          firstSeenOn: daysAgo(random.integer(10, 700)),
        }),
      );
    },
  },
  fileDwellTimes: {
    seed: ({ random, rows, daysAgo }) =>
      rows("FileRep").map(({ id }) => {
        const { id: agentId, hostname } = random.pick(rows("Agent"));
        const dwellTime = random.integer(1, 60);
        return {
          fileRepId: id,
          hostname,
          agentId,
          dwellTime,
          firstSeenOn: daysAgo(dwellTime),
          lastSeenOn: daysAgo(0),
        };
      }),
  },
  flags: {
    beforeDelete: ({ name }) => {
      if (VERIFIED.has(name)) throw new LoopBackError(400, `The flag '${String(name)}' cannot be deleted.`);
    },
    seed: ({ daysAgo }) =>
      [
        ["Verified Good", "green", 1],
        ["Verified Bad", "red", 10],
        ["Probably Good", "teal", 2],
        ["Probably Bad", "yellow", 6],
        ["Under review", "blue", 4],
      ].map(([name, color, weight]) => ({ name, color, weight, deleted: false, createdOn: daysAgo(900) })),
  },
  quarantinedFiles: {
    seed: ({ random, rows, daysAgo }) =>
      times(15, () => {
        const { name, folder } = random.pick(programs);
        const { id, hostname, organizationId } = random.pick(rows("Agent"));
        return {
          path: `${folder}\\${name}`,
          sha1: random.hexadecimal(40),
          threatName: "Malicious",
          hostname,
          agentId: id,
          organizationId,
          quarantinedOn: daysAgo(random.integer(0, 40)),
        };
      }),
  },
} satisfies ModelBehaviors;

/**
 * The files that other findings are about, as the newest alerts tell them: `name`, `path`, `fileRepId`, `sha256`, `signed`,
 * `avPositives`, `avTotal`, `threatName`, `threatScore`, `flagName`, `createdOn`. `FileReps` has a row for each.
 */
export function knownFiles({ rows }: SeedContext): readonly Row[] {
  return rows("Alert").slice(-40);
}
