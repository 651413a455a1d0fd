/** The seeded accounts, with the passwords that `POST /users/login` takes. The first four own one of the seeded tokens each. */
export const accounts = [
  { username: "admin", role: "admin", password: "admin-password" },
  { username: "pipeline", role: "admin", password: "pipeline-password" },
  { username: "legacy", role: "admin", password: "legacy-password" },
  { username: "analyst", role: "analyst", password: "analyst-password" },
  { username: "night-shift", role: "analyst", password: "night-shift-password" },
  { username: "reporting", role: "integration", password: "reporting-password" },
] as const;
