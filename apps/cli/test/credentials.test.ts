import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { ApiToken } from "@huntkit/core";
import { updateProfiles, readProfiles } from "../src/credentials/profiles.js";
import { findCredentials } from "../src/credentials/find-credentials.js";
import { atHunt } from "./support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { hunt as run, type Outcome } from "./support/hunt.js";
import { expectValidOutput } from "./support/schema.js";

const { sandbox } = atHunt();
const [one, two, three, four] = ["1", "2", "3", "4"].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
  string,
];

const find = async (
  selection: { instance?: string; profile?: string },
  env: Record<string, string>,
  warnings: string[] = [],
) => {
  const { token, instance, source } = await findCredentials(selection, env, (text) => warnings.push(text));
  return { token: token.reveal(), instance, source };
};

/** Writes a file of JSON into a home directory. */
function writeJson(HOME: string, directory: string, name: string, data: object): string {
  mkdirSync(join(HOME, directory), { recursive: true });
  const path = join(HOME, directory, name);
  writeFileSync(path, JSON.stringify(data), { mode: 0o600 });
  return path;
}

const getProfilePath = (HOME: string): string => join(HOME, ".config/huntkit/profiles.json");

/** Creates a home directory with profiles, and with the file of the PowerShell module. */
function createHome(): string {
  const HOME = temporaryDirectory();
  const profiles = {
    acme: { instance: "https://acme.infocyte.com", token: three },
    lab: { instance: "https://hunt.example.org:8443", token: four },
  };
  writeJson(HOME, ".config/huntkit", "profiles.json", { current: "acme", profiles });
  writeJson(HOME, "infocyte", "credentials.json", { "https://old.infocyte.com": one });
  return HOME;
}

describe("findCredentials", () => {
  /** Returns an environment with a token in every source. */
  const withAllSources = () => {
    const HOME = createHome();
    const HUNT_TOKEN_FILE = join(HOME, "token");
    writeFileSync(HUNT_TOKEN_FILE, `${two}\n`);
    return { HOME, HUNT_INSTANCE: "acme", HUNT_TOKEN: one, HUNT_TOKEN_FILE };
  };

  it("prefers the profile in --profile over the environment", async () => {
    const found = await find({ profile: "lab" }, withAllSources());

    expect(found).toEqual({ token: four, instance: "https://hunt.example.org:8443", source: "profile" });
  });

  it("prefers HUNT_TOKEN over HUNT_TOKEN_FILE", async () => {
    const found = await find({}, withAllSources());

    expect(found).toEqual({ token: one, instance: "acme", source: "HUNT_TOKEN" });
  });

  it("reads the token from HUNT_TOKEN_FILE if HUNT_TOKEN is empty", async () => {
    const found = await find({}, { ...withAllSources(), HUNT_TOKEN: "" });

    expect(found).toEqual({ token: two, instance: "acme", source: "HUNT_TOKEN_FILE" });
  });

  it.each(["HUNT_TOKEN", "HUNT_TOKEN_FILE", "HUNT_TOKEN_COMMAND", "HUNT_INSTANCE"])(
    "throws instead of using a profile if a variable is set but empty: %s",
    async (name) => {
      await expect(find({}, { HOME: createHome(), [name]: "" })).rejects.toThrow(
        `${name} is set, but it is empty.`,
      );
    },
  );

  it("ignores an empty variable if a flag names what to use", async () => {
    const env = { HOME: createHome(), HUNT_INSTANCE: "", HUNT_TOKEN: "" };

    expect(await find({ profile: "lab" }, env)).toMatchObject({ token: four });
    expect(await find({ instance: "acme" }, { HOME: env.HOME, HUNT_INSTANCE: "" })).toMatchObject({
      token: three,
    });
  });

  it("uses the current profile if the environment has no token", async () => {
    const found = await find({}, { HOME: createHome() });

    expect(found).toEqual({ token: three, instance: "https://acme.infocyte.com", source: "profile" });
  });

  it("uses the profile of the instance in --instance", async () => {
    const found = await find({ instance: "hunt.example.org:8443" }, { HOME: createHome() });

    expect(found).toEqual({ token: four, instance: "https://hunt.example.org:8443", source: "profile" });
  });

  it("reads the file of the PowerShell module if no profile matches", async () => {
    const found = await find({ instance: "old" }, { HOME: createHome() });

    expect(found).toEqual({ token: one, instance: "https://old.infocyte.com", source: "powershell" });
  });

  it("ignores HUNT_TOKEN if --instance names another instance than HUNT_INSTANCE", async () => {
    const env = { HOME: createHome(), HUNT_INSTANCE: "acme", HUNT_TOKEN: one };

    const found = await find({ instance: "https://hunt.example.org:8443/api" }, env);

    expect(found).toEqual({ token: four, instance: "https://hunt.example.org:8443", source: "profile" });
  });

  it("lists the instances of all profiles if no token is stored for --instance", async () => {
    const env = { HOME: createHome(), HUNT_INSTANCE: "acme", HUNT_TOKEN: one };

    await expect(find({ instance: "elsewhere" }, env)).rejects.toThrow(
      "No token found for elsewhere. Profiles exist for https://acme.infocyte.com, https://hunt.example.org:8443.",
    );
  });

  it("throws if --profile and --instance name different instances", async () => {
    await expect(find({ profile: "lab", instance: "acme" }, { HOME: createHome() })).rejects.toThrow(
      "does not match the profile lab, which is for https://hunt.example.org:8443",
    );
  });

  it("throws if HUNT_TOKEN is set without an instance", async () => {
    await expect(find({}, { HOME: temporaryDirectory(), HUNT_TOKEN: one })).rejects.toThrow(
      "HUNT_TOKEN is set, but the instance of the token is missing.",
    );
  });

  it("warns if other users can read the profiles", async () => {
    const HOME = createHome();
    const path = getProfilePath(HOME);
    chmodSync(path, 0o644);
    const warnings: string[] = [];

    await find({}, { HOME }, warnings);

    expect(warnings).toEqual([
      `hunt: Other users of this machine can read the tokens in ${path}. Run: chmod 600 ${path}`,
    ]);
  });

  it("uses HUNT_TOKEN even if the profiles are not valid JSON", async () => {
    const HOME = createHome();
    writeFileSync(getProfilePath(HOME), "{");

    const found = await find({}, { HOME, HUNT_INSTANCE: "acme", HUNT_TOKEN: one });

    expect(found.token).toBe(one);
  });

  it("uses HUNT_TOKEN even if the home directory does not exist", async () => {
    const found = await find({}, { HOME: "/dev/null", HUNT_INSTANCE: "acme", HUNT_TOKEN: one });

    expect(found.token).toBe(one);
  });

  it("reports missing credentials if the home directory does not exist", async () => {
    await expect(find({}, { HOME: "/dev/null" })).rejects.toThrow("No HUNT instance and no token found.");
  });
});

describe("findCredentials, with the file of the PowerShell module", () => {
  const proxy = { Proxy: "http://proxy.example.org:3128", ProxyUser: "p@t", ProxyPass: "a:b" };
  const createPowerShellHome = (): string => {
    const HOME = temporaryDirectory();
    const text = `\ufeff${JSON.stringify({ "https://acme.infocyte.com": one, ...proxy })}`;
    mkdirSync(join(HOME, "infocyte"));
    writeFileSync(join(HOME, "infocyte/credentials.json"), Buffer.from(text, "utf16le"), { mode: 0o600 });
    return HOME;
  };

  it("reads the token and the proxy from a file that PowerShell wrote in UTF-16", async () => {
    const { env, token } = await findCredentials({}, { HOME: createPowerShellHome() }, () => {});

    expect(token.reveal()).toBe(one);
    expect(env["HTTPS_PROXY"]).toBe("http://p%40t:a%3Ab@proxy.example.org:3128");
  });

  it("prefers HTTPS_PROXY over the proxy in the file of the PowerShell module", async () => {
    const { env } = await findCredentials(
      {},
      { HOME: createPowerShellHome(), HTTPS_PROXY: "http://own:1" },
      () => {},
    );

    expect(env["HTTPS_PROXY"]).toBe("http://own:1");
  });
});

describe("profiles", () => {
  const unreadable = {
    cut: { instance: "acme", token: "x".repeat(63) },
    empty: null,
    future: { vault: "a" },
  };

  /** Creates a home directory whose file of profiles also has entries that are not valid. */
  const createDamagedHome = (): string => {
    const HOME = createHome();
    const { profiles, ...rest } = JSON.parse(readFileSync(getProfilePath(HOME), "utf8")) as {
      profiles: object;
    };
    writeJson(HOME, ".config/huntkit", "profiles.json", {
      ...rest,
      profiles: { ...unreadable, ...profiles },
    });
    return HOME;
  };

  it("can be used if another profile is not valid, which causes a warning", async () => {
    const HOME = createDamagedHome();
    const warnings: string[] = [];

    const { token } = await find({}, { HOME }, warnings);

    expect(token).toBe(three);
    expect(warnings).toEqual(
      ["cut", "empty", "future"].map(
        (name) =>
          `hunt: Skipped the profile ${name} in ${getProfilePath(HOME)}, which is not valid. Run: hunt auth login --profile ${name}`,
      ),
    );
  });

  it("keep entries that are not valid when they are written again", async () => {
    const HOME = createDamagedHome();
    const before = JSON.parse(readFileSync(getProfilePath(HOME), "utf8")) as object;

    await updateProfiles({ HOME }, (store) => store);

    expect(JSON.parse(readFileSync(getProfilePath(HOME), "utf8"))).toEqual(before);
  });

  it("are all kept if several processes add one at the same time", async () => {
    const HOME = temporaryDirectory();
    const add = (name: string) =>
      updateProfiles({ HOME }, (store) => ({
        ...store,
        profiles: { ...store.profiles, [name]: { instance: "acme", token: new ApiToken(one) } },
      }));
    const names = ["a", "b", "c", "d", "e"];

    await Promise.all(names.map(add));

    const { profiles } = await readProfiles({ HOME }, () => {});
    expect(Object.keys(profiles).sort()).toEqual(names);
    expect(readdirSync(join(HOME, ".config/huntkit"))).toEqual(["profiles.json"]);
  });
});

/** Returns the core's message about an invalid token. */
function describeInvalidToken(value: string): string {
  try {
    return String(new ApiToken(value));
  } catch (error) {
    return (error as Error).message.replace(/^token: /, "");
  }
}

describe("hunt token check", () => {
  it("lists the ways to provide credentials if there are none", async () => {
    expect(await run(["token", "check"])).toMatchInlineSnapshot(`
      {
        "code": 2,
        "stderr": "hunt: No HUNT instance and no token found.
      Provide them in one of these ways:
        on a laptop    hunt auth login --instance acme
        in a pipeline  HUNT_INSTANCE=acme and HUNT_TOKEN, from the pipeline's secrets
        in a container HUNT_INSTANCE and HUNT_TOKEN_FILE, the path of a file with the token
        from a vault   HUNT_INSTANCE and HUNT_TOKEN_COMMAND, a command that prints the token
      No token yet? https://github.com/huntkit/huntkit/blob/main/docs/get-a-token.md. No instance? Run \`hunt sandbox\`.
      ",
        "stdout": "",
      }
    `);
  });

  it("names the variable with an invalid token, and does not print the token", async () => {
    const env = { HUNT_INSTANCE: "acme", HUNT_TOKEN: `Bearer ${one}` };

    const { code, stdout, stderr } = await run(["token", "check"], { env });

    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toBe(`hunt: HUNT_TOKEN: ${describeInvalidToken(`Bearer ${one}`)}\n`);
    expect(stderr).toContain('starts with "Bearer"');
    expect(stderr).not.toContain(one);
  });
});

describe("hunt auth login", () => {
  it.runIf(process.platform === "linux")("exits with code 2 if the profiles cannot be written", async () => {
    const { code, stderr } = await run(["auth", "login", "--with-token"], {
      env: { HOME: "/proc", HUNT_INSTANCE: sandbox().url },
      stdin: sandbox().tokens.admin,
    });

    expect(code).toBe(2);
    expect(stderr).toContain("Could not write the profiles to /proc/.config/huntkit/profiles.json (ENOENT).");
    expect(stderr).toContain("Set XDG_CONFIG_HOME to a writable directory.");
  });

  it("requires --instance if stdin is not a terminal", async () => {
    const { stderr } = await run(["auth", "login"]);

    expect(stderr).toContain("Missing required flag --instance.");
  });

  it("requires --with-token if stdin is not a terminal", async () => {
    const { stderr } = await run(["auth", "login", "--instance", "acme"]);

    expect(stderr).toContain("Add --with-token, and pass the token on stdin.");
  });
});

describe("hunt auth", () => {
  let HOME: string;
  let login: (token: string, ...flags: string[]) => Promise<Outcome>;
  let auth: (...args: string[]) => Promise<Outcome>;

  beforeEach(() => {
    HOME = temporaryDirectory();
    auth = (...args) => run(["auth", ...args], { env: { HOME } });
    login = (token, ...flags) =>
      run(["auth", "login", "--instance", sandbox().url, "--with-token", ...flags], {
        env: { HOME },
        stdin: `${token}\n`,
      });
  });

  const readProfileNames = (): string[] =>
    Object.keys((JSON.parse(readFileSync(getProfilePath(HOME), "utf8")) as { profiles: object }).profiles);

  it("stores a token from stdin in a file that only its owner can read", async () => {
    const { code } = await login(sandbox().tokens.admin);

    expect(code).toBe(0);
    expect(statSync(getProfilePath(HOME)).mode & 0o777).toBe(0o600);
    expect(statSync(join(HOME, ".config/huntkit")).mode & 0o777).toBe(0o700);
  });

  it("stores nothing if HUNT does not accept the token", async () => {
    await login(sandbox().tokens.admin);
    const before = readFileSync(getProfilePath(HOME), "utf8");

    const { code, stderr } = await login(one);

    expect(code).toBe(12);
    expect(stderr).toContain("Nothing was stored. HUNT does not accept the token");
    expect(readFileSync(getProfilePath(HOME), "utf8")).toBe(before);
  });

  it("prints the user, the role, and the expiry of the token after login", async () => {
    const { stderr } = await login(sandbox().tokens.analyst);

    expect(stderr).toMatch(
      /^✓ Signed in to 127\.0\.0\.1:\d+ as analyst@example\.com \(analyst\)\. The token expires in 200 days\.\n/,
    );
  });

  it("shows the source and the health of the current token in auth status", async () => {
    await login(sandbox().tokens.analyst, "--profile", "analyst");

    const { stdout } = await auth("status", "--json");

    expect(await expectValidOutput("auth status", stdout)).toMatchObject({
      source: "profile",
      profile: "analyst",
      path: getProfilePath(HOME),
      health: { status: "healthy" },
    });
  });

  it("switches to the other one of two profiles with auth switch", async () => {
    await login(sandbox().tokens.admin);
    await login(sandbox().tokens.analyst, "--profile", "analyst");

    const { stderr } = await auth("switch");

    expect(stderr).toMatch(/^✓ Switched to profile 127/);
  });

  it("requires --yes for auth logout if stdin is not a terminal", async () => {
    await login(sandbox().tokens.analyst, "--profile", "analyst");

    const { code } = await auth("logout", "analyst");

    expect(code).toBe(2);
    expect(readProfileNames()).toEqual(["analyst"]);
  });

  it("deletes a profile with auth logout, and notes that its token is still valid", async () => {
    await login(sandbox().tokens.admin, "--profile", "admin");
    await login(sandbox().tokens.analyst, "--profile", "analyst");

    const { stderr } = await auth("logout", "analyst", "--yes");

    expect(stderr).toContain("Its token is still valid in HUNT.");
    expect(readProfileNames()).toEqual(["admin"]);
  });
});

describe("hunt", () => {
  const encodings: [name: string, encode: (text: string) => Buffer][] = [
    ["UTF-16 with a byte order mark", (text) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["big-endian UTF-16 with a byte order mark", (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["UTF-8 with a byte order mark", (text) => Buffer.from(`\ufeff${text}`)],
  ];

  it.each(encodings)("reads a token file and profiles in %s", async (_, encode) => {
    const HOME = createHome();
    const profiles = join(HOME, ".config/huntkit/profiles.json");
    const HUNT_TOKEN_FILE = join(HOME, "token");
    writeFileSync(HUNT_TOKEN_FILE, encode(`${one}\r\n`));
    writeFileSync(profiles, encode(readFileSync(profiles, "utf8")));

    const fromFile = await find({}, { HOME, HUNT_INSTANCE: "acme", HUNT_TOKEN_FILE });
    const fromProfile = await find({ profile: "lab" }, { HOME });

    expect(fromFile.token).toBe(one);
    expect(fromProfile.token).toBe(four);
  });

  it.each(encodings)("reads a token from stdin and a request body in %s", async (_, encode) => {
    const HOME = temporaryDirectory();
    const body = join(HOME, "body.json");
    writeFileSync(body, encode('{\r\n"name": "Überwachung", "color": "red"\r\n}\r\n'));

    const login = await run(["auth", "login", "--with-token", "--instance", sandbox().url], {
      env: { HOME },
      stdin: encode(`${sandbox().tokens.admin}\r\n`),
    });
    const sent = await run(["api", "POST", "flags", "--input", body], { env: { HOME } });

    expect(login.code).toBe(0);
    expect(JSON.parse(sent.stdout)).toMatchObject({ name: "Überwachung" });
  });
});
