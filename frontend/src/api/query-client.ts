import { notifyManager, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./client.ts";

// What a click changes is drawn in the frame that the click is in, and not in one after it.
notifyManager.setScheduler(queueMicrotask);

/** What the pages know from the server. One for the page's whole life, so that it outlives moving between pages. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Changes arrive over the live feed; asking again on every focus would only repeat them.
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      // The browser's own idea of being online knows nothing of a server on this machine.
      networkMode: "always",
      retry: (failures, error) => error instanceof ApiError && error.away && failures < 2,
    },
    mutations: { networkMode: "always" },
  },
});
