import { listAll, request } from "./request.js";

/** An account. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly role: string;
}

/** Returns the account that is signed in. */
export function getCurrentUser(): Promise<User> {
  return request("GET", "/api/users/me");
}

/** Lists all accounts. Admins only. */
export function listUsers(): Promise<User[]> {
  return listAll("users");
}

/** Signs in with HUNT's login. The token is stored in a cookie that scripts cannot read. */
export function signIn(username: string, password: string): Promise<void> {
  return request("POST", "/session", { username, password });
}

/** Signs out with HUNT's logout, which also revokes the token. */
export function signOut(): Promise<void> {
  return request("DELETE", "/session");
}
