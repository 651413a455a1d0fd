import type { JSX } from "preact";
import { request } from "../api/request.js";
import { minuteOf } from "../parts/dates.js";
import { Loading } from "../parts/loading.js";
import { useLoaded } from "../parts/use-loaded.js";
import { loadFleet } from "../tokens/fleet.js";

async function load() {
  const [{ tokens, users }, { serverVersion }] = await Promise.all([
    loadFleet(),
    request<{ serverVersion: string }>("GET", "/api/version"),
  ]);
  return { tokens: tokens.length, users: users.length, serverVersion };
}

/** What an admin is told of the instance. */
export function Instance(): JSX.Element {
  const [loaded, reload] = useLoaded(load);
  return (
    <Loading loaded={loaded} retry={() => void reload()}>
      {({ tokens, users, serverVersion }, now) => (
        <dl class="facts">
          <dt>Version</dt>
          <dd>{serverVersion}</dd>
          <dt>HUNT's clock</dt>
          <dd>{minuteOf(now)}</dd>
          <dt>API</dt>
          <dd>
            <code>{location.origin}/api</code>
          </dd>
          <dt>Routes</dt>
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
