import { useQuery } from "@tanstack/react-query";
import type { Profile } from "@todo-chatbot/contracts";
import { accountApi } from "../api/account.ts";
import { queryClient } from "../api/query-client.ts";
import { readStored, store } from "../lib/storage.ts";

const key = ["profile"];
const kept = "profile";

/** Who is signed in. The browser keeps it, so that the page is there at once and in an outage too. */
export function useProfile() {
  return useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => remember(await accountApi.profile(signal)),
    initialData: () => readStored<Profile | null>(kept, null) ?? undefined,
    initialDataUpdatedAt: 0,
  });
}

/** Takes over a profile that has just been saved. */
export function remember(profile: Profile): Profile {
  store(kept, profile);
  queryClient.setQueryData(key, profile);
  return profile;
}

/** Signing out leaves nothing of the person in the browser but what they have not sent yet. */
export function forgetProfile(): void {
  store(kept, null);
  queryClient.clear();
}
