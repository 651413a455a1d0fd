import { API_TOKEN_TTL, hashToken } from "../access/access-tokens.js";
import type { SeedRow } from "../data/definition.js";
import { Random } from "../random.js";
import { accounts } from "./seed-accounts.js";
import { times } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

/** The values of the seeded tokens. Each is the only token of its owner. */
export interface SeededTokens {
  /** Token of an admin with most of its year left. */
  readonly admin: string;
  /** Token of an admin with 10 days and 12 hours left. */
  readonly expiring: string;
  /**
   * Token that expired 35 days ago and was not used since. Its first use is reported as expired, and later
   * uses as unknown.
   */
  readonly expired: string;
  /** Token of an analyst with about 200 days left. */
  readonly analyst: string;
}

// Ages in days when the sandbox starts. They end in half a day, so the number of whole days left is the same
// all day.
const ages: Readonly<Record<keyof SeededTokens, number>> = {
  admin: 100.5,
  expiring: 354.5,
  expired: 400,
  analyst: 164.5,
};

/**
 * The number of whole days that each seeded token has left when the sandbox starts. Negative if it has
 * expired.
 */
export const daysLeft: Readonly<Record<keyof SeededTokens, number>> = {
  admin: countDaysLeft(ages.admin),
  expiring: countDaysLeft(ages.expiring),
  expired: countDaysLeft(ages.expired),
  analyst: countDaysLeft(ages.analyst),
};

function countDaysLeft(age: number): number {
  return Math.floor(API_TOKEN_TTL / 86_400 - age);
}

/** Returns the values of the seeded tokens. They depend only on the seed. */
export function seededTokens(seed: number): SeededTokens {
  const value = (name: keyof SeededTokens): string => new Random(seed, `token ${name}`).alphanumeric(64);
  return {
    admin: value("admin"),
    expiring: value("expiring"),
    expired: value("expired"),
    analyst: value("analyst"),
  };
}

/** Users, their tokens, activities, and comments, and webhooks. */
export const accountModels = {
  accessTokens: {
    readers: ["admin"],
    writers: ["admin"],
    seed: ({ tokenSeed, random, rows, daysAgo }) => {
      const { admin, expiring, expired, analyst } = seededTokens(tokenSeed);
      const owners = new Map(rows("user").map(({ username, id }) => [username, id]));
      const token = (
        username: string,
        description: string,
        value: string,
        age: number,
        lastUse: number | undefined,
      ): SeedRow => ({
        description,
        created: daysAgo(age),
        ttl: API_TOKEN_TTL,
        userId: owners.get(username),
        lastUsedOn: lastUse === undefined ? null : daysAgo(lastUse),
        hash: hashToken(value),
      });
      return [
        token("admin", "Administration scripts", admin, ages.admin, 0.2),
        token("pipeline", "Release pipeline", expiring, ages.expiring, 0.01),
        token("legacy", "Old build server", expired, ages.expired, undefined),
        token("analyst", "Triage notebook", analyst, ages.analyst, 1.5),
        token("night-shift", "Shift dashboard", random.alphanumeric(64), 20, 0.5),
        token("reporting", "Monthly report", random.alphanumeric(64), 330, 12),
        token("reporting", "Ticket export", random.alphanumeric(64), 48, 2),
      ];
    },
  },
  users: {
    readers: ["admin"],
    writers: ["admin"],
    seed: () =>
      accounts.map(({ username, role, password }): SeedRow => ({
        username,
        email: `${username}@example.com`,
        role,
        password,
      })),
  },
  userActivities: {
    seed: ({ random, rows, daysAgo }) =>
      times(50, (index) => ({
        userId: random.pick(rows("user")).id,
        query: random.pick([
          { method: "POST", path: "/users/login" },
          { method: "POST", path: "/targets" },
          { method: "POST", path: "/targets/scan" },
          { method: "POST", path: "/Alerts/archive" },
        ]),
        createdOn: daysAgo(90 - index * 1.8),
      })),
  },
  userComments: {
    seed: ({ random, rows, daysAgo }) =>
      [...rows("Alert").slice(-12), ...rows("FileRep").slice(0, 6)].map(({ id }, index) => ({
        relatedId: id,
        value: random.pick([
          "Known administration tool.",
          "Asked the owner of the machine.",
          "Looks like last month's incident.",
          "False positive, see the ticket.",
        ]),
        userId: random.pick(rows("user")).id,
        createdOn: daysAgo(20 - index),
      })),
  },
  webhooks: {
    readers: ["admin"],
    writers: ["admin"],
    seed: () =>
      ["Ticket system", "Chat of the night shift", "Archive", "Mail gateway", "Old receiver"].map((name) => ({
        name,
        url: `https://hooks.example.com/${name.toLowerCase().replaceAll(" ", "-")}`,
      })),
  },
} satisfies ModelBehaviors;
