import type { Change } from "@todo-chatbot/contracts";
import { useEffect } from "react";
import { follow, type LiveEvent } from "../api/live.ts";
import { queryClient } from "../api/query-client.ts";
import type { Turns } from "../chat/turns.ts";
import { taskStore } from "../tasks/task-store.ts";
import { refreshConversation } from "./talk.ts";

/** Takes in what other tabs, devices, scripts and answers change. */
export function useLiveFeed(turns: Turns): void {
  useEffect(() => {
    function onEvent({ event, data }: LiveEvent) {
      if (event === "conversation") {
        const { id } = JSON.parse(data) as { id: string };
        // This page's own answers come through their own stream.
        if (!turns.get().some(({ conversation }) => conversation === id)) refreshConversation(id);
      } else if (event === "message" || event === "change") {
        taskStore.follow(JSON.parse(data) as Change);
        void queryClient.invalidateQueries({ queryKey: ["activity"] });
      }
    }
    return follow("/api/v1/events", onEvent, () => void queryClient.invalidateQueries());
  }, [turns]);
}
