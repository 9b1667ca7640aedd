import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { ApiError } from "../api/client.ts";
import { queryClient } from "../api/query-client.ts";
import { messages } from "../messages/en.ts";
import { settingsMessages } from "../messages/en-settings.ts";
import { Button } from "../ui/button.tsx";
import { tellFault } from "../ui/tell-fault.ts";
import { toast } from "../ui/toasts.tsx";

/** One section of the settings. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-card border border-line bg-surface p-5 shadow-card">
      <h2 id={id} className="mb-3 font-semibold text-base">
        {title}
      </h2>
      {children}
    </section>
  );
}

/** What a list shows while it is loading, and if that failed. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) {
    return (
      <p role="status" className="min-h-9 animate-wait text-ink-2">
        {messages.loading}
      </p>
    );
  }
  return (
    <div className="flex items-center gap-3">
      <p role="alert">{settingsMessages.loadFailed}</p>
      <Button small onClick={() => void query.refetch()}>
        {messages.tryAgain}
      </Button>
    </div>
  );
}

/** The state of an asynchronous action: whether it is running, and its outcome. */
export function useStep() {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);

  /** @returns whether it succeeded; an error is kept to be shown, in the words of `explain` */
  async function run(
    step: () => Promise<unknown>,
    said: string,
    explain?: (error: ApiError) => string | null,
  ) {
    setBusy(true);
    setFault(null);
    setDone(null);
    try {
      await step();
      setDone(said);
      return true;
    } catch (error) {
      setFault(error instanceof ApiError ? (explain?.(error) ?? error.message) : messages.faults.internal);
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { busy, fault, done, run };
}

/** The outcome of an action. Its space is reserved, so that nothing moves. */
export function StepResult({ fault, done }: { fault: string | null; done: string | null }) {
  return (
    <p role="status" className={`min-w-0 flex-1 ${fault ? "text-danger" : "text-ink-2"}`}>
      {fault ?? done}
    </p>
  );
}

/** Changes an entry of a list, shows the outcome in a toast, and reloads the list. */
export async function changeEntry(
  queryKey: string[],
  step: () => Promise<unknown>,
  said: string,
): Promise<void> {
  try {
    await step();
    toast(said);
  } catch (error) {
    tellFault(error);
  }
  await queryClient.invalidateQueries({ queryKey });
}
