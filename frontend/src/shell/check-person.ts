import { accountApi } from "../api/account.ts";
import { ApiError } from "../api/client.ts";
import { connection } from "../api/connection.ts";
import { signInFor } from "../auth/next-page.ts";
import { adopt, forgetProfile } from "./use-profile.ts";

/** When another tab replaces the session, such as for a new password, it is missing only until that tab gets its response. */
const secondLookMs = 700;

/**
 * Finds out who is signed in here. The page continues if it shows them, reloads for somebody else, and
 * goes to the sign-in page if it is no one.
 */
export async function checkPerson(): Promise<void> {
  try {
    await adopt(await lookTwice());
    connection.certain();
  } catch (error) {
    if (!(error instanceof ApiError && error.stranger)) return connection.set("away");
    forgetProfile();
    const here = window.location.pathname + window.location.search;
    window.location.replace(`${signInFor(here)}&ended`);
  }
}

async function lookTwice() {
  try {
    return await accountApi.profile();
  } catch (error) {
    if (!(error instanceof ApiError && error.stranger)) throw error;
    await new Promise((done) => setTimeout(done, secondLookMs));
    return accountApi.profile();
  }
}
