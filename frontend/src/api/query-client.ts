import { notifyManager, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./client.ts";

// Renders what a click changes in the same frame, not in the next one.
notifyManager.setScheduler(queueMicrotask);

/** Cache of server data. One instance for the lifetime of the document, so that it survives navigation. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Changes arrive over the live feed; refetching on every focus would only repeat them.
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      // The browser may consider itself offline while a server on this machine is reachable.
      networkMode: "always",
      retry: (failures, error) => error instanceof ApiError && error.away && failures < 2,
    },
    mutations: { networkMode: "always" },
  },
});
