import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { nameOf } from "../api/users.js";
import { Link, paths } from "../location.js";
import { Loading } from "../parts/loading.js";
import { Screen } from "../parts/screen.js";
import { useLoaded } from "../parts/use-loaded.js";
import { useSession } from "../session.js";
import { loadFleet, loadOwn, type TokenList } from "../tokens/fleet.js";
import { TokenTable } from "../tokens/token-table.js";
import { Counts } from "./counts.js";
import { Timeline } from "./timeline.js";

/** When tokens die: everybody's for admins, one's own for analysts. */
export function Overview(): JSX.Element {
  const { user } = useSession();
  const isAdmin = user.role === "admin";
  const [loaded, reload] = useLoaded<TokenList>(isAdmin ? loadFleet : loadOwn);
  return (
    <Screen
      title="When tokens expire"
      lead={
        isAdmin
          ? "All API tokens of this HUNT, over the next twelve months."
          : "Your API tokens, over the next twelve months."
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
                {nameOf(user)}
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
          caption="Tokens, next to expire first"
          tokens={shown}
          now={now}
          {...(ownerOf && { ownerOf })}
        />
      </section>
    </>
  );
}
