import { machineWith, times } from "./seed-values.js";
import type { ModelBehaviors } from "./to-definition.js";

const checks = [
  { remarks: "Passwords have at least 14 characters", maxscore: 10 },
  { remarks: "The firewall is on in every network", maxscore: 10 },
  { remarks: "Disks are encrypted", maxscore: 5 },
  { remarks: "Guests cannot sign in", maxscore: 5 },
] as const;

/** Scans and their hosts, and what is made of scans: boxes, compliance results, and reports. */
export const scanModels = {
  scans: {
    seed: ({ random, rows, daysAgo }) =>
      times(40, (index) => {
        const target = random.pick(rows("Target"));
        const age = 90 - index * 2.2;
        return {
          name: `${String(target["name"])} ${daysAgo(age).slice(0, 10)}`,
          targetId: target.id,
          organizationId: target["organizationId"],
          hostCount: random.integer(20, 140),
          failedHostCount: random.integer(0, 5),
          startedOn: daysAgo(age),
          completedOn: daysAgo(age - 0.1),
          createdOn: daysAgo(age),
        };
      }),
  },
  scanHosts: {
    seed: ({ random, rows }) => {
      const agents = rows("Agent");
      const machines = times(30, () => ({ hostId: random.uuid(), agent: random.pick(agents) }));
      return times(50, () => {
        const scan = random.pick(rows("Scan"));
        const { hostId, agent } = random.pick(machines);
        return {
          hostId,
          hostname: agent["hostname"],
          ip: agent["ipstring"],
          scanId: scan.id,
          agentId: agent.id,
          ...machineWith(String(agent["osVersion"])),
          compromised: random.chance(5),
          failed: random.chance(3),
          scannedOn: scan["completedOn"],
          completedOn: scan["completedOn"],
        };
      });
    },
  },
  scanExtensionDetails: {
    seed: ({ random, rows }) => {
      const versions = rows("Extension").map(({ id, name }) => ({
        name,
        extensionId: id,
        extensionVersionId: random.uuid(),
      }));
      const hosts = rows("ScanHost").filter(({ failed }) => failed === false);
      return times(25, () => {
        const version = random.pick(versions);
        const { id, scanId, hostId, hostname, ip, scannedOn } = random.pick(hosts);
        const success = random.chance(95);
        return {
          ...version,
          scanId,
          hostScanId: id,
          hostId,
          hostname,
          ip,
          success,
          threatStatus: success
            ? random.pick(["Good", "Good", "Low Risk", "Unknown", "Suspicious", "Bad"])
            : "Unknown",
          output: [
            `${String(version.name)} started`,
            success ? `${String(version.name)} has run` : "The script ended with an error",
          ],
          startedOn: scannedOn,
          endedOn: new Date(Date.parse(String(scannedOn)) + random.integer(1, 90) * 1000).toISOString(),
          scannedOn,
        };
      });
    },
  },
  boxes: {
    seed: ({ rows, daysAgo }) =>
      [undefined, ...rows("Target").slice(0, 3)].flatMap((target) =>
        [7, 30, 90].map((days) => ({
          name: `Last ${days} days`,
          targetId: target?.id ?? null,
          lastScannedOn: daysAgo(0.5),
          createdOn: daysAgo(400),
        })),
      ),
  },
  complianceResultInstances: {
    seed: ({ rows }) =>
      rows("ScanHost")
        .filter(({ failed }) => failed === false)
        .slice(0, 5)
        .map(({ hostname, ip, hostId, scanId, scannedOn }) => ({ hostname, ip, hostId, scanId, scannedOn })),
  },
  complianceResultItems: {
    seed: ({ random, rows }) => {
      const checklists = times(checks.length, () => random.uuid());
      return rows("ComplianceResultInstance").flatMap(({ id }) =>
        checks.map(({ remarks, maxscore }, index) => {
          const passed = random.chance(60);
          return {
            complianceResultId: id,
            checklistId: checklists[index],
            passed,
            result: passed ? "pass" : "fail",
            score: passed ? maxscore : 0,
            maxscore,
            remarks,
          };
        }),
      );
    },
  },
  reports: {
    seed: ({ random, rows, daysAgo }) =>
      times(10, (index) => {
        const { id, name } = random.pick(rows("Organization"));
        return {
          name: `Threats of the month: ${String(name)}`,
          type: "threat",
          hostCount: random.integer(40, 600),
          body: `<h1>${String(name).replace("&", "&amp;")}</h1>`,
          organizationId: id,
          createdOn: daysAgo(300 - index * 30),
        };
      }),
  },
} satisfies ModelBehaviors;
