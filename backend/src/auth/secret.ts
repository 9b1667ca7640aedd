import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "../config.ts";
import { privateFolder } from "../private-folder.ts";

/**
 * The secret stored in a folder, generated on first use: the same at every start, readable only by its owner.
 * Servers that start concurrently with the same folder get the same one.
 * @throws {ConfigError} if the folder is not writable.
 */
export function keptSecret(folder: string): string {
  const file = join(folder, "secret");
  try {
    privateFolder(folder, ["secret"]);
    return read(file) ?? create(file);
  } catch (cause) {
    throw new ConfigError(
      `BETTER_AUTH_SECRET is not set and none can be kept in DATA_DIR (${folder}). Set it, the same on every ` +
        "server that shares the database. Make one with: openssl rand -hex 32",
      { cause },
    );
  }
}

function read(file: string): string | null {
  try {
    const secret = readFileSync(file, "utf8").trim();
    if (secret.length < 32) throw new Error("The kept secret is too short.");
    return secret;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function create(file: string): string {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const descriptor = openSync(draft, "wx", 0o600);
  try {
    writeSync(descriptor, `${randomBytes(32).toString("hex")}\n`);
    fsyncSync(descriptor);
    linkSync(draft, file); // Whole or not at all; fails when another server was first.
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    closeSync(descriptor);
    rmSync(draft, { force: true });
  }
  const secret = read(file);
  if (secret === null) throw new Error("The secret was not kept.");
  return secret;
}

/** A secret of `openssl rand -hex 16` has some 118 by this estimate, a sentence of 32 letters about as many. */
const enoughBits = 100;

/**
 * Whether a secret looks easy to guess: a repeated word, or few different characters. This is an estimate,
 * so a secret that passes may still be weak.
 */
export function looksGuessable(secret: string): boolean {
  const unit = /^(.+?)\1+$/s.exec(secret)?.[1] ?? secret;
  return [...unit].length * Math.log2(new Set(unit).size) < enoughBits;
}
