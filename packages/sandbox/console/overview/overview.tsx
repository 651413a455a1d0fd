import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { loadFleet, loadOwnTokens, type Token, type TokenList } from "../api/tokens.js";
import { Icon } from "../components/icon.js";
import { Loading, useLoaded } from "../components/loading.js";
import { Screen } from "../layout/screen.js";
import { Link, paths } from "../location.js";
import { useSession } from "../session.js";
import { bandDays, DAY, getExpiry } from "../tokens/lifetime.js";
import { TokenTable } from "../tokens/token-table.js";
import { Timeline } from "./timeline.js";

/** Shows when tokens expire: those of all users for admins, and their own for other users. */
export function Overview(): JSX.Element {
  const { user } = useSession();
  const isAdmin = user.role === "admin";
  const [loaded, reload] = useLoaded<TokenList>(isAdmin ? loadFleet : loadOwnTokens);
  return (
    <Screen
      title="When tokens expire"
      lead={
        isAdmin
          ? "All API tokens of this HUNT instance over the next twelve months."
          : "Your API tokens over the next twelve months."
      }
    >
      <Loading loaded={loaded} retry={() => void reload()}>
        {(list, now) => <ListView list={list} now={now} />}
      </Loading>
    </Screen>
  );
}

function ListView({ list: { tokens, users, ownerOf }, now }: { list: TokenList; now: number }): JSX.Element {
  const [owner, setOwner] = useState("");
  const shown = owner === "" ? tokens : tokens.filter(({ userId }) => userId === owner);
  return (
    <>
      {users && (
        <label class="filter">
          Owner
          <select value={owner} onChange={(event) => setOwner(event.currentTarget.value)}>
            <option value="">All owners</option>
            {users.map((user) => (
              <option key={user.id} value={user.id}>
                {user.username}
              </option>
            ))}
          </select>
        </label>
      )}
      <Counts tokens={shown} now={now} />
      <Timeline tokens={shown} now={now} />
      <section aria-labelledby="next-to-expire">
        <div class="section-head">
          <h2 id="next-to-expire">Next to expire</h2>
          <Link to={users ? paths.allTokens : paths.ownTokens}>Manage API tokens</Link>
        </div>
        <TokenTable
          caption="Tokens, soonest to expire first"
          tokens={shown}
          now={now}
          {...(ownerOf && { ownerOf })}
        />
      </section>
    </>
  );
}

/**
 * Counts tokens that have expired, and tokens that expire within 7, 30, and 90 days. Longer periods include
 * shorter ones.
 */
function Counts({ tokens, now }: { tokens: readonly Token[]; now: number }): JSX.Element {
  const left = tokens.map((token) => getExpiry(token) - now);
  const within = (days: number): number => left.filter((time) => time > 0 && time < days * DAY).length;
  const counts = [
    { band: "expired", name: "Expired", count: left.filter((time) => time <= 0).length },
    { band: "week", name: "Within 7 days", count: within(bandDays.week) },
    { band: "month", name: "Within 30 days", count: within(bandDays.month) },
    { band: "quarter", name: "Within 90 days", count: within(bandDays.quarter) },
  ] as const;
  return (
    <dl class="counts">
      {counts.map(({ band, name, count }) => (
        <div key={band} class={`count ${count === 0 ? "none" : band}`}>
          <dt>
            <Icon name={band} />
            {name}
          </dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}
