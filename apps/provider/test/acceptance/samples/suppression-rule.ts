import { sample, uuid } from "./sample.js";

export const suppressionRule = sample({
  type: "hunt_suppression_rule",
  route: "SuppressionRules",
  minimal: { name: "Backups" },
  full: {
    name: "Backups",
    description: "Agreed with the backup team",
    path: "C:\\Tools\\backup.exe",
    enabled: false,
    organization_id: uuid(1),
  },
  changes: {
    name: "Backups and restores",
    description: "Agreed again",
    path: "C:\\Tools\\restore.exe",
    enabled: true,
    organization_id: uuid(2),
  },
  references: { organization_id: "hunt_organization" },
  wrong: [
    [{ name: "" }, "name"],
    [{ organization_id: "Northwind Harbour" }, "organization_id"],
  ],
  drift: { path: "C:\\Windows\\Temp\\*.exe", enabled: true },
});
