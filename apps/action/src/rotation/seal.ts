import { blake2b } from "@noble/hashes/blake2.js";
import nacl from "tweetnacl";

/**
 * Seals a text for the owner of a public key: libsodium's `crypto_box_seal`, which GitHub asks for ("Encrypting secrets for
 * the REST API"). That is a throw-away key, and a box from it whose nonce is the BLAKE2b of both public keys.
 *
 * @param publicKey in base64
 * @returns base64
 */
export function seal(text: string, publicKey: string): string {
  const receiver = Uint8Array.from(Buffer.from(publicKey, "base64"));
  const sender = nacl.box.keyPair();
  const nonce = blake2b(Buffer.concat([sender.publicKey, receiver]), { dkLen: nacl.box.nonceLength });
  const box = nacl.box(Uint8Array.from(Buffer.from(text)), nonce, receiver, sender.secretKey);
  return Buffer.concat([sender.publicKey, box]).toString("base64");
}
