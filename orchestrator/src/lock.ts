import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

export interface Lock {
  release(): void;
}

/**
 * Takes a lock between processes of this machine that is released however this process ends: an exclusive transaction
 * on an SQLite file is an advisory lock of the operating system. Returns null if another process holds it.
 */
export function tryLock(file: string): Lock | null {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file);
  try {
    database.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (/locked|busy/i.test(String(error))) return null;
    throw error;
  }
  return {
    release() {
      database.exec("ROLLBACK");
      database.close();
    },
  };
}

const PAUSE = 15;

/** Waits for the lock. @throws Error if it is not free within `timeout` milliseconds */
export async function waitForLock(file: string, timeout = 30_000): Promise<Lock> {
  const end = performance.now() + timeout;
  for (;;) {
    const lock = tryLock(file);
    if (lock) return lock;
    if (performance.now() > end) throw new Error(`${file} is still locked after ${timeout} ms`);
    await sleep(PAUSE * (0.5 + Math.random()));
  }
}
