import { useQuery } from "@tanstack/react-query";
import type { Profile } from "@todo-chatbot/contracts";
import { accountApi } from "../api/account.ts";
import { queryClient } from "../api/query-client.ts";
import { shownPerson } from "../api/shown-person.ts";
import { forgetStored, readStored, store } from "../lib/storage.ts";

const key = ["profile"];
const kept = "person";

/** The signed-in person. Cached in the browser, so that the page appears at once, even during an outage. */
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
 * Stores the profile the server returned. The data on the page belong to one person: for another it is
 * reloaded, and the promise then never resolves.
 */
export async function adopt(profile: Profile): Promise<Profile> {
  const shown = shownPerson.get();
  if (shown === null || shown === profile.id) return remember(profile);
  forgetProfile();
  window.location.replace("/");
  return new Promise(() => {});
}

/** Stores a profile that has just been saved. */
export function remember(profile: Profile): Profile {
  shownPerson.set(profile.id);
  store(kept, profile);
  queryClient.setQueryData(key, profile);
  return profile;
}

/** The session has expired: removes everything of the person from the browser except unsent messages. */
export function forgetProfile(): void {
  store(kept, null);
  queryClient.clear();
}

/** The person has signed out: removes everything of them from the browser, including drafts. */
export function forgetPerson(): void {
  forgetStored();
  queryClient.clear();
}
