import type { JSX } from "preact";
import { type Fleet, loadFleet } from "../api/tokens.js";
import { Loading, useLoaded } from "../components/loading.js";
import { compareExpiry, YearBar } from "../tokens/lifetime.js";
import { ColumnHeader } from "../tokens/token-table.js";

/** All accounts, with the number of their tokens and the next expiry. */
export function Users(): JSX.Element {
  const [loaded, reload] = useLoaded(loadFleet);
  return (
    <Loading loaded={loaded} retry={() => void reload()}>
      {(fleet, now) => <UserTable fleet={fleet} now={now} />}
    </Loading>
  );
}

function UserTable({ fleet: { users, tokens }, now }: { fleet: Fleet; now: number }): JSX.Element {
  const rows = users.map((user) => ({
    user,
    own: tokens.filter(({ userId }) => userId === user.id).toSorted(compareExpiry),
  }));
  return (
    <table class="tokens" role="table">
      <caption class="visually-hidden">Users</caption>
      <thead role="rowgroup">
        <tr role="row">
          <ColumnHeader name="Username" />
          <ColumnHeader name="Email" />
          <ColumnHeader name="Role" width="short" />
          <ColumnHeader name="Tokens" width="button" />
          <ColumnHeader name="Next expiry" width="bar" />
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map(({ user, own }) => (
          <tr key={user.id} role="row">
            <th role="rowheader" scope="row">
              <span class="clamped">{user.username}</span>
            </th>
            <td role="cell" data-head="Email">
              <span class="clamped">{user.email}</span>
            </td>
            <td role="cell" data-head="Role">
              <span class={`badge ${user.role}`}>{user.role}</span>
            </td>
            <td role="cell" data-head="Tokens">
              {own.length}
            </td>
            <td role="cell" class="wide-cell">
              {own[0] === undefined ? "none" : <YearBar token={own[0]} now={now} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
