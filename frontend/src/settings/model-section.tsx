import { useQuery } from "@tanstack/react-query";
import type { ModelStatus } from "@todo-chatbot/contracts";
import { accountApi } from "../api/account.ts";
import { settingsMessages } from "../messages/en-settings.ts";
import { ModelCheckPart } from "./model-check.tsx";
import { Loaded, Section } from "./section.tsx";

const text = settingsMessages;

/** Which model answers in the chat, whether it works, and what is sent where. */
export function ModelSection() {
  const query = useQuery({ queryKey: ["model"], queryFn: ({ signal }) => accountApi.model(signal) });
  return (
    <Section title={text.model}>
      <Loaded query={query}>
        {(status) => (
          <>
            <Status status={status} />
            <ModelCheckPart isBuiltin={status.kind === "builtin"} />
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Status({ status }: { status: ModelStatus }) {
  const isFailing = status.state === "failing";
  return (
    <div className="flex flex-col gap-1">
      {status.kind === "builtin" ? (
        <p>{text.modelBuiltin}</p>
      ) : (
        <p>
          {text.modelNamed(status.model ?? "", status.endpoint ?? "")}{" "}
          <strong className={`font-medium ${isFailing ? "text-danger" : ""}`}>
            {text.modelStates[status.state]}.
          </strong>
        </p>
      )}
      {status.message && <p className={isFailing ? "text-danger" : "text-ink-2"}>{status.message}</p>}
      <p className="text-ink-2 [overflow-wrap:anywhere]">{status.sent}</p>
      {status.kind === "model" && status.fallback && <p className="text-ink-2">{text.modelFallback}</p>}
    </div>
  );
}
