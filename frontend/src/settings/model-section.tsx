"use client";

import { useQuery } from "@tanstack/react-query";
import type { ModelStatus } from "@todo-chatbot/contracts";
import { accountApi } from "../api/account.ts";
import { messages } from "../messages/en.ts";
import { Loaded, Section } from "./section.tsx";

const text = messages.settings;

/** Who answers in the chat, and whether that works. */
export function ModelSection() {
  const query = useQuery({ queryKey: ["model"], queryFn: ({ signal }) => accountApi.model(signal) });
  return (
    <Section title={text.model}>
      <Loaded query={query}>{(status) => <Status status={status} />}</Loaded>
    </Section>
  );
}

function Status({ status }: { status: ModelStatus }) {
  if (status.kind === "builtin") return <p>{text.modelBuiltin}</p>;
  const failing = status.state === "failing";
  return (
    <div className="flex flex-col gap-1">
      <p>
        {text.modelNamed(status.model ?? "", status.endpoint ?? "")}{" "}
        <strong className={`font-medium ${failing ? "text-danger" : ""}`}>
          {text.modelStates[status.state]}.
        </strong>
      </p>
      {status.message && <p className={failing ? "text-danger" : "text-ink-2"}>{status.message}</p>}
      {status.fallback && <p className="text-ink-2">{text.modelFallback}</p>}
    </div>
  );
}
