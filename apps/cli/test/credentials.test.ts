import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ApiToken } from "@huntkit/core";
import { updateProfiles, readProfiles } from "../src/credentials/profiles.js";
import { findCredentials } from "../src/credentials/find-credentials.js";
import { atHunt } from "./support/at-hunt.js";
import { temporaryDirectory } from "@huntkit/test-kit/vitest";
import { hunt as run } from "./support/hunt.js";
import { expectFitting } from "./support/schema.js";

const { sandbox } = atHunt();
const [one, two, three, four] = ["1", "2", "3", "4"].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
  string,
];

const find = async (
  asked: { instance?: string; profile?: string },
  env: Record<string, string>,
  warnings: string[] = [],
) => {
  const { token, instance, source } = await findCredentials(asked, env, (text) => warnings.push(text));
  return { token: token.reveal(), instance, source };
};

/** A home with profiles, and with the file of the PowerShell module. */
function home(): string {
  const HOME = temporaryDirectory();
  const write = (folder: string, name: string, data: object): void => {
    mkdirSync(join(HOME, folder), { recursive: true });
    writeFileSync(join(HOME, folder, name), JSON.stringify(data), { mode: 0o600 });
  };
  const profiles = {
    acme: { instance: "https://acme.infocyte.com", token: three },
    lab: { instance: "https://hunt.example.org:8443", token: four },
  };
  write(".config/huntkit", "profiles.json", { current: "acme", profiles });
  write("infocyte", "credentials.json", {
    "https://old.infocyte.com": one,
    Proxy: "proxy.example.org:3128",
    ProxyUser: "p@t",
    ProxyPass: "a:b",
  });
  return HOME;
}

describe("credentials", () => {
  it("come from --profile, HUNT_TOKEN, HUNT_TOKEN_FILE, the profiles and PowerShell's file, in this order", async () => {
    const HOME = home();
    const HUNT_TOKEN_FILE = join(HOME, "token");
    writeFileSync(HUNT_TOKEN_FILE, `${two}\n`);
    const all = { HOME, HUNT_INSTANCE: "acme", HUNT_TOKEN: one, HUNT_TOKEN_FILE };
    expect(await find({ profile: "lab" }, all)).toEqual({
      token: four,
      instance: "https://hunt.example.org:8443",
      source: "profile",
    });
    expect(await find({}, all)).toEqual({ token: one, instance: "acme", source: "HUNT_TOKEN" });
    expect(await find({}, { ...all, HUNT_TOKEN: "" })).toEqual({
      token: two,
      instance: "acme",
      source: "HUNT_TOKEN_FILE",
    });
    expect(await find({}, { HOME })).toEqual({
      token: three,
      instance: "https://acme.infocyte.com",
      source: "profile",
    });
    expect(await find({ instance: "hunt.example.org:8443" }, { HOME })).toMatchObject({ token: four });
    expect(await find({ instance: "old" }, { HOME })).toEqual({
      token: one,
      instance: "https://old.infocyte.com",
      source: "powershell",
    });
  });

  it("are never of another instance than the one that is asked for", async () => {
    const env = { HOME: home(), HUNT_INSTANCE: "acme", HUNT_TOKEN: one };
    expect(await find({ instance: "https://hunt.example.org:8443/api" }, env)).toMatchObject({
      token: four,
      source: "profile",
    });
    await expect(find({ instance: "elsewhere" }, env)).rejects.toThrow(
      "No token found for elsewhere. Profiles exist for https://acme.infocyte.com, https://hunt.example.org:8443.",
    );
    await expect(find({ profile: "lab", instance: "acme" }, env)).rejects.toThrow(
      "does not match the profile lab, which is for https://hunt.example.org:8443",
    );
    await expect(find({}, { HOME: temporaryDirectory(), HUNT_TOKEN: one })).rejects.toThrow(
      "HUNT_TOKEN is set, but the instance of the token is missing.",
    );
  });

  it("are read from PowerShell's file as Windows writes it, with its proxy", async () => {
    const HOME = temporaryDirectory();
    mkdirSync(join(HOME, "infocyte"));
    writeFileSync(
      join(HOME, "infocyte/credentials.json"),
      Buffer.from(
        `\ufeff${JSON.stringify({ "https://acme.infocyte.com": one, Proxy: "http://proxy.example.org:3128", ProxyUser: "p@t", ProxyPass: "a:b" })}`,
        "utf16le",
      ),
      { mode: 0o600 },
    );
    const { env, token } = await findCredentials({}, { HOME }, () => {});
    expect([token.reveal(), env["HTTPS_PROXY"]]).toEqual([one, "http://p%40t:a%3Ab@proxy.example.org:3128"]);
    expect(
      (await findCredentials({}, { HOME, HTTPS_PROXY: "http://own:1" }, () => {})).env["HTTPS_PROXY"],
    ).toBe("http://own:1");
  });

  it("are warned of where others may read them", async () => {
    const HOME = home();
    const path = join(HOME, ".config/huntkit/profiles.json");
    chmodSync(path, 0o644);
    const warnings: string[] = [];
    await find({}, { HOME }, warnings);
    expect(warnings).toEqual([
      `hunt: Other users of this machine can read the tokens in ${path}. Run: chmod 600 ${path}`,
    ]);
  });

  it("of the environment need no home, and no profile that can be read", async () => {
    const HOME = home();
    writeFileSync(join(HOME, ".config/huntkit/profiles.json"), "{");
    for (const place of [HOME, "/dev/null"])
      expect(await find({}, { HOME: place, HUNT_INSTANCE: "acme", HUNT_TOKEN: one })).toMatchObject({
        token: one,
      });
    await expect(find({}, { HOME: "/dev/null" })).rejects.toThrow("No HUNT instance and no token found.");
  });

  it("of a profile can be used although another profile is unreadable, which is not changed", async () => {
    const HOME = home();
    const path = join(HOME, ".config/huntkit/profiles.json");
    const { profiles, ...rest } = JSON.parse(readFileSync(path, "utf8")) as { profiles: object };
    const unreadable = {
      cut: { instance: "acme", token: "x".repeat(63) },
      empty: null,
      future: { vault: "a" },
    };
    writeFileSync(path, JSON.stringify({ ...rest, profiles: { ...unreadable, ...profiles } }), {
      mode: 0o600,
    });
    const warnings: string[] = [];

    const { token } = await find({}, { HOME }, warnings);
    await updateProfiles({ HOME }, (store) => store);

    expect(token).toBe(three);
    expect(warnings).toEqual(
      ["cut", "empty", "future"].map(
        (name) =>
          `hunt: Skipped the profile ${name} in ${path}, which is not valid. Run: hunt auth login --profile ${name}`,
      ),
    );
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
      profiles: { ...unreadable, ...profiles },
    });
  });

  it("that are stored at the same instant are all kept", async () => {
    const HOME = temporaryDirectory();
    const add = (name: string) =>
      updateProfiles({ HOME }, (store) => ({
        ...store,
        profiles: { ...store.profiles, [name]: { instance: "acme", token: new ApiToken(one) } },
      }));
    const names = ["a", "b", "c", "d", "e"];
    await Promise.all(names.map(add));
    expect(Object.keys((await readProfiles({ HOME }, () => {})).profiles).sort()).toEqual(names);
    expect(readdirSync(join(HOME, ".config/huntkit"))).toEqual(["profiles.json"]);
  });

  it("that are missing are reported with the ways to provide them", async () => {
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

  it("that are no token are told by their place, and never repeated", async () => {
    const outcome = await run(["token", "check"], {
      env: { HUNT_INSTANCE: "acme", HUNT_TOKEN: `Bearer ${one}` },
    });
    expect(outcome).toEqual({
      code: 2,
      stdout: "",
      stderr:
        'hunt: HUNT_TOKEN: it begins with "Bearer". HUNT takes the token alone; with that prefix it answers 500. Remove the prefix.\n',
    });
  });
});

describe("hunt auth", () => {
  it.runIf(process.platform === "linux")("ends with an error if the profiles cannot be stored", async () => {
    const { code, stderr } = await run(["auth", "login", "--with-token"], {
      env: { HOME: "/proc", HUNT_INSTANCE: sandbox().url },
      stdin: sandbox().tokens.admin,
    });

    expect(code).toBe(2);
    expect(stderr).toContain("Could not write the profiles to /proc/.config/huntkit/profiles.json (ENOENT).");
    expect(stderr).toContain("Set XDG_CONFIG_HOME to a writable directory.");
  });

  it("stores a token from stdin once HUNT accepts it, whole and for its owner alone", async () => {
    const HOME = temporaryDirectory();
    const login = (token: string, ...more: string[]) =>
      run(["auth", "login", "--instance", sandbox().url, "--with-token", ...more], {
        env: { HOME },
        stdin: `${token}\n`,
      });
    const path = join(HOME, ".config/huntkit/profiles.json");
    expect((await login(sandbox().tokens.admin)).code).toBe(0);
    expect([statSync(path).mode & 0o777, statSync(join(HOME, ".config/huntkit")).mode & 0o777]).toEqual([
      0o600, 0o700,
    ]);
    const before = readFileSync(path, "utf8");
    expect(await login(one)).toMatchObject({
      code: 12,
      stderr: expect.stringContaining("Nothing was stored. HUNT does not accept the token") as string,
    });
    expect(readFileSync(path, "utf8")).toBe(before);
    expect((await login(sandbox().tokens.analyst, "--profile", "analyst")).stderr).toMatch(
      /^✓ Signed in to 127\.0\.0\.1:\d+ as analyst@example\.com \(analyst\)\. The token expires in 200 days\.\n/,
    );
    const status = await run(["auth", "status", "--json"], { env: { HOME } });
    expect(await expectFitting("auth status", status.stdout)).toMatchObject({
      source: "profile",
      profile: "analyst",
      path,
      health: { status: "healthy" },
    });
    expect((await run(["auth", "switch"], { env: { HOME } })).stderr).toMatch(
      /^✓ Switched to the profile 127/,
    );
    expect((await run(["auth", "logout", "analyst"], { env: { HOME } })).code).toBe(2);
    expect((await run(["auth", "logout", "analyst", "--yes"], { env: { HOME } })).stderr).toContain(
      "Its token is still valid in HUNT.",
    );
    expect(
      Object.keys((JSON.parse(readFileSync(path, "utf8")) as { profiles: object }).profiles),
    ).toHaveLength(1);
  });

  it("asks for an instance, and for a terminal or --with-token", async () => {
    expect((await run(["auth", "login"])).stderr).toContain("Missing required flag --instance.");
    expect((await run(["auth", "login", "--instance", "acme"])).stderr).toContain(
      "Add --with-token, and pass the token on stdin.",
    );
  });
});

describe("a file that Windows wrote", () => {
  const encodings: [name: string, encode: (text: string) => Buffer][] = [
    ["UTF-16 with a byte order mark", (text) => Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16 in the other byte order", (text) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["UTF-8 with a byte order mark", (text) => Buffer.from(`\ufeff${text}`)],
  ];

  it.each(encodings)("is read as a token file and as profiles: %s", async (_, encode) => {
    const HOME = home();
    const profiles = join(HOME, ".config/huntkit/profiles.json");
    const HUNT_TOKEN_FILE = join(HOME, "token");
    writeFileSync(HUNT_TOKEN_FILE, encode(`${one}\r\n`));
    writeFileSync(profiles, encode(readFileSync(profiles, "utf8")));

    const fromFile = await find({}, { HOME, HUNT_INSTANCE: "acme", HUNT_TOKEN_FILE });
    const fromProfile = await find({ profile: "lab" }, { HOME });

    expect(fromFile.token).toBe(one);
    expect(fromProfile.token).toBe(four);
  });

  it.each(encodings)("is read from stdin and as a request body: %s", async (_, encode) => {
    const folder = temporaryDirectory();
    const body = join(folder, "body.json");
    writeFileSync(body, encode('{\r\n"name": "Überwachung", "color": "red"\r\n}\r\n'));

    const login = await run(["auth", "login", "--with-token", "--instance", sandbox().url], {
      env: { HOME: folder },
      stdin: encode(`${sandbox().tokens.admin}\r\n`),
    });
    const sent = await run(["api", "POST", "flags", "--input", body], { env: { HOME: folder } });

    expect(login.code).toBe(0);
    expect(JSON.parse(sent.stdout)).toMatchObject({ name: "Überwachung" });
  });
});
