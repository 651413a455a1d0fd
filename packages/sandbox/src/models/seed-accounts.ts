/** The seeded accounts, with the passwords that `POST /users/login` takes. The first four own one of the seeded tokens each. */
export const accounts = [
  { username: "admin", firstName: "Ada", lastName: "Marsh", role: "admin", password: "admin-password" },
  {
    username: "pipeline",
    firstName: "Build",
    lastName: "Pipeline",
    role: "admin",
    password: "pipeline-password",
  },
  {
    username: "legacy",
    firstName: "Legacy",
    lastName: "Pipeline",
    role: "admin",
    password: "legacy-password",
  },
  {
    username: "analyst",
    firstName: "Noor",
    lastName: "Haddad",
    role: "analyst",
    password: "analyst-password",
  },
  {
    username: "night-shift",
    firstName: "Ivo",
    lastName: "Brandt",
    role: "analyst",
    password: "night-shift-password",
  },
  {
    username: "reporting",
    firstName: "Monthly",
    lastName: "Reporting",
    role: "integration",
    password: "reporting-password",
  },
] as const;
