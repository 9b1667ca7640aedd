import { useQuery } from "@tanstack/react-query";
import type { Session } from "@todo-chatbot/contracts";
import { useState } from "react";
import { accountApi } from "../api/account.ts";
import { queryClient } from "../api/query-client.ts";
import { momentWords } from "../lib/due-words.ts";
import { part } from "../lib/part.tsx";
import { useReader } from "../lib/reader-context.tsx";
import { messages } from "../messages/en.ts";
import { settingsMessages } from "../messages/en-settings.ts";
import { Button } from "../ui/button.tsx";
import { KeysToo, keysQuery } from "./keys-too.tsx";
import { changeEntry, Loaded, Section } from "./section.tsx";
import { securityQuery } from "./security-section.tsx";

const Dialog = part(() => import("../ui/dialog.tsx").then(({ Dialog }) => Dialog));
const text = settingsMessages;
const key = ["sessions"];

/** Where the person is signed in, each with a way to end it. */
export function SessionsSection() {
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) =>
      (await accountApi.sessions(signal)).sort((a, b) => Number(b.current) - Number(a.current)),
  });

  const [asking, setAsking] = useState(false);
  const end = (step: () => Promise<unknown>) =>
    void changeEntry(key, step, text.revoked).then(() =>
      Promise.all([keysQuery, securityQuery].map((queryKey) => queryClient.invalidateQueries({ queryKey }))),
    );

  return (
    <Section title={text.sessions}>
      <Loaded query={query}>
        {(sessions) => (
          <>
            <ul className="flex flex-col">
              {sessions.map((session) => (
                <Line
                  key={session.id}
                  session={session}
                  onEnd={() => end(() => accountApi.revokeSession(session.id))}
                />
              ))}
            </ul>
            {sessions.length > 1 && (
              <Button className="mt-3" onClick={() => setAsking(true)}>
                {text.revokeOthers}
              </Button>
            )}
          </>
        )}
      </Loaded>
      {asking && (
        <EndOthers
          onClose={() => setAsking(false)}
          onEnd={(keysToo) => {
            setAsking(false);
            end(() => accountApi.revokeOtherSessions(keysToo));
          }}
        />
      )}
    </Section>
  );
}

function EndOthers({ onEnd, onClose }: { onEnd: (keysToo: boolean) => void; onClose: () => void }) {
  const [keysToo, setKeysToo] = useState(false);
  return (
    <Dialog title={text.revokeOthersTitle} onClose={onClose}>
      <KeysToo checked={keysToo} onChange={setKeysToo} />
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{messages.cancel}</Button>
        <Button kind="danger" onClick={() => onEnd(keysToo)}>
          {text.revokeOthersConfirm}
        </Button>
      </div>
    </Dialog>
  );
}

function Line({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const reader = useReader();
  const name = text.device(session.device);
  return (
    <li className="flex min-h-12 items-center gap-3 border-line border-b py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere]">
          {name}
          {session.current && <span className="font-medium text-accent"> · {text.thisDevice}</span>}
        </p>
        <p className="text-[13px] text-ink-2">
          {[session.ipAddress, text.lastUsed(momentWords(session.updatedAt, reader))]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      {!session.current && (
        <Button small aria-label={text.revokeNamed(name)} onClick={onEnd}>
          {text.revoke}
        </Button>
      )}
    </li>
  );
}
