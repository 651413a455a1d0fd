import { describe, expect, test } from "vitest";
import { sandboxes } from "../support/sandboxes.js";
import { chromiumPath, expectSeen, pages, PATIENCE } from "./browser.js";
import { createToken, dialogGone, fillInAndSend, holdRequests, signIn } from "./screens.js";

const ALL_TOKENS = "/admin/users-and-tokens/api-tokens";

describe.skipIf(chromiumPath === undefined)("the console", PATIENCE, () => {
  const start = sandboxes();
  const open = pages();

  test.each(["/admin", "/admin/users-and-tokens", "/admin/users-and-tokens/users", ALL_TOKENS])(
    "tells an analyst at %s that HUNT has refused it",
    async (path) => {
      const { sandbox } = await start();
      const page = await open(sandbox.url);
      await signIn(page, "analyst", path);
      await expectSeen(page.getByRole("heading", { name: "HUNT has refused this" }));
      expect(await page.getByRole("alert").innerText()).toContain(
        "Your account analyst has the role analyst",
      );
      expect(
        (await page.getByRole("table").count()) +
          (await page.getByRole("button", { name: "Create new token" }).count()),
      ).toBe(0);
      expect(
        sandbox.requests.filter(
          ({ path: asked, status }) => asked.startsWith("/api/users") && status === 401,
        ),
      ).not.toHaveLength(0);
    },
  );

  test("lets an admin create a token for another user", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin", ALL_TOKENS);
    await page.getByRole("button", { name: "Create new token" }).click();
    await page.getByLabel("Description").fill("Night build");
    await page.getByRole("combobox", { name: "User" }).selectOption({ label: "analyst (analyst)" });

    await page.getByRole("button", { name: "Create", exact: true }).click();
    const value = (await page.locator("button.value code").textContent()) ?? "";
    const response = await fetch(`${sandbox.api}/users/me`, { headers: { authorization: value } });

    expect(await response.json()).toMatchObject({ username: "analyst" });
  });

  test("names the users whose tokens HUNT does not show, and lists those of the others", async () => {
    const { sandbox } = await start();
    const { id } = sandbox.records("users").find(({ username }) => username === "reporting")!;
    sandbox.faults.add({
      match: `GET users/${id}/accessTokens`,
      kind: "status",
      status: 403,
      times: "always",
    });
    const page = await open(sandbox.url);

    await signIn(page, "admin", ALL_TOKENS);

    await expectSeen(page.getByText("HUNT did not show the tokens of reporting."));
    await expectSeen(page.getByRole("row").filter({ hasText: "Release pipeline" }));
  });

  test("stays where it is when it is reloaded", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin", ALL_TOKENS);
    await expectSeen(page.getByRole("table"));
    await page.reload();
    await expectSeen(page.getByRole("table", { name: "API tokens of all users" }));
    expect(await page.title()).toBe("Users & Tokens · HUNT sandbox");
  });

  test("asks to sign in again when HUNT has ended the session, and goes on where one was", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin", ALL_TOKENS);
    await expectSeen(page.getByRole("table"));
    sandbox.clock.advance(15 * 86_400_000);
    await page.getByRole("button", { name: "Create new token" }).click();
    await page.getByLabel("Description").fill("Too late");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await expectSeen(page.getByText("Your session is over."));
    await page.getByRole("button", { name: "Fill in admin", exact: true }).click();
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expectSeen(page.getByRole("table", { name: "API tokens of all users" }));
  });

  test("tells of a wrong password and lets one try again", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await page.goto("/");
    await fillInAndSend(page, "admin", "wrong");
    await expectSeen(page.getByText("HUNT does not know this name with this password."));
    await page.getByLabel("Password").fill("admin-password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expectSeen(page.getByRole("heading", { name: "When tokens expire" }));
  });

  test.each([
    ["503", { kind: "status", status: 503 } as const, "HUNT answered 503, Service Unavailable."],
    ["a web page", { kind: "html" } as const, "it is no JSON"],
    ["broken JSON", { kind: "invalid-json" } as const, "it is no JSON"],
    ["a reset connection", { kind: "reset" } as const, "HUNT does not answer"],
    ["a redirect", { kind: "redirect", location: "https://evil.example/" } as const, "HUNT does not answer"],
  ])("shows what went wrong after %s, and tries again when asked", async (_what, fault, message) => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin");
    await expectSeen(page.getByRole("table"));
    sandbox.faults.add({ match: "GET users/*/accessTokens", times: Infinity, ...fault });
    await page.goto(ALL_TOKENS);
    await expectSeen(page.getByText(message));
    sandbox.faults.clear();
    await page.getByRole("button", { name: "Try again" }).click();
    await expectSeen(page.getByRole("table"));
  });

  test("shows that it is loading while HUNT takes its time", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin");
    const release = await holdRequests(page, /\/api\/users\/[^/]+\/accessTokens/);
    await page.goto(ALL_TOKENS);
    await expectSeen(page.getByRole("status").filter({ hasText: "Loading" }));
    release();
    await expectSeen(page.getByRole("table"));
    await expect.poll(() => page.getByText("Loading").count()).toBe(0);
  });

  test("wants a description, and keeps the form when HUNT fails", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin", ALL_TOKENS);
    await page.getByRole("button", { name: "Create new token" }).click();
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await expectSeen(page.getByText("Say what the token is for."));
    sandbox.faults.add({ match: "POST users/*", kind: "status", status: 500 });
    await page.getByLabel("Description").fill("Website");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await expectSeen(page.getByText("HUNT answered 500, Internal Server Error."));
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await expectSeen(page.getByRole("heading", { name: "Your new API token" }));
  });

  test("asks before it revokes, and changes nothing when one keeps the token", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin", ALL_TOKENS);
    await page.getByRole("button", { name: "Revoke Old build server" }).click();
    await page.getByRole("button", { name: "Keep it" }).click();
    await dialogGone(page);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe("Revoke Old build server");
    expect(sandbox.requests.filter(({ method }) => method === "DELETE")).toEqual([]);
  });

  test("works with instances that call tokens apiTokens", async () => {
    const { sandbox } = await start({ tokenRoutes: "apiTokens" });
    const page = await open(sandbox.url);
    await signIn(page, "admin", ALL_TOKENS);
    expect(await createToken(page, "Create new token", "Website")).toMatch(/^[A-Za-z0-9]{64}$/);
  });

  test("says so where an instance has no routes for tokens", async () => {
    const { sandbox } = await start({ tokenRoutes: "none" });
    const page = await open(sandbox.url);
    await signIn(page, "admin");
    await expectSeen(page.getByText("This HUNT has no routes for tokens."));
  });

  test("lets one make a token where HUNT shows nobody the list", async () => {
    const { sandbox } = await start({ tokenLists: "refused" });
    const page = await open(sandbox.url);
    await signIn(page, "analyst", "/profile/api-tokens");
    await expectSeen(page.getByRole("heading", { name: "HUNT has refused this" }));
    expect(await createToken(page, "Create New Token", "Website")).toMatch(/^[A-Za-z0-9]{64}$/);
  });

  test("says what is at an address that it does not know", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "analyst", "/Alerts");
    await expectSeen(page.getByRole("heading", { name: "There is no such page" }));
    await page.getByRole("link", { name: "Go to the overview" }).click();
    await expectSeen(page.getByRole("heading", { name: "When tokens expire" }));
  });
});
