import { listAll, request } from "./request.js";

/** An account, as HUNT shows it. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly role: string;
}

/** Who is signed in. */
export function getCurrentUser(): Promise<User> {
  return request("GET", "/api/users/me");
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
