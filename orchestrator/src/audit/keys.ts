import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { readIfThere, writeDurably } from "../files.ts";

/** The signer of the log: an Ed25519 key that stays on this machine, and its public half, which accompanies the log. */
export interface Signer {
  /** The key's name: the first 16 hexadecimal digits of the SHA-256 of its public half. */
  id: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const keyFile = (stateFolder: string) => join(stateFolder, "audit.key");

/** The file with the public halves, one `ID KEY` per line: next to the log, to be committed with it. */
export const publicKeysFile = (log: string) => `${log}.pub`;

/** This machine's key, or null if it has not signed anything yet. */
export function readSigner(stateFolder: string): Signer | null {
  const text = readIfThere(keyFile(stateFolder));
  if (!text?.startsWith("-----BEGIN")) return null;
  const privateKey = createPrivateKey(text);
  const publicKey = createPublicKey(privateKey);
  return { id: idOf(publicKey), privateKey, publicKey };
}

/**
 * This machine's key, created on first use and readable only by its owner; its public half is stored next to the log.
 */
export function signerFor(log: string, stateFolder: string): Signer {
  const signer = readSigner(stateFolder) ?? makeSigner(stateFolder);
  if (!readPublicKeys(log).has(signer.id))
    appendFileSync(publicKeysFile(log), `${signer.id} ${exported(signer.publicKey)}\n`);
  return signer;
}

function makeSigner(stateFolder: string): Signer {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  // `git add -A` must not add the key in a project that does not ignore this folder.
  writeDurably(join(stateFolder, ".gitignore"), "*\n");
  writeDurably(keyFile(stateFolder), privateKey.export({ type: "pkcs8", format: "pem" }).toString(), 0o600);
  return { id: idOf(publicKey), privateKey, publicKey };
}

/** The public keys that accompany a log, by name. A line whose key does not match its name is skipped. */
export function readPublicKeys(log: string): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const line of (readIfThere(publicKeysFile(log)) ?? "").split("\n")) {
    const [id = "", encoded = ""] = line.trim().split(" ");
    const key = imported(encoded);
    if (key && idOf(key) === id) keys.set(id, key);
  }
  return keys;
}

/** Signs the hash of a line. */
export const signHash = ({ privateKey }: Signer, hash: string): string =>
  sign(null, Buffer.from(hash), privateKey).toString("base64url");

/** Whether a signature is valid for this hash and key, and in canonical base64: its last character has unused bits. */
export function signatureFits(key: KeyObject, hash: string, signature: string): boolean {
  const bytes = Buffer.from(signature, "base64url");
  return bytes.toString("base64url") === signature && verify(null, Buffer.from(hash), key, bytes);
}

function idOf(key: KeyObject): string {
  return createHash("sha256").update(exported(key)).digest("hex").slice(0, 16);
}

function exported(key: KeyObject): string {
  return key.export({ type: "spki", format: "der" }).toString("base64url");
}

function imported(encoded: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(encoded, "base64url"), type: "spki", format: "der" });
  } catch {
    return null;
  }
}
