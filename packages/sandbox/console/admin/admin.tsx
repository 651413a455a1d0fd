import type { JSX } from "preact";
import { request } from "../api/request.js";
import { loadFleet } from "../api/tokens.js";
import { formatMinute } from "../components/dates.js";
import { Icon } from "../components/icon.js";
import { Loading, useLoaded } from "../components/loading.js";
import { Tabs } from "../components/tabs.js";
import { Screen } from "../layout/screen.js";
import { Link, navigate, paths } from "../location.js";
import { Tokens } from "../tokens/tokens.js";
import { Users } from "./users.js";

const tabs = [
  { name: "Users", path: paths.users, panel: () => <Users /> },
  {
    name: "API Tokens",
    path: paths.allTokens,
    panel: () => (
      <Tokens caption="API tokens of all users" create="Create new token" load={loadFleet} allUsers />
    ),
  },
];

/** Returns whether a path belongs to the Admin screen. */
export function isAdminPath(path: string): boolean {
  return path === paths.admin || path === paths.usersAndTokens || tabs.some((tab) => tab.path === path);
}

/** The Admin screen: a navigation pane, and the selected content. HUNT decides who has access to its data. */
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

async function load() {
  const [{ tokens, users }, { serverVersion }] = await Promise.all([
    loadFleet(),
    request<{ serverVersion: string }>("GET", "/api/version"),
  ]);
  return { tokens: tokens.length, users: users.length, serverVersion };
}

/** The instance's facts for admins. */
function Instance(): JSX.Element {
  const [loaded, reload] = useLoaded(load);
  return (
    <Loading loaded={loaded} retry={() => void reload()}>
      {({ tokens, users, serverVersion }, now) => (
        <dl class="facts">
          <dt>Version</dt>
          <dd>{serverVersion}</dd>
          <dt>Server time</dt>
          <dd>{formatMinute(now)}</dd>
          <dt>API</dt>
          <dd>
            <code>{location.origin}/api</code>
          </dd>
          <dt>API reference</dt>
          <dd>
            <a href="/explorer/">Explorer</a>
          </dd>
          <dt>Users</dt>
          <dd>{users}</dd>
          <dt>API tokens</dt>
          <dd>{tokens}</dd>
        </dl>
      )}
    </Loading>
  );
}
