import type { Alert } from "@huntkit/core";

/** Creates an alert of a rule. */
export function createAlert(more: Partial<Record<keyof Alert, unknown>> = {}): Alert {
  return {
    id: "8acc9458-1bfe-4902-956a-7c12b1df4436",
    name: "updater.exe",
    description: "Tool fetched with certutil",
    severity: "high",
    sourceType: "rule",
    sourceName: "Encoded PowerShell",
    mitreId: "T1105",
    mitreTactic: "command-and-control",
    createdOn: "2026-01-30T12:10:22.080Z",
    hostname: "WS-GRA-1464",
    ip: "10.5.245.227",
    targetGroupName: "Graz servers",
    data: { path: "C:\\ProgramData\\updater.exe" },
    ...more,
  } as Alert;
}
