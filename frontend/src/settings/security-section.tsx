import { useQuery } from "@tanstack/react-query";
import type { SecurityEvent, SecurityEventKind } from "@todo-chatbot/contracts";
import { useState } from "react";
import { accountApi } from "../api/account.ts";
import { momentWords } from "../lib/due-words.ts";
import { useReader } from "../lib/reader-context.tsx";
import { messages } from "../messages/en.ts";
import { settingsMessages } from "../messages/en-settings.ts";
import { Button } from "../ui/button.tsx";
import { Loaded, Section } from "./section.tsx";

const text = settingsMessages;
const shownFirst = 6;

export const securityQuery = ["security-events"];

const alarming = new Set<SecurityEventKind>([
  "sign_in_failed",
  "sign_in_locked",
  "password_check_failed",
  "password_check_locked",
]);

/** Recent account activity, so that people notice what was not them. */
export function SecuritySection() {
  const query = useQuery({
    queryKey: securityQuery,
    queryFn: ({ signal }) => accountApi.securityEvents(signal),
    // There are no live updates for these, so they are always refetched.
    staleTime: 0,
  });
  const [all, setAll] = useState(false);
  return (
    <Section title={text.security}>
      <p className="mb-3 text-ink-2">{text.securityText}</p>
      <Loaded query={query}>
        {(events) => (
          <>
            {events.length === 0 && <p className="text-ink-3">{text.securityNone}</p>}
            <ul className="flex flex-col">
              {(all ? events : events.slice(0, shownFirst)).map((event) => (
                <Line key={event.id} event={event} />
              ))}
            </ul>
            {!all && events.length > shownFirst && (
              <Button small className="mt-3" onClick={() => setAll(true)}>
                {messages.showMore}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Line({ event }: { event: SecurityEvent }) {
  const reader = useReader();
  const words = text.securityEvent[event.kind](text.device(event.device), event.subject ?? "");
  return (
    <li className="border-line border-b py-2 last:border-b-0">
      <p className={`[overflow-wrap:anywhere] ${alarming.has(event.kind) ? "font-medium text-danger" : ""}`}>
        {words}
      </p>
      <p className="text-[13px] text-ink-2">
        {[momentWords(event.at, reader), event.address].filter(Boolean).join(" · ")}
      </p>
    </li>
  );
}
