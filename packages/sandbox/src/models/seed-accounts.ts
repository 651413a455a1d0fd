/**
 * The seeded accounts, with their passwords for `POST /users/login`. The first four own one seeded token
 * each.
 */
export const accounts = [
  { username: "admin", role: "admin", password: "admin-password" },
  { username: "pipeline", role: "admin", password: "pipeline-password" },
  { username: "legacy", role: "admin", password: "legacy-password" },
  { username: "analyst", role: "analyst", password: "analyst-password" },
  { username: "night-shift", role: "analyst", password: "night-shift-password" },
  { username: "reporting", role: "integration", password: "reporting-password" },
] as const;
