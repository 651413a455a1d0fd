import type { JSX } from "preact";
import { navigate, paths } from "./location.js";
import { Screen } from "./layout/screen.js";
import { Tabs } from "./components/tabs.js";
import { useSession } from "./session.js";
import { loadOwnTokens } from "./api/tokens.js";
import { Tokens } from "./tokens/tokens.js";

const tabs = [
  { name: "Profile", path: paths.profile, panel: () => <Facts /> },
  {
    name: "API Tokens",
    path: paths.ownTokens,
    panel: () => (
      <Tokens caption="Your API tokens" create="Create New Token" load={loadOwnTokens} allUsers={false} />
    ),
  },
];

/** Returns whether a path belongs to My Profile. */
export function isProfilePath(path: string): boolean {
  return tabs.some((tab) => tab.path === path);
}

/** My Profile: the account, and its own tokens. */
export function Profile({ path }: { path: string }): JSX.Element {
  const chosen = Math.max(
    0,
    tabs.findIndex((tab) => tab.path === path),
  );
  return (
    <Screen title="My Profile">
      <Tabs
        label="My Profile"
        tabs={tabs}
        chosen={chosen}
        onChoose={(index) => navigate(tabs[index]?.path ?? paths.profile)}
      />
    </Screen>
  );
}

function Facts(): JSX.Element {
  const { user } = useSession();
  return (
    <dl class="facts">
      <dt>Username</dt>
      <dd>{user.username}</dd>
      <dt>Email</dt>
      <dd>{user.email}</dd>
      <dt>Role</dt>
      <dd>{user.role}</dd>
    </dl>
  );
}
