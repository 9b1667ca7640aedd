import { useQuery } from "@tanstack/react-query";
import type { Message } from "@todo-chatbot/contracts";
import { CornerDownLeft } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { accountApi } from "../api/account.ts";
import { useStore } from "../lib/external-store.ts";
import { messages } from "../messages/en.ts";
import { useProfile } from "../shell/use-profile.ts";
import { useTaskBook } from "../tasks/task-store.ts";
import { pastTurns } from "./past-turns.ts";
import { Previews } from "./previews.ts";

const text = messages.preview;

interface PreviewLineProps {
  typed: string;
  /** Earlier messages, oldest first; null while an answer is in progress. */
  before: readonly Message[] | null;
}

/** What Enter would do, according to the built-in assistant running in this browser. */
export function PreviewLine({ typed, before }: PreviewLineProps) {
  const [previews] = useState(() => new Previews(null));
  const preview = useStore(previews);
  const { data: profile } = useProfile();
  const { data: book } = useTaskBook();
  const { data: model } = useQuery({
    queryKey: ["model"],
    queryFn: ({ signal }) => accountApi.model(signal),
  });
  const tasks = useMemo(() => Object.values(book?.tasks ?? {}), [book]);
  const turns = useMemo(() => before && pastTurns(before), [before]);
  const isOurs = model?.kind === "builtin" && book !== undefined;

  useEffect(() => {
    previews.start(() => new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }));
    return () => previews.stop();
  }, [previews]);

  useEffect(() => {
    const known = isOurs && profile && turns;
    previews.ask(
      typed,
      tasks,
      known
        ? () => ({
            now: new Date().toISOString(),
            timeZone: profile.timeZone,
            weekStart: profile.weekStart,
            locale: profile.locale,
            turns,
          })
        : null,
    );
  }, [previews, typed, tasks, turns, profile, isOurs]);

  if (!preview || typed.trim() === "") return null;
  return (
    <>
      <CornerDownLeft size={14} aria-hidden className="shrink-0 text-ink-3 rtl:-scale-x-100" />
      <span className="sr-only">{text.onSend} </span>
      {preview.asks && <span className="shrink-0">{text.asks}</span>}
      <span lang={preview.language} dir="auto" className="min-w-0 truncate">
        {preview.words}
      </span>
    </>
  );
}
