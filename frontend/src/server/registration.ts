import type { RegistrationMode } from "@todo-chatbot/contracts";
import { backendUrl } from "./settings.ts";

/** A page does not wait for an unreachable backend; it then offers everything, and the backend decides. */
const limitMs = 1000;

/**
 * Who may create an account, according to the backend; `open` if it cannot be reached.
 * @param host the host the browser requested
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
