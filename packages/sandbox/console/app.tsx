import { type JSX, render } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Admin, isAdminPath } from "./admin/admin.js";
import { ApiError } from "./api/request.js";
import { type User, getCurrentUser } from "./api/users.js";
import { Announcer } from "./components/announcer.js";
import { Skeleton } from "./components/loading.js";
import { AccountMenu } from "./layout/account-menu.js";
import { Header, Screen } from "./layout/screen.js";
import { Link, paths, usePath } from "./location.js";
import { Overview } from "./overview/overview.js";
import { isProfilePath, Profile } from "./profile.js";
import { addReturnListener, SESSION_OVER, SessionContext } from "./session.js";
import { SignIn } from "./sign-in.js";

type Visitor =
  | { readonly state: "unknown" }
  | { readonly state: "unreachable"; readonly message: string }
  | { readonly state: "signed out"; readonly notice: string }
  | { readonly state: "signed in"; readonly user: User };

/**
 * The console. It shows the sign-in page or the screens of a signed-in user. The user may sign out or switch
 * accounts in another window, so this is checked again when the window gets the focus.
 */
export function App(): JSX.Element {
  const [visitor, setVisitor] = useState<Visitor>({ state: "unknown" });

  const asked = useRef(0);

  const ask = useCallback(async () => {
    const turn = ++asked.current;
    const learn = await getCurrentUser().then(toSignedIn, toSignedOut);
    // Ignore a response that arrives after a later request, or after the end of the session.
    if (turn === asked.current) setVisitor(learn);
  }, []);
  const end = useCallback((notice: string) => {
    asked.current++;
    setVisitor({ state: "signed out", notice });
  }, []);
  useEffect(() => {
    void ask();
    return addReturnListener(() => void ask());
  }, [ask]);

  switch (visitor.state) {
    case "unknown":
      return (
        <>
          <Header />
          <main id="main" class="screen" tabIndex={-1}>
            <Skeleton />
          </main>
        </>
      );
    case "unreachable":
      return (
        <>
          <Header />
          <Screen title="Could not reach HUNT" lead={visitor.message}>
            <button type="button" onClick={() => void ask()}>
              Try again
            </button>
          </Screen>
        </>
      );
    case "signed out":
      return <SignIn notice={visitor.notice} onSignedIn={() => void ask()} />;
    case "signed in":
      return (
        <SessionContext.Provider key={visitor.user.id} value={{ user: visitor.user, end }}>
          <SignedInApp />
          <Announcer />
        </SessionContext.Provider>
      );
  }
}

/**
 * Returns the state after the account was read. The same user keeps the same object, so nothing is loaded
 * again.
 */
function toSignedIn(user: User): (before: Visitor) => Visitor {
  return (before) =>
    before.state === "signed in" && before.user.id === user.id ? before : { state: "signed in", user };
}

/**
 * Returns the state after the account could not be read. While HUNT is not reachable, the current screen is
 * kept.
 */
function toSignedOut(error: unknown): (before: Visitor) => Visitor {
  if (!(error instanceof ApiError)) throw error;
  const { status, message } = error;
  if (status !== 401)
    return (before) => (before.state === "signed in" ? before : { state: "unreachable", message });
  return (before) =>
    before.state === "signed out"
      ? before
      : { state: "signed out", notice: before.state === "signed in" ? SESSION_OVER : "" };
}

function SignedInApp(): JSX.Element {
  const path = usePath();
  return (
    <>
      <Header>
        <nav class="main-nav" aria-label="Main">
          <Link to={paths.overview} current={path === paths.overview}>
            Overview
          </Link>
        </nav>
        <AccountMenu />
      </Header>
      <CurrentScreen path={path} />
    </>
  );
}

function CurrentScreen({ path }: { path: string }): JSX.Element {
  if (path === paths.overview) return <Overview />;
  if (isAdminPath(path)) return <Admin path={path} />;
  if (isProfilePath(path)) return <Profile path={path} />;
  return (
    <Screen title="Page not found" lead={`There is no page at ${path}.`}>
      <Link to={paths.overview}>Go to the overview</Link>
    </Screen>
  );
}

render(<App />, document.querySelector("#app")!);
