import { listAll, request } from "./request.js";

/** An account, as HUNT shows it. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly role: string;
  readonly createdOn?: string;
  readonly organization?: { readonly name: string };
}

/** A person's name, or the account's where none is known. */
export function getUserName({ firstName, lastName, username }: User): string {
  return [firstName, lastName].filter(Boolean).join(" ") || username;
}

/** Who is signed in, with the organisation. */
export function getCurrentUser(): Promise<User> {
  return request(
    "GET",
    `/api/users/me?filter=${encodeURIComponent(JSON.stringify({ include: "organization" }))}`,
  );
}

/** All accounts; for admins. */
export function listUsers(): Promise<User[]> {
  return listAll("users");
}

/** Signs in: HUNT's login, whose token goes into a cookie that scripts cannot read. */
export function signIn(username: string, password: string): Promise<void> {
  return request("POST", "/session", { username, password });
}

/** Signs out: HUNT's logout, which ends the token as well. */
export function signOut(): Promise<void> {
  return request("DELETE", "/session");
}
