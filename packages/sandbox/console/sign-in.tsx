import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { accounts } from "../src/models/seed-accounts.js";
import { ApiError } from "./api/request.js";
import { signIn } from "./api/users.js";
import { Header, Screen } from "./layout/screen.js";

interface SignInProps {
  /** Why the page is shown. Empty on the first visit. */
  readonly notice: string;
  readonly onSignedIn: () => void;
}

/** The sandbox's sign-in page: a form, and the seeded accounts. */
export function SignIn({ notice, onSignedIn }: SignInProps): JSX.Element {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [failure, setFailure] = useState("");
  const [working, setWorking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (working) return;
    setWorking(true);
    setFailure("");
    try {
      await signIn(username, password);
      onSignedIn();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailure(error.status === 401 ? "Incorrect user name or password." : error.message);
      setWorking(false);
    }
  };

  return (
    <>
      <Header />
      <Screen
        title="Sign in to HUNT"
        lead="An embedded HUNT instance for tests, demos, and first steps. All changes are lost when it stops."
      >
        <div class="sign-in">
          <form class="card" onSubmit={(event) => void submit(event)}>
            <p class="said" role="status">
              {notice}
            </p>
            <label>
              Username
              <input
                name="username"
                autocomplete="username"
                autocapitalize="none"
                required
                value={username}
                onInput={(event) => setUsername(event.currentTarget.value)}
              />
            </label>
            <label>
              Password
              <input
                name="password"
                type="password"
                autocomplete="current-password"
                required
                value={password}
                onInput={(event) => setPassword(event.currentTarget.value)}
              />
            </label>
            <p class="failure" role="alert">
              {failure}
            </p>
            <button ref={button} type="submit" class="primary" aria-disabled={working}>
              {working ? "Signing in…" : "Sign in"}
            </button>
          </form>
          <Accounts
            onChoose={(chosen) => {
              setUsername(chosen.username);
              setPassword(chosen.password);
              button.current?.focus();
            }}
          />
        </div>
      </Screen>
    </>
  );
}

function Accounts({ onChoose }: { onChoose: (account: (typeof accounts)[number]) => void }): JSX.Element {
  return (
    <section class="card accounts" aria-labelledby="accounts">
      <h2 id="accounts">Accounts in this sandbox</h2>
      <ul>
        {accounts.map((account) => (
          <li key={account.username}>
            <div>
              <b>{account.username}</b> <span class={`badge ${account.role}`}>{account.role}</span>
              <code>{account.password}</code>
            </div>
            <button type="button" class="quiet" onClick={() => onChoose(account)}>
              Fill in <span class="visually-hidden">{account.username}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
