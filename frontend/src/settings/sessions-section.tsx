"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { accountApi, type Session } from "../api/account.ts";
import { queryClient } from "../api/query-client.ts";
import { momentWords } from "../lib/due-words.ts";
import { useReader } from "../lib/reader-context.tsx";
import { messages } from "../messages/en.ts";
import { Button } from "../ui/button.tsx";
import { deviceName } from "./device-name.ts";
import { KeysToo, keysQuery } from "./keys-too.tsx";
import { changeEntry, Loaded, Section } from "./section.tsx";

const Dialog = dynamic(() => import("../ui/dialog.tsx").then(({ Dialog }) => Dialog));
const text = messages.settings;
const key = ["sessions"];

/** Where the person is signed in, each with a way to end it. */
export function SessionsSection() {
  const query = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const [current, sessions] = await Promise.all([
        accountApi.currentSession(signal),
        accountApi.sessions(signal),
      ]);
      const here = current?.session.token;
      return sessions
        .map((session) => ({ session, here: session.token === here }))
        .sort(
          (a, b) => Number(b.here) - Number(a.here) || b.session.updatedAt.localeCompare(a.session.updatedAt),
        );
    },
  });

  const [asking, setAsking] = useState(false);
  const end = (step: () => Promise<unknown>) =>
    void changeEntry(key, step, text.revoked).then(() =>
      queryClient.invalidateQueries({ queryKey: keysQuery }),
    );

  return (
    <Section title={text.sessions}>
      <Loaded query={query}>
        {(sessions) => (
          <>
            <ul className="flex flex-col">
              {sessions.map(({ session, here }) => (
                <Line
                  key={session.id}
                  session={session}
                  here={here}
                  onEnd={() => end(() => accountApi.revokeSession(session.token))}
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

function Line({ session, here, onEnd }: { session: Session; here: boolean; onEnd: () => void }) {
  const reader = useReader();
  const name = deviceName(session.userAgent ?? "");
  return (
    <li className="flex min-h-12 items-center gap-3 border-line border-b py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere]">
          {name}
          {here && <span className="font-medium text-accent"> · {text.thisDevice}</span>}
        </p>
        <p className="text-[13px] text-ink-2">
          {[session.ipAddress, text.lastUsed(momentWords(session.updatedAt, reader))]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      {!here && (
        <Button small aria-label={text.revokeNamed(name)} onClick={onEnd}>
          {text.revoke}
        </Button>
      )}
    </li>
  );
}
