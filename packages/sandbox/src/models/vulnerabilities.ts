import { Random } from "../random.js";
import { times } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

/** Vulnerabilities of applications. */
export const vulnerabilityModels = {
  applicationAdvisories: {
    seed: ({ seed, random, daysAgo }) => {
      const applications = listApplications(seed);
      return listVulnerabilities(seed).map(({ cveId, description, v2, v3 }, index) => {
        const application = applications[index % applications.length];
        const age = random.integer(20, 500);
        return {
          applicationId: application?.applicationId,
          applicationName: application?.name,
          cveId,
          description,
          baseScoreV2: v2.baseScore,
          baseScoreV3: v3?.baseScore ?? null,
          published: daysAgo(age),
          modified: daysAgo(random.integer(5, age)),
        };
      });
    },
  },
  cves: {
    seed: ({ seed }) =>
      listVulnerabilities(seed).map(({ cveId, description, cwe, v2, v3 }) => ({
        id: cveId,
        cveId,
        description,
        impact: { baseMetricV2: toPublishedMetric(v2), ...(v3 && { baseMetricV3: toPublishedMetric(v3) }) },
        cwes: [cwe],
        reference: [{ url: `https://advisories.example.com/${cveId}` }],
      })),
  },
} satisfies ModelBehaviors;

function toPublishedMetric({ severity, impactScore, exploitabilityScore }: Metric): object {
  return { severity, impactScore, exploitabilityScore };
}

/** The metrics of a vulnerability in one version of CVSS. */
export interface Metric {
  readonly severity: string;
  readonly impactScore: number;
  readonly exploitabilityScore: number;
  /** 0 to 10. */
  readonly baseScore: number;
}

/** A published vulnerability. */
export interface Vulnerability {
  readonly cveId: string;
  readonly description: string;
  readonly cwe: string;
  readonly v2: Metric;
  /** Null for older vulnerabilities. */
  readonly v3: Metric | null;
}

const flaws = [
  { description: "Memory corruption in a parser", cwe: "CWE-787" },
  { description: "Missing check of a signature", cwe: "CWE-347" },
  { description: "Path traversal in an archive", cwe: "CWE-22" },
  { description: "Use after free in a decoder", cwe: "CWE-416" },
] as const;

/**
 * Lists the vulnerabilities of a sandbox, always the same ones. The CVE IDs are from a range that is not in
 * use.
 */
function listVulnerabilities(seed: number): readonly Vulnerability[] {
  const random = new Random(seed, "weaknesses");
  return times(16, (index) => ({
    cveId: `CVE-2099-${10_000 + index}`,
    ...random.pick(flaws),
    v2: metric2(random.pick([2.9, 6.4, 10]), random.pick([3.9, 8.6, 10])),
    v3: index % 4 === 0 ? null : metric3(random.pick([1.4, 3.6, 5.9]), random.pick([1.8, 2.8, 3.9])),
  }));
}

/**
 * Computes the base score (CVSS 2 guide, section 3.2.1) for a nonzero impact, and its severity in the NVD's
 * terms.
 */
function metric2(impactScore: number, exploitabilityScore: number): Metric {
  const baseScore = Math.round((0.6 * impactScore + 0.4 * exploitabilityScore - 1.5) * 11.76) / 10;
  const severity = rateScore(baseScore, { HIGH: 7, MEDIUM: 4 });
  return { severity, impactScore, exploitabilityScore, baseScore };
}

/** Computes the base score for an unchanged scope (CVSS 3.1, section 7.1), and its severity (section 5). */
function metric3(impactScore: number, exploitabilityScore: number): Metric {
  const baseScore = Math.min(10, Math.round((impactScore + exploitabilityScore) * 10) / 10);
  const severity = rateScore(baseScore, { CRITICAL: 9, HIGH: 7, MEDIUM: 4 });
  return { severity, impactScore, exploitabilityScore, baseScore };
}

/** @param minimums lowest score of each severity, the highest first */
function rateScore(score: number, minimums: Readonly<Record<string, number>>): string {
  const [severity = "LOW"] = Object.entries(minimums).find(([, minimum]) => score >= minimum) ?? [];
  return severity;
}

/** An application that is installed on seeded hosts. */
export interface Application {
  /** The ID that advisories and findings of the same application share. */
  readonly applicationId: string;
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
}

const applications = [
  { name: "7-Zip", publisher: "Igor Pavlov", version: "22.01" },
  { name: "Google Chrome", publisher: "Google LLC", version: "121.0.6167.85" },
  { name: "Mozilla Firefox", publisher: "Mozilla", version: "115.7.0" },
  { name: "VLC media player", publisher: "VideoLAN", version: "3.0.18" },
  { name: "Notepad++", publisher: "Notepad++ Team", version: "8.5.7" },
  { name: "PuTTY", publisher: "Simon Tatham", version: "0.79" },
  { name: "WinRAR", publisher: "win.rar GmbH", version: "6.22.0" },
  { name: "OpenSSL", publisher: "OpenSSL Software Foundation", version: "1.1.1u" },
];

/** Lists the applications of a sandbox, always with the same IDs. */
export function listApplications(seed: number): readonly Application[] {
  const random = new Random(seed, "applications");
  return applications.map((application) => ({ applicationId: random.uuid(), ...application }));
}
