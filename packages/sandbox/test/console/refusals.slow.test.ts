import { describe, expect, test } from "vitest";
import { sandboxes } from "../support/sandboxes.js";
import { chromiumPath, expectSeen, pages, PATIENCE } from "./browser.js";
import { createToken, dialogGone, fillInAndSend, holdRequests, signIn } from "./screens.js";

const ALL_TOKENS = "/admin/users-and-tokens/api-tokens";

describe.skipIf(chromiumPath === undefined)("errors in the console", PATIENCE, () => {
  const start = sandboxes();
  const open = pages();

  test.each(["/admin", "/admin/users-and-tokens", "/admin/users-and-tokens/users", ALL_TOKENS])(
    "an analyst who opens a screen for admins sees that access is denied: %s",
    async (path) => {
      const { sandbox } = await start();
      const page = await open(sandbox.url);
      await signIn(page, "analyst", path);
      await expectSeen(page.getByRole("heading", { name: "Access denied" }));
      expect(await page.getByRole("alert").innerText()).toContain(
        "Your account analyst (role: analyst) does not have access",
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

  test("an admin can create a token for another user", async () => {
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

  test("the list names the users whose tokens HUNT did not show, and has those of the others", async () => {
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

  test("a reload keeps the screen", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin", ALL_TOKENS);
    await expectSeen(page.getByRole("table"));
    await page.reload();
    await expectSeen(page.getByRole("table", { name: "API tokens of all users" }));
    expect(await page.title()).toBe("Users & Tokens · HUNT sandbox");
  });

  test("an expired session asks the user to sign in, and then shows the same screen", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin", ALL_TOKENS);
    await expectSeen(page.getByRole("table"));
    sandbox.clock.advance(15 * 86_400_000);
    await page.getByRole("button", { name: "Create new token" }).click();
    await page.getByLabel("Description").fill("Too late");
    await page.getByRole("button", { name: "Create", exact: true }).click();
    await expectSeen(page.getByText("Your session has ended."));
    await page.getByRole("button", { name: "Fill in admin", exact: true }).click();
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expectSeen(page.getByRole("table", { name: "API tokens of all users" }));
  });

  test("a wrong password shows an error, and the user can try again", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await page.goto("/");
    await fillInAndSend(page, "admin", "wrong");
    await expectSeen(page.getByText("Incorrect user name or password."));
    await page.getByLabel("Password").fill("admin-password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expectSeen(page.getByRole("heading", { name: "When tokens expire" }));
  });

  test.each([
    ["503", { kind: "status", status: 503 } as const, "HUNT returned status 503: Service Unavailable."],
    ["a web page", { kind: "html" } as const, "HUNT's response is not valid JSON."],
    ["invalid JSON", { kind: "invalid-json" } as const, "HUNT's response is not valid JSON."],
    ["a reset connection", { kind: "reset" } as const, "HUNT did not respond."],
    ["a redirect", { kind: "redirect", location: "https://evil.example/" } as const, "HUNT did not respond."],
  ])("a failed list shows the error and a button to try again, after %s", async (_what, fault, message) => {
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

  test("a list shows that it is loading", async () => {
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

  test("a new token requires a description", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin", ALL_TOKENS);
    await page.getByRole("button", { name: "Create new token" }).click();

    await page.getByRole("button", { name: "Create", exact: true }).click();

    await expectSeen(page.getByText("Enter a description."));
    expect(sandbox.requests.filter(({ method, path }) => method === "POST" && path !== "/session")).toEqual(
      [],
    );
  });

  test("a failed request keeps the form, which can be sent again", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin", ALL_TOKENS);
    sandbox.faults.add({ match: "POST users/*", kind: "status", status: 500 });
    await page.getByRole("button", { name: "Create new token" }).click();
    await page.getByLabel("Description").fill("Website");

    await page.getByRole("button", { name: "Create", exact: true }).click();
    await expectSeen(page.getByText("HUNT returned status 500: Internal Server Error."));
    await page.getByRole("button", { name: "Create", exact: true }).click();

    await expectSeen(page.getByRole("heading", { name: "Your new API token" }));
  });

  test("Cancel in the confirmation of a revocation changes nothing", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "admin", ALL_TOKENS);
    await page.getByRole("button", { name: "Revoke Old build server" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await dialogGone(page);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe("Revoke Old build server");
    expect(sandbox.requests.filter(({ method }) => method === "DELETE")).toEqual([]);
  });

  test("the console works with instances whose token routes are named apiTokens", async () => {
    const { sandbox } = await start({ tokenRoutes: "apiTokens" });
    const page = await open(sandbox.url);
    await signIn(page, "admin", ALL_TOKENS);
    expect(await createToken(page, "Create new token", "Website")).toMatch(/^[A-Za-z0-9]{64}$/);
  });

  test("the console reports an instance without token routes", async () => {
    const { sandbox } = await start({ tokenRoutes: "none" });
    const page = await open(sandbox.url);
    await signIn(page, "admin");
    await expectSeen(page.getByText("This HUNT instance has no token routes."));
  });

  test("a user can create a token even if HUNT denies access to the list", async () => {
    const { sandbox } = await start({ tokenLists: "refused" });
    const page = await open(sandbox.url);
    await signIn(page, "analyst", "/profile/api-tokens");
    await expectSeen(page.getByRole("heading", { name: "Access denied" }));
    expect(await createToken(page, "Create New Token", "Website")).toMatch(/^[A-Za-z0-9]{64}$/);
  });

  test("an unknown path shows that the page was not found", async () => {
    const { sandbox } = await start();
    const page = await open(sandbox.url);
    await signIn(page, "analyst", "/Alerts");
    await expectSeen(page.getByRole("heading", { name: "Page not found" }));
    await page.getByRole("link", { name: "Go to the overview" }).click();
    await expectSeen(page.getByRole("heading", { name: "When tokens expire" }));
  });
});
