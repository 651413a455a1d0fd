import type { Role } from "../data/definition.js";
import type { Arguments, Call } from "./shared-class.js";

/** A LoopBack access rule: may this caller use the method with these arguments? */
export type AccessRule = (call: Call, args: Arguments) => boolean;

/** LoopBack's `$everyone`: no token is needed. */
export const everyone: AccessRule = () => true;

/** Nobody, whatever the token. */
export const nobody: AccessRule = () => false;

/** Everybody with a good token and one of the roles; with any role when none is named. */
export function signedIn(roles?: readonly Role[]): AccessRule {
  return ({ user }) =>
    user !== undefined && (roles === undefined || roles.some((role) => role === user["role"]));
}

/** LoopBack's `$owner`: the user whose `id` is in the path. */
export const owner: AccessRule = ({ user }, { id }) => user !== undefined && user.id === id;

/** The user whose `id` is in the path, and admins. */
export const ownerOrAdmin: AccessRule = (call, args) => owner(call, args) || signedIn(["admin"])(call, args);
