import { cookies } from "next/headers";

/** A cookie as the browser sends it. */
interface Cookie {
  name: string;
  value: string;
}

/**
 * Whether the browser brings a session. Only which page to draw first hangs on it: the API decides what a
 * session may do, and a page whose session turns out to have ended leads to signing in.
 */
export async function bringsSession(): Promise<boolean> {
  return hasSession((await cookies()).getAll());
}

/** Whether a session is among these cookies. */
export function hasSession(jar: readonly Cookie[]): boolean {
  return jar.some(({ name, value }) => name.endsWith(".session_token") && value !== "");
}
