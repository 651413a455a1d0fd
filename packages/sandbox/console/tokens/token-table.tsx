import type { ComponentChildren, JSX } from "preact";
import type { Token } from "../api/tokens.js";
import { Ago, Day } from "../components/dates.js";
import { compareExpiry, getExpiry, YearBar } from "./lifetime.js";

interface TokenTableProps {
  readonly caption: string;
  readonly tokens: readonly Token[];
  readonly now: number;
  /** Returns a user's name by the ID. Set if the list has several owners. */
  readonly ownerOf?: (userId: string) => string;
  readonly onRevoke?: (token: Token) => void;
}

/**
 * A table of tokens, soonest to expire first. On a narrow screen, each row is a card. Browsers then ignore
 * the meaning of the table elements, so the roles are explicit.
 */
export function TokenTable({ caption, tokens, now, ownerOf, onRevoke }: TokenTableProps): JSX.Element {
  if (tokens.length === 0) return <p class="empty">No API tokens yet.</p>;
  return (
    <table class="tokens" role="table">
      <caption class="visually-hidden">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <ColumnHeader name="Description" />
          {ownerOf && <ColumnHeader name="Owner" width="short" />}
          <ColumnHeader name="Created" width="date" />
          <ColumnHeader name="Expires" width="date" />
          <ColumnHeader name="Last used" width="short" />
          <ColumnHeader name="Time left" width="bar" />
          {onRevoke && <ColumnHeader name={<span class="visually-hidden">Actions</span>} width="button" />}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {tokens.toSorted(compareExpiry).map((token) => (
          <tr key={token.id} role="row">
            <th role="rowheader" scope="row">
              <span class="clamped">{token.description}</span>
            </th>
            {ownerOf && (
              <td role="cell" data-head="Owner">
                <span class="clamped">{ownerOf(token.userId)}</span>
              </td>
            )}
            <td role="cell" data-head="Created">
              <Day at={Date.parse(token.created)} />
            </td>
            <td role="cell" data-head="Expires">
              <Day at={getExpiry(token)} />
            </td>
            <td role="cell" data-head="Last used">
              {token.lastUsedOn === null ? "never" : <Ago at={Date.parse(token.lastUsedOn)} now={now} />}
            </td>
            <td role="cell" class="wide-cell">
              <YearBar token={token} now={now} />
            </td>
            {onRevoke && (
              <td role="cell" class="actions">
                <button type="button" class="quiet danger" onClick={() => onRevoke(token)}>
                  Revoke <span class="visually-hidden">{token.description.slice(0, 80)}</span>
                </button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The header of a column. It sets the width of the column. */
export function ColumnHeader({
  name,
  width,
}: {
  name: ComponentChildren;
  width?: "date" | "short" | "bar" | "button";
}): JSX.Element {
  return (
    <th role="columnheader" scope="col" class={width}>
      {name}
    </th>
  );
}
