import type { JSX } from "preact";
import { Link, navigate, paths } from "../location.js";
import { Icon } from "../parts/icon.js";
import { Screen } from "../parts/screen.js";
import { Tabs } from "../parts/tabs.js";
import { loadFleet } from "../tokens/fleet.js";
import { Tokens } from "../tokens/tokens.js";
import { Instance } from "./instance.js";
import { Users } from "./users.js";

const tabs = [
  { name: "Users", path: paths.users, panel: () => <Users /> },
  {
    name: "API Tokens",
    path: paths.allTokens,
    panel: () => (
      <Tokens caption="API tokens of all users" create="Create new token" load={loadFleet} everybodys />
    ),
  },
];

/** Whether a path is one of the Admin screen's. */
export function isAdminPath(path: string): boolean {
  return path === paths.admin || path === paths.usersAndTokens || tabs.some((tab) => tab.path === path);
}

/** The Admin screen: a pane on the left, and what is chosen there. Who may see it is HUNT's own decision. */
export function Admin({ path }: { path: string }): JSX.Element {
  const chosen = Math.max(
    0,
    tabs.findIndex((tab) => tab.path === path),
  );
  return (
    <div class="with-pane">
      <nav class="pane" aria-label="Admin">
        <p class="pane-title">Admin</p>
        <Link to={paths.admin} current={path === paths.admin}>
          <Icon name="server" />
          Instance
        </Link>
        <Link to={paths.users} current={path !== paths.admin}>
          <Icon name="users" />
          Users & Tokens
        </Link>
      </nav>
      {path === paths.admin ? (
        <Screen title="Admin">
          <Instance />
        </Screen>
      ) : (
        <Screen title="Users & Tokens">
          <Tabs
            label="Users & Tokens"
            tabs={tabs}
            chosen={chosen}
            onChoose={(index) => navigate(tabs[index]?.path ?? paths.users)}
          />
        </Screen>
      )}
    </div>
  );
}
