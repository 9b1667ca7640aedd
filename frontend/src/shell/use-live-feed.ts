import type { Change, ConversationNews } from "@todo-chatbot/contracts";
import { useEffect } from "react";
import { follow, type LiveEvent } from "../api/live.ts";
import { queryClient } from "../api/query-client.ts";
import { reloadHistory } from "../chat/history.ts";
import type { Turns } from "../chat/turns.ts";
import { taskStore } from "../tasks/task-store.ts";
import { reloadConversations } from "./conversation-list.tsx";

/** Applies changes made by other tabs, devices, scripts and answers. */
export function useLiveFeed(turns: Turns): void {
  useEffect(() => {
    const answeredElsewhere = new Set<string>();

    function onConversation({ id, activeRunId }: ConversationNews) {
      reloadConversations();
      // This page's own answers arrive through their own stream.
      const own = turns.get().some(({ conversation }) => conversation === id);
      if (activeRunId && !own) answeredElsewhere.add(id);
      if (!answeredElsewhere.has(id)) return;
      if (!activeRunId) answeredElsewhere.delete(id);
      void reloadHistory(id).catch(() => undefined);
    }

    function onEvent({ event, data }: LiveEvent) {
      // Changes between loading the tasks and connecting are in neither.
      if (event === "ready" && taskStore.isLoaded()) void taskStore.reload();
      if (event === "conversation") onConversation(JSON.parse(data));
      if (event === "change") {
        taskStore.follow(JSON.parse(data) as Change);
        void queryClient.invalidateQueries({ queryKey: ["activity"] });
      }
    }

    return follow("/api/v1/events", onEvent, () => void queryClient.invalidateQueries());
  }, [turns]);
}
