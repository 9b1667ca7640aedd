import type { ApiKey } from "@todo-chatbot/contracts";
import { useState } from "react";
import { accountApi } from "../api/account.ts";
import { queryClient } from "../api/query-client.ts";
import { momentWords } from "../lib/due-words.ts";
import { part } from "../lib/part.tsx";
import { useReader } from "../lib/reader-context.tsx";
import { settingsMessages } from "../messages/en-settings.ts";
import { Button } from "../ui/button.tsx";
import { keysQuery, useKeys } from "./keys-too.tsx";
import { changeEntry, Loaded, Section } from "./section.tsx";
import { ShownOnce } from "./shown-once.tsx";

const NewKeyDialog = part(() => import("./new-key.tsx").then(({ NewKeyDialog }) => NewKeyDialog));
const text = settingsMessages;

/** Keys for scripts and MCP clients: create, show once, delete. */
export function KeysSection() {
  const query = useKeys();
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<string | null>(null);

  function show(key: string) {
    setAsking(false);
    setMade(key);
    void queryClient.invalidateQueries({ queryKey: keysQuery });
  }

  return (
    <Section title={text.keys}>
      <p className="mb-3 text-ink-2">{text.keysText}</p>
      <Loaded query={query}>
        {(keys) =>
          keys.length === 0 ? (
            <p className="text-ink-3">{text.keyNone}</p>
          ) : (
            <ul>
              {keys.map((one) => (
                <KeyLine
                  key={one.id}
                  apiKey={one}
                  onDelete={() =>
                    void changeEntry(keysQuery, () => accountApi.deleteKey(one.id), text.keyRevoked)
                  }
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {made && <ShownOnce label={text.keyNew} value={made} />}
      <Button className="mt-4" onClick={() => setAsking(true)}>
        {text.keyAdd}
      </Button>
      {asking && <NewKeyDialog onMade={show} onClose={() => setAsking(false)} />}
    </Section>
  );
}

function KeyLine({ apiKey, onDelete }: { apiKey: ApiKey; onDelete: () => void }) {
  const reader = useReader();
  const name = apiKey.name || text.keyUnnamed;
  const { start, scopes, expiresAt, lastUsedAt } = apiKey;
  return (
    <li className="flex min-h-12 items-center gap-3 border-line border-b py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere]">{name}</p>
        <p className="text-[13px] text-ink-2">
          {[
            start && `${start}…`,
            ...scopes.map((scope) => text.keyScope[scope].toLowerCase()),
            expiresAt ? text.keyUntil(momentWords(expiresAt, reader)) : text.keyNoEnd,
            lastUsedAt ? text.lastUsed(momentWords(lastUsedAt, reader)) : text.keyUnused,
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <Button small aria-label={text.keyRevokeNamed(name)} onClick={onDelete}>
        {text.keyRevoke}
      </Button>
    </li>
  );
}
