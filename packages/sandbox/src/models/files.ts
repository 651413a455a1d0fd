import type { Row, SeedContext, SeedRow } from "../data/definition.js";
import { LoopBackError } from "../loopback-error.js";
import { Random } from "../random.js";
import { programs, times } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

const VERIFIED = new Set<unknown>(["Verified Good", "Verified Bad"]);

/** Number of files in a sandbox. */
const FILES = 40;

/** Number of antivirus engines that check a file. */
const ENGINES = 70;

/** Scores and weights of the verdicts, 0 to 10. Frequent verdicts appear twice. */
const verdicts = [
  { threatName: "Good", scores: [0, 1], threatWeight: 1 },
  { threatName: "Good", scores: [0, 1], threatWeight: 1 },
  { threatName: "Low Risk", scores: [1, 2], threatWeight: 2 },
  { threatName: "Unknown", scores: [3, 4], threatWeight: 3 },
  { threatName: "Suspicious", scores: [5, 6], threatWeight: 5 },
  { threatName: "Bad", scores: [7, 10], threatWeight: 8 },
  { threatName: "Whitelist", scores: [0, 0], threatWeight: 1 },
  { threatName: "Blacklist", scores: [8, 10], threatWeight: 9 },
] as const;

/** A file of findings and alerts. */
export interface SeedFile {
  /** SHA-1, which is also the ID of its record in FileReps. */
  readonly sha1: string;
  readonly md5: string;
  readonly sha256: string;
  readonly ssdeep: string;
  readonly name: string;
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly signed: boolean;
  readonly signatureId: string | null;
  /** Null unless the file is on Linux. */
  readonly managed: boolean | null;
  readonly avPositives: number;
  readonly avTotal: number;
  readonly synapse: number;
  readonly threatName: (typeof verdicts)[number]["threatName"];
  readonly threatScore: number;
  readonly threatWeight: number;
  readonly flagName: string | null;
}

const filesBySeed = new Map<number, readonly SeedFile[]>();

/** Lists the files of a sandbox. Each call with the same seed returns the same files. */
export function listFiles(seed: number): readonly SeedFile[] {
  const files = filesBySeed.get(seed) ?? createFiles(seed);
  filesBySeed.set(seed, files);
  return files;
}

function createFiles(seed: number): readonly SeedFile[] {
  const random = new Random(seed, "files");
  return times(FILES, (index) => {
    const { name, folder } = programs[index % programs.length] ?? programs[0];
    const { threatName, scores, threatWeight } = verdicts[index % verdicts.length] ?? verdicts[0];
    const isLinux = folder.startsWith("/");
    const threatScore = random.integer(scores[0], scores[1]);
    const signed = threatScore < 3;
    return {
      sha1: random.hexadecimal(40),
      md5: random.hexadecimal(32),
      sha256: random.hexadecimal(64),
      ssdeep: `768:${random.alphanumeric(32)}:${random.alphanumeric(16)}`,
      name,
      path: `${folder}${isLinux ? "/" : "\\"}${name}`,
      size: random.integer(8_192, 4_000_000),
      signed,
      signatureId: signed ? random.hexadecimal(40) : null,
      managed: isLinux ? signed : null,
      avPositives: threatScore < 5 ? 0 : Math.round((threatScore / 10) * ENGINES * 0.9),
      avTotal: ENGINES,
      synapse: Math.round((1.5 - threatScore / 3) * 100) / 100,
      threatName,
      threatScore,
      threatWeight,
      flagName: toFlag(threatName),
    };
  });
}

function toFlag(threatName: string): string | null {
  if (threatName === "Blacklist") return "Verified Bad";
  return threatName === "Whitelist" ? "Verified Good" : null;
}

/** Returns the fields of a file in a finding. */
export function describeFile(file: SeedFile, { rows }: Pick<SeedContext, "rows">): Record<string, unknown> {
  const flag = rows("Flag").find(({ name }) => name === file.flagName);
  return {
    ...file,
    fileRepId: file.sha1,
    hasAvScan: true,
    flagId: flag?.id ?? null,
    flagColor: flag?.["color"] ?? null,
    flagWeight: flag?.["weight"] ?? null,
    commentCount: 0,
  };
}

/** Files, and the results of analysts' and agents' work on them. */
export const fileModels = {
  fileReps: {
    seed: ({ seed, rows }) => {
      const flags = new Map(rows("Flag").map(({ id, name }) => [name, id]));
      return listFiles(seed).map((file): SeedRow => {
        const { sha1, md5, sha256, size, threatName, threatScore, avPositives, avTotal, synapse } = file;
        return {
          id: sha1,
          avResults: { results: listEngineResults(file) },
          md5,
          sha256,
          size: String(size),
          threatName,
          threatScore,
          avPositives,
          avTotal,
          synapse,
          flagId: flags.get(file.flagName) ?? null,
        };
      });
    },
  },
  fileDwellTimes: {
    seed: ({ rows }) => rows("FileRep").map(({ id }) => ({ fileRepId: id })),
  },
  flags: {
    beforeDelete: ({ name }) => {
      if (VERIFIED.has(name)) throw new LoopBackError(400, `The flag '${String(name)}' cannot be deleted.`);
    },
    seed: () =>
      [
        ["Verified Good", "green", 1],
        ["Verified Bad", "red", 10],
        ["Probably Good", "teal", 2],
        ["Probably Bad", "yellow", 6],
        ["Under review", "blue", 4],
      ].map(([name, color, weight]) => ({ name, color, weight, deleted: false })),
  },
  quarantinedFiles: {
    seed: ({ rows }) =>
      rows("Alert")
        .filter(({ sourceType }) => sourceType === "av")
        .map((alert, index) => {
          const { detectionId, detectionName } = alert["data"] as Record<string, unknown>;
          return {
            agentId: alert["agentId"],
            alertId: alert.id,
            detectionId,
            name: alert["name"],
            threat: detectionName,
            status: index % 5 === 4 ? "restored" : "Quarantined",
            path: (alert["data"] as Row)["path"],
            createdOn: alert["createdOn"],
            updatedOn: alert["createdOn"],
          };
        }),
  },
} satisfies ModelBehaviors;

/** Returns the results of some antivirus engines for a file, by the name of the engine. */
function listEngineResults({ avPositives, sha1 }: SeedFile): Record<string, object> {
  const engines = ["Engine A", "Engine B", "Engine C"];
  return Object.fromEntries(
    engines.map((av, index) => {
      const detected = avPositives > index * 10;
      return [
        av,
        { av, name: detected ? `Gen:Variant.${sha1.slice(0, 6)}` : null, source: "sandbox", detected },
      ];
    }),
  );
}
