import { createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from "node:crypto";
import { hsalsa, xsalsa20poly1305 } from "@noble/ciphers/salsa.js";
import { blake2b } from "@noble/hashes/blake2.js";

/** Salsa20's constant. */
const sigma = toWords(Buffer.from("expand 32-byte k"));

/**
 * Encrypts a string for the owner of a public key with libsodium's `crypto_box_seal`, which GitHub requires (GitHub
 * Docs, "Encrypting secrets for the REST API"): a box from an ephemeral key, whose nonce is the BLAKE2b hash of both
 * public keys. Node's crypto module does not support XSalsa20.
 *
 * @param publicKey base64
 * @returns base64
 */
export function seal(text: string, publicKey: string): string {
  const receiver = Buffer.from(publicKey, "base64");
  const sender = generateKeyPairSync("x25519");
  const senderKey = Buffer.from(sender.publicKey.export({ format: "jwk" }).x!, "base64url");
  const nonce = blake2b(Buffer.concat([senderKey, receiver]), { dkLen: 24 });
  const box = xsalsa20poly1305(deriveKey(sender.privateKey, receiver), nonce).encrypt(Buffer.from(text));
  return Buffer.concat([senderKey, box]).toString("base64");
}

/** Derives the key of a box: HSalsa20 of the shared secret (X25519), as NaCl's `crypto_box_beforenm` does. */
function deriveKey(privateKey: KeyObject, receiver: Buffer): Uint8Array {
  const jwk = { kty: "OKP", crv: "X25519", x: receiver.toString("base64url") };
  const shared = diffieHellman({ privateKey, publicKey: createPublicKey({ key: jwk, format: "jwk" }) });
  const key = new Uint32Array(8);
  hsalsa(sigma, toWords(shared), new Uint32Array(4), key);
  return new Uint8Array(key.buffer);
}

function toWords(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(Uint8Array.from(bytes).buffer);
}
