import { cookies } from "next/headers";

/**
 * Whether the browser brings a session. Only which page to draw first hangs on it: the API decides what a
 * session may do, and a page whose session turns out to have ended leads to signing in.
 */
export async function bringsSession(): Promise<boolean> {
  const jar = await cookies();
  return jar.getAll().some(({ name, value }) => name.endsWith(".session_token") && value !== "");
}
