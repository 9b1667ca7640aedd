import { accountApi } from "../api/account.ts";
import { ApiError } from "../api/client.ts";
import { connection } from "../api/connection.ts";
import { signInFor } from "../auth/next-page.ts";
import { adopt, forgetProfile } from "./use-profile.ts";

/** A session that another tab replaces, as with a new password, is away only until that tab has its answer. */
const secondLookMs = 700;

/**
 * Finds out who is signed in here. The page goes on when it shows them, is loaded anew for somebody else, and
 * leads to signing in when it is no one.
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
