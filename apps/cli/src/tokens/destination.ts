import { constants } from "node:fs";
import { access, readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { ApiToken, TokenRecord } from "@huntkit/core";
import { changeProfiles, readProfiles } from "../credentials/profiles.js";
import { CommandError, UsageError } from "../program/errors.js";
import { writePrivate } from "../program/files.js";
import { handToCommand, PerhapsStored } from "./to-command.js";
import type { Credentials } from "../credentials/token-source.js";
import type { Environment } from "../program/system.js";

/** Where a new token goes. */
export interface Destination {
  /** What people call it: `the profile acme`. */
  readonly title: string;
  /** Shows that it can be written to, before there is a token to write. */
  prove(): Promise<void>;
  /** Puts the token there. */
  store(token: ApiToken, record: TokenRecord): Promise<void>;
  /** Makes sure that it is there. */
  verify(token: ApiToken): Promise<void>;
}

/**
 * Where a rotation puts the new token: to a command, into a file, and to where the old one comes from, which would else hold a
 * dead one.
 *
 * @throws {UsageError} where it would go nowhere: a variable cannot be written, nor the file of another program
 */
export function destinationOf(
  command: readonly string[],
  file: string | undefined,
  credentials: Credentials,
  env: Environment,
): Destination {
  if (command.length > 0 && file !== undefined)
    throw new UsageError(
      "--to-file and a command behind --: the token can go to one of them only.",
      "Leave one of the two out.",
    );
  const own = ownPlace(credentials, env);
  const other =
    command.length > 0
      ? toCommand(command)
      : file === undefined || resolve(file) === credentials.path
        ? null
        : toFile(resolve(file));
  if (own && other) return both(other, own);
  if (own ?? other) return (own ?? other)!;
  const place =
    credentials.source === "HUNT_TOKEN"
      ? "the variable HUNT_TOKEN"
      : `${credentials.path}, which is the PowerShell module's`;
  throw new UsageError(
    `The token comes from ${place}: hunt cannot put the new one there.`,
    "Say where it goes: --to-file token.txt, or a command that reads it from stdin: hunt token rotate -- gh secret set HUNT_TOKEN",
  );
}

function ownPlace({ source, profile, path }: Credentials, env: Environment): Destination | null {
  if (source === "profile") return toProfile(profile!, env);
  return source === "HUNT_TOKEN_FILE" ? toFile(resolve(path!)) : null;
}

function both(first: Destination, second: Destination): Destination {
  return {
    title: `${first.title} and ${second.title}`,
    async prove() {
      await first.prove();
      await second.prove();
    },
    async store(token, record) {
      await first.store(token, record);
      try {
        await second.store(token, record);
      } catch (error) {
        throw new PerhapsStored(
          `it is in ${first.title}, but not in ${second.title}: ${(error as Error).message}`,
        );
      }
    },
    async verify(token) {
      await first.verify(token);
      await second.verify(token);
    },
  };
}

function toCommand(command: readonly string[]): Destination {
  return {
    title: `the command ${command[0]}`,
    prove: async () => {},
    store: (token) => handToCommand(token, command),
    verify: async () => {},
  };
}

function toFile(path: string): Destination {
  return {
    title: `the file ${path}`,
    async prove() {
      try {
        await access(dirname(path), constants.W_OK);
      } catch (error) {
        throw new UsageError(`${path}: it cannot be written (${(error as NodeJS.ErrnoException).code}).`);
      }
    },
    store: (token) => writePrivate(path, `${token.reveal()}\n`),
    verify: async (token) => requireSame((await readFile(path, "utf8")).trim() === token.reveal(), path),
  };
}

function toProfile(name: string, env: Environment): Destination {
  return {
    title: `the profile ${name}`,
    prove: () => changeProfiles(env, (store) => store),
    async store(token, { handle, description }) {
      await changeProfiles(env, (store) => {
        const old = store.profiles[name];
        if (old === undefined) throw new CommandError(`the profile ${name} has been deleted meanwhile.`);
        const profile = {
          ...old,
          token,
          handle: typeof handle === "string" ? handle : undefined,
          description: description ?? undefined,
        };
        return { ...store, profiles: { ...store.profiles, [name]: profile } };
      });
    },
    async verify(token) {
      const { path, profiles } = await readProfiles(env, () => {});
      requireSame(profiles[name]?.token.equals(token) === true, path);
    },
  };
}

function requireSame(isSame: boolean, path: string): void {
  if (!isSame)
    throw new CommandError(
      `${path}: another token stands there than the one that was just written. Is something else writing to it?`,
    );
}
