import { useQuery } from "@tanstack/react-query";
import type { Profile } from "@todo-chatbot/contracts";
import { accountApi } from "../api/account.ts";
import { queryClient } from "../api/query-client.ts";
import { shownPerson } from "../api/shown-person.ts";
import { forgetStored, readStored, store } from "../lib/storage.ts";

const key = ["profile"];
const kept = "person";

/** Who is signed in. The browser keeps it, so that the page is there at once and in an outage too. */
export function useProfile() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => adopt(await accountApi.profile(signal)),
    initialData: () => {
      const profile = readStored<Profile | null>(kept, null) ?? undefined;
      if (profile) shownPerson.set(profile.id);
      return profile;
    },
    initialDataUpdatedAt: 0,
  });
}

/**
 * Takes over a profile as the server has it now. What the page holds is one person's: for another it is loaded
 * anew, and the promise then never resolves.
 */
export async function adopt(profile: Profile): Promise<Profile> {
  const shown = shownPerson.get();
  if (shown === null || shown === profile.id) return remember(profile);
  forgetProfile();
  window.location.replace("/");
  return new Promise(() => {});
}

/** Takes over a profile that has just been saved. */
export function remember(profile: Profile): Profile {
  shownPerson.set(profile.id);
  store(kept, profile);
  queryClient.setQueryData(key, profile);
  return profile;
}

/** The session has ended by itself: nothing of the person stays in the browser but what they have not sent yet. */
export function forgetProfile(): void {
  store(kept, null);
  queryClient.clear();
}

/** The person has signed out: nothing of them stays in the browser, drafts neither. */
export function forgetPerson(): void {
  forgetStored();
  queryClient.clear();
}
