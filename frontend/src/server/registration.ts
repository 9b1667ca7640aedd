import type { RegistrationMode } from "@todo-chatbot/contracts";
import { backendUrl } from "./settings.ts";

/** A page is not held up by a server that is away; it then offers everything, and the server decides. */
const limitMs = 1000;

/**
 * Who may make an account here, as the backend says; `open` when it cannot be asked.
 * @param host what the browser asked
 */
export async function registrationMode(host = ""): Promise<RegistrationMode> {
  try {
    const answer = await fetch(new URL("/api/auth/registration", backendUrl()), {
      headers: { "x-forwarded-host": host },
      cache: "no-store",
      signal: AbortSignal.timeout(limitMs),
    });
    return answer.ok ? ((await answer.json()) as { mode: RegistrationMode }).mode : "open";
  } catch {
    return "open";
  }
}
