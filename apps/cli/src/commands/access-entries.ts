import type { Entry } from "./entry.js";

/** The commands for tokens and requests, and those about `hunt` itself. */
export const accessEntries: readonly Entry[] = [
  {
    name: "auth login",
    summary: "Sign in to a HUNT instance with an API token",
    load: () => import("./auth/login/command.js"),
  },
  {
    name: "auth status",
    summary: "Show the instance, the user, and the token in use",
    load: () => import("./auth/status/command.js"),
  },
  {
    name: "auth logout",
    summary: "Delete a profile and its token from this machine",
    load: () => import("./auth/logout/command.js"),
  },
  {
    name: "auth switch",
    summary: "Switch to another profile",
    load: () => import("./auth/switch/command.js"),
  },
  {
    name: "token check",
    summary: "Check that a token is valid and when it expires",
    load: () => import("./token/check/command.js"),
  },
  {
    name: "token list",
    summary: "List API tokens, soonest to expire first",
    load: () => import("./token/list/command.js"),
  },
  {
    name: "token create",
    summary: "Create a token, and print it or pass it to a command",
    load: () => import("./token/create/command.js"),
  },
  {
    name: "token revoke",
    summary: "Revoke a token immediately",
    load: () => import("./token/revoke/command.js"),
  },
  {
    name: "token rotate",
    summary: "Replace the current token with a new one",
    load: () => import("./token/rotate/command.js"),
  },
  {
    name: "api",
    summary: "Send an authenticated request to the HUNT API",
    load: () => import("./api/command.js"),
  },
  {
    name: "export",
    summary: "Export all records of a model to a file (resumable)",
    load: () => import("./export/command.js"),
  },
  {
    name: "doctor",
    summary: "Diagnose connection and token problems",
    load: () => import("./doctor/command.js"),
  },
  {
    name: "sandbox",
    summary: "Start an embedded HUNT instance on this machine",
    load: () => import("./sandbox/command.js"),
  },
  {
    name: "mcp",
    summary: "Start an MCP server for AI assistants",
    load: () => import("./mcp/command.js"),
  },
  {
    name: "completion",
    summary: "Generate shell completion scripts",
    load: () => import("./completion/command.js"),
  },
  {
    name: "licenses",
    summary: "Print the licenses of the software in hunt",
    load: () => import("./licenses/command.js"),
  },
];
