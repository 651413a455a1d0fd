import type { Credential } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import type { CallOptions } from "../http/request.js";

/** What HUNT accepts of a credential, and never returns. */
export interface CredentialSecrets {
  /** Password. HUNT stores it and never returns it. */
  password?: string | null | undefined;
}

/** The credentials that discovery and scans sign in with. A row has no password. */
export class CredentialCollection extends Collection<Credential> {
  /**
   * Creates a credential.
   *
   * @returns the credential without its password
   */
  override create(
    data: Partial<Credential> & CredentialSecrets,
    options: CallOptions = {},
  ): Promise<Credential> {
    return super.create(data, options);
  }

  /** Changes these fields of a credential. Its password remains the same if `changes` has none. */
  override update(
    credentialId: string,
    changes: Partial<Credential> & CredentialSecrets,
    options: CallOptions = {},
  ): Promise<Credential> {
    return super.update(credentialId, changes, options);
  }
}
