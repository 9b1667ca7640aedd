import { useQuery } from "@tanstack/react-query";
import type { Change } from "@todo-chatbot/contracts";
import { useState } from "react";
import { queryClient } from "../api/query-client.ts";
import { tasksApi } from "../api/tasks.ts";
import { momentWords } from "../lib/due-words.ts";
import { useReader } from "../lib/reader-context.tsx";
import { messages } from "../messages/en.ts";
import { undo } from "../tasks/task-actions.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { type ActivityEntry, entriesOf } from "./entries.ts";

const text = messages.activity;
const shownChanges = 100;

/** Recent changes, whoever made them, each of which can be undone. */
export function Activity({ onClose }: { onClose: () => void }) {
  const { data, isPending, isError, refetch } = useQuery({
    queryKey: ["activity"],
    queryFn: ({ signal }) => tasksApi.activity(shownChanges, signal),
    staleTime: 0,
  });
  const entries = entriesOf(data?.items ?? []);
  return (
    <Dialog title={text.title} form="sheet" onClose={onClose}>
      <p className="mb-3 text-ink-2">{text.intro}</p>
      {isPending && (
        <p role="status" className="animate-wait text-ink-2">
          {messages.loading}
        </p>
      )}
      {isError && !data && (
        <div className="flex flex-col items-start gap-3">
          <p role="alert">{text.failed}</p>
          <Button onClick={() => void refetch()}>{messages.tryAgain}</Button>
        </div>
      )}
      {data && entries.length === 0 && <p className="text-ink-2">{text.empty}</p>}
      <ul>
        {entries.map((entry) => (
          <Entry key={entry.groupId} entry={entry} />
        ))}
      </ul>
    </Dialog>
  );
}

function Entry({ entry }: { entry: ActivityEntry }) {
  const reader = useReader();
  const [busy, setBusy] = useState(false);
  const { action, actor, at, changes, undone } = entry;

  async function takeBack(change: Change) {
    setBusy(true);
    await undo(change.id);
    await queryClient.invalidateQueries({ queryKey: ["activity"] });
    setBusy(false);
  }

  const [first] = changes;
  return (
    <li className="flex items-start gap-3 border-line border-b py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="text-[13px] text-ink-2">
          {text.actions[action]} {text.actors[actor]} · {momentWords(at, reader)}
        </p>
        {changes.slice(0, 5).map((change) => (
          <p key={change.id} className="[overflow-wrap:anywhere]">
            {(change.after ?? change.before)?.title}
          </p>
        ))}
        {changes.length > 5 && <p className="text-ink-2">{messages.cards.more(changes.length - 5)}</p>}
      </div>
      {undone && <p className="px-2.5 py-1 text-[13px] text-ink-3">{messages.cards.undone}</p>}
      {!undone && first && (
        <Button
          kind="quiet"
          small
          disabled={busy}
          aria-label={text.undo(`${text.actions[action]} ${(first.after ?? first.before)?.title ?? ""}`)}
          onClick={() => void takeBack(first)}
        >
          {busy ? messages.cards.undoing : messages.undo}
        </Button>
      )}
    </li>
  );
}
