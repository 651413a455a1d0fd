import { describe, expect, it } from "vitest";
import { groups, sections } from "../src/commands/groups.js";
import { commands } from "../src/commands/index.js";
import { exitCodes } from "../src/program/errors.js";
import { rootExamples } from "../src/program/help.js";
import { variables } from "../src/program/help-topics.js";
import { hunt } from "./support/hunt.js";

/** Returns a page of help in a terminal of this width, without colors. */
async function readHelp(line: string, width = 80): Promise<string> {
  const { stdout } = await hunt(line.split(" "), { env: { HUNT_FORCE_TTY: String(width), NO_COLOR: "1" } });
  return stdout;
}

/** Returns the lines of a section, without their indentation. */
function getSection(page: string, title: string): string[] {
  const [, section = ""] = new RegExp(`^${title}\\n((?: .*\\n|\\n(?= ))*)`, "m").exec(page) ?? [];
  return section.split("\n").map((line) => line.trim());
}

/** Returns the pages of all groups and commands. */
const pages: readonly string[] = [...Object.keys(groups), ...commands.map(({ name }) => name)];

describe("hunt --help", () => {
  it("lists all groups and commands in sections, with topics and examples", async () => {
    expect(await readHelp("--help")).toMatchInlineSnapshot(`
      "Keep HUNT API tokens valid, and work with HUNT from the command line.

      USAGE
        hunt <command> <subcommand> [flags]

      GET STARTED
        auth:               Sign in to HUNT instances, and switch between them
        doctor:             Diagnose connection and token problems
        sandbox:            Start an embedded HUNT instance on this machine

      TOKENS, ALERTS, AND AGENTS
        token:              Check, create, rotate, and revoke API tokens
        alert:              List, watch, archive, and respond to alerts
        agent:              List, isolate, scan, and uninstall agents
        comment:            List, add, and delete comments on alerts and files
        quarantine:         List, restore, and delete files in quarantine
        file:               Show the reputation of files
        dashboard:          Show the numbers of agents, alerts, and tasks

      SCANS AND RESPONSE
        scan:               Scan a target group or a host
        respond:            Run a response extension on a host
        target:             Manage target groups, whose hosts are scanned together
        task:               List, wait for, and cancel scans and other tasks
        schedule:           Manage scheduled scans of target groups

      RESULTS
        result:             Show the results of scans and responses
        finding:            List what scans found on hosts
        vulnerability:      List vulnerabilities of installed applications
        compliance:         Show compliance checks of hosts
        report:             List, create, and download reports
        box:                Show boxes, the findings of a period
        survey:             Upload surveys of hosts that HUNT cannot reach

      EXTENSIONS AND RULES
        extension:          Manage extensions (Lua scripts run by agents) as files
        rule:               Manage rules (conditions that raise alerts) as files
        variable:           Manage variables, which extensions read
        suppression-rule:   Manage rules that suppress alerts
        flag:               Manage flags, which mark files

      ORGANIZATIONS AND DISCOVERY
        organization:       Manage organizations, the customers of an instance
        location:           Manage locations, the sites of organizations
        device-group:       Manage groups of devices that policies apply to
        policy:             Manage and assign policies, which agents follow
        query:              Manage queries, which discover hosts
        credential:         Manage accounts that discovery and scans sign in with
        address:            Manage addresses, the hosts that discovery found
        controller-group:   Manage controller groups, which scan target groups

      RECORDS OF THE INSTANCE
        user:               Show the users of an instance
        audit-log:          Show the requests of users
        webhook:            Manage URLs that HUNT sends alerts to
        job:                Show the work of controllers and agents

      OTHER COMMANDS
        api:                Send an authenticated request to the HUNT API
        export:             Export all records of a model to a file (resumable)
        mcp:                Start an MCP server for AI assistants
        completion:         Generate shell completion scripts
        licenses:           Print the licenses of the software in hunt

      HELP TOPICS
        environment:   Environment variables that can be used with hunt
        exit-codes:    Exit codes used by hunt
        formatting:    Formatting options for the output of hunt

      FLAGS
        -h, --help      Show help for command
            --version   Show hunt version

      EXAMPLES
        $ hunt auth login --instance acme
        $ hunt token check --warn-days 30
        $ hunt alert list --severity critical --since 7d
        $ hunt scan SRV-LEI-0012 --wait

      LEARN MORE
        Use \`hunt <command> <subcommand> --help\` for more information about a command.
        Read the docs at https://github.com/huntkit/huntkit/tree/main/docs
        Learn about exit codes using \`hunt help exit-codes\`
        Learn about environment variables using \`hunt help environment\`
      "
    `);
  });

  it("has each group and each command without a group in exactly one section", () => {
    const names = sections.flatMap(({ names: listed }) => listed);

    const expected = new Set<string>(commands.map(({ name }) => name.split(" ")[0]!));
    expect(new Set<string>(names)).toEqual(expected);
    expect(names).toHaveLength(expected.size);
  });
});

describe("the help of a group", () => {
  it("lists its commands and its alias", async () => {
    expect(await readHelp("token --help")).toMatchInlineSnapshot(`
      "Check, create, rotate, and revoke API tokens.

      USAGE
        hunt token <command> [flags]

      ALIASES
        hunt tokens

      COMMANDS
        check:    Check that a token is valid and when it expires
        list:     List API tokens, soonest to expire first
        create:   Create a token, and print it or pass it to a command
        revoke:   Revoke a token immediately
        rotate:   Replace the current token with a new one

      FLAGS
        -h, --help   Show help for command

      LEARN MORE
        Use \`hunt <command> <subcommand> --help\` for more information about a command.
        Read the docs at https://github.com/huntkit/huntkit/tree/main/docs
        Learn about exit codes using \`hunt help exit-codes\`
        Learn about environment variables using \`hunt help environment\`
      "
    `);
  });
});

describe("the help of a command", () => {
  it("has arguments, flags, JSON fields, exit codes, and examples", async () => {
    expect(await readHelp("token check --help")).toMatchInlineSnapshot(`
      "Check that a token is valid, and show its user and its expiry date. The exit
      code reports the result, so you can use the command in cron, systemd timers, and
      any CI system.

      A token is valid for one year, and HUNT does not send a reminder. If HUNT does
      not return the expiry date, specify the creation date with \`--created\`.

      With \`--format prometheus\`, the result is printed as metrics for node_exporter's
      textfile collector, also if the token is not valid. \`--description\` becomes a
      label.

      USAGE
        hunt token check [flags]

      ALIASES
        hunt tokens check

      FLAGS
            --warn-days int      Exit with code 10 if the token expires within this
                                 number of days (default 30)
            --created date       Creation date of the token if HUNT does not return
                                 it, for example 2026-03-31
            --description text   Description of the token in HUNT, to distinguish it
                                 from other tokens of the same user
            --format string      Print a report for another program: {prometheus}
            --json               Print JSON

      INHERITED FLAGS
            --instance name   HUNT instance, for example acme or
                              https://hunt.example.org:8443
            --profile name    Profile to use, as shown by \`hunt auth status\`
            --ca file         PEM file of additional certificates to trust
        -h, --help            Show help for command

      JSON FIELDS
        status, id, instance, fingerprint, checkedAt, user, role, description,
        createdAt, expiresAt, daysLeft, source, match, reason, message

      EXIT CODES
        10   The token expires within the requested number of days.
        11   The token has expired. HUNT reports this only once. After that, the code
             is 12.
        12   The token is not valid: it was revoked or mistyped, or it expired some
             time ago.
        13   HUNT could not be reached, or the response is not from a HUNT API.
        14   The token is valid, but its expiry date is unknown.

      EXAMPLES
        # Check the current token, and warn 30 days before it expires
        $ hunt token check --warn-days 30

        # Get the number of days left
        $ hunt token check --json | jq .daysLeft

        # Write the expiry date as a metric for node_exporter's textfile collector
        $ hunt token check --format prometheus > hunt.prom

      LEARN MORE
        Use \`hunt <command> <subcommand> --help\` for more information about a command.
        Read the docs at https://github.com/huntkit/huntkit/tree/main/docs
        Learn about exit codes using \`hunt help exit-codes\`
        Learn about environment variables using \`hunt help environment\`
      "
    `);
  });

  it("has descriptions below flags, and lines that a shell accepts, in a narrow terminal", async () => {
    expect(await readHelp("token create --help", 40)).toMatchInlineSnapshot(`
      "Create a token that is valid for one
      year, and print it. HUNT does not show
      it again, so copy it to a secure
      location immediately.

      With a command after \`--\`, the token is
      passed to the stdin of that command
      instead of printed. If the command
      fails, the token is revoked.

      USAGE
        hunt token create [flags]
          [-- <command>...]

      ALIASES
        hunt tokens create

      ARGUMENTS
        [-- <command>...]
                Command that reads the token
                from stdin

      FLAGS
            --description text
                Description of the token, for
                example its purpose (required)
            --user name
                Create the token for another
                user, by name, email address,
                or ID (admins only)
            --json
                Print JSON

      INHERITED FLAGS
            --instance name
                HUNT instance, for example
                acme or
                https://hunt.example.org:8443
            --profile name
                Profile to use, as shown by
                \`hunt auth status\`
            --ca file
                PEM file of additional
                certificates to trust
        -h, --help
                Show help for command

      JSON FIELDS
        id, fingerprint, description, owner,
        createdAt, expiresAt, daysLeft,
        lastUsedAt, token

      EXAMPLES
        # Create a token for another user, as
        # an admin
        $ hunt token create \\
            --user build@example.com \\
            --description 'Build server'

        # Create a token, and print it
        $ hunt token create --description \\
            "acme/website deploys"

        # Store a new token as a secret of a
        # GitHub repository, without printing
        # it
        $ hunt token create --description ci \\
            -- gh secret set HUNT_TOKEN

      LEARN MORE
        Use \`hunt <command> <subcommand>
        --help\` for more information about a
        command.
        Read the docs at
        https://github.com/huntkit/huntkit/tree/main/docs
        Learn about exit codes using \`hunt
        help exit-codes\`
        Learn about environment variables
        using \`hunt help environment\`
      "
    `);
  });

  it("puts a command that follows -- at the end of the usage", async () => {
    const usage = getSection(await readHelp("token rotate --help"), "USAGE");

    expect(usage).toContain("hunt token rotate [flags] [-- <command>...]");
  });

  it("shows the choices and the default of a flag", async () => {
    const flags = getSection(await readHelp("alert list --help", 100), "FLAGS").join("\n");

    expect(flags).toMatch(/^--limit int .*\(default 30\)$/m);
    expect(flags).toMatch(/^--state string .*: \{open\|archived\|all\} \(default "open"\)$/m);
  });
});

describe("every page of help", () => {
  it.each([40, 80])("fits the width of the terminal: %d columns", async (width) => {
    for (const page of pages) {
      const lines = (await readHelp(`${page} --help`, width)).split("\n");
      // A single word, such as a URL or a quoted value, cannot be broken.
      const long = lines.filter(
        (line) => line.length > width && /\S\s\S/.test(line.replace(/'[^']*'|"[^"]*"| \\$/g, "")),
      );
      expect(long, page).toEqual([]);
    }
  });

  it("contains all examples of its command", async () => {
    for (const { name, load } of commands) {
      const { examples } = (await load()).default;
      const text = (await readHelp(`${name} --help`)).replaceAll(/ \\\n +/g, " ");
      for (const { line } of examples) expect(text).toContain(`  $ ${line}\n`);
    }
  });

  it("has a summary of its own that starts with a verb and has no period", () => {
    const summaries = [...Object.values(groups), ...commands.map(({ summary }) => summary)];

    expect(new Set(summaries).size).toBe(summaries.length);
    for (const summary of summaries) expect(summary).toMatch(/^[A-Z][a-z]*[a-rt-z],? .*[^.]$/);
  });

  it("has bold headings only if colors are enabled", async () => {
    const print = async (env: Record<string, string>): Promise<string> =>
      (await hunt(["token", "--help"], { env })).stdout;

    const [colored, plain, piped] = await Promise.all([
      print({ HUNT_FORCE_TTY: "80" }),
      print({ HUNT_FORCE_TTY: "80", NO_COLOR: "1" }),
      print({}),
    ]);
    expect(colored).toContain("\u001b[1mUSAGE\u001b[22m\n");
    expect(plain).not.toContain("\u001b");
    expect(piped).toBe(plain);
  });
});

describe("hunt help", () => {
  it("lists all exit codes", async () => {
    const lines = getSection(await readHelp("help exit-codes", 100), "EXIT CODES");

    for (const [code, meaning] of Object.entries(exitCodes))
      expect(lines).toContain(`${code.padEnd(3)}   ${meaning}`);
  });

  it("lists all environment variables", async () => {
    const text = await readHelp("help environment");

    for (const name of Object.keys(variables)) expect(text).toMatch(new RegExp(`^  ${name} `, "m"));
  });

  it("describes the formats of the output", async () => {
    expect(getSection(await readHelp("help formatting"), "FORMATS").join("\n")).toContain("--ndjson");
  });

  it("shows the help of a command, and of hunt without an argument", async () => {
    expect(await readHelp("help token check")).toBe(await readHelp("token check --help"));
    expect(await readHelp("help")).toBe(await readHelp("--help"));
  });

  it("shows examples that its own commands have", () => {
    for (const line of rootExamples)
      expect(commands.some(({ name }) => line.startsWith(`hunt ${name} `))).toBe(true);
  });
});
