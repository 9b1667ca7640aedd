import { fileURLToPath } from "node:url";

/** Set by the bundler, which copies the folder next to the bundle. */
declare const BUNDLED: boolean | undefined;

export const bundled = typeof BUNDLED !== "undefined";

const folder = new URL(bundled ? "./assets/" : "../assets/", import.meta.url);

/** Path of a file or folder that is shipped with the server but is not code. */
export function asset(name: string): string {
  return fileURLToPath(new URL(name, folder));
}
