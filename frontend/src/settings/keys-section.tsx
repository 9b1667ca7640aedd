"use client";

import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { type ApiKey, accountApi } from "../api/account.ts";
import { queryClient } from "../api/query-client.ts";
import { momentWords } from "../lib/due-words.ts";
import { useReader } from "../lib/reader-context.tsx";
import { messages } from "../messages/en.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { changeEntry, Loaded, Section, StepResult, useStep } from "./section.tsx";

const text = messages.settings;
const key = ["api-keys"];

/** Keys for scripts and MCP clients: made, shown once, revoked. */
export function KeysSection() {
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => accountApi.keys(signal) });
  const [made, setMade] = useState<string | null>(null);
  const { busy, fault, run } = useStep();

  async function create(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get("name")).trim();
    const created = await run(async () => setMade((await accountApi.createKey(name)).key), "");
    if (!created) return;
    form.reset();
    await queryClient.invalidateQueries({ queryKey: key });
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
                  onRevoke={() => void changeEntry(key, () => accountApi.deleteKey(one.id), text.keyRevoked)}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {made && <NewKey secret={made} />}
      <form onSubmit={create} className="mt-4 flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1">
          <TextField label={text.keyName} name="name" maxLength={32} required />
        </div>
        <Button type="submit" disabled={busy}>
          {text.keyCreate}
        </Button>
        {fault && <StepResult fault={fault} done={null} />}
      </form>
    </Section>
  );
}

function KeyLine({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const reader = useReader();
  const name = apiKey.name || text.keyUnnamed;
  const used = apiKey.lastRequest ? text.lastUsed(momentWords(apiKey.lastRequest, reader)) : null;
  return (
    <li className="flex min-h-12 items-center gap-3 border-line border-b py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere]">{name}</p>
        <p className="text-[13px] text-ink-2">
          {[apiKey.start && `${apiKey.start}…`, text.keyCreated(momentWords(apiKey.createdAt, reader)), used]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <Button small aria-label={text.keyRevokeNamed(name)} onClick={onRevoke}>
        {text.keyRevoke}
      </Button>
    </li>
  );
}

function NewKey({ secret }: { secret: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  async function copy() {
    field.current?.select();
    // Browsers lend the clipboard only to pages over TLS; elsewhere the key is selected, ready to be copied.
    await navigator.clipboard?.writeText(secret);
    setCopied(navigator.clipboard !== undefined);
  }

  return (
    <div role="status" className="mt-3 flex flex-wrap items-end gap-3 rounded-lg bg-accent-soft p-3">
      <div className="min-w-48 flex-1">
        <TextField
          ref={field}
          label={text.keyNew}
          value={secret}
          readOnly
          className="font-mono"
          onFocus={(event) => event.target.select()}
        />
      </div>
      <Button onClick={() => void copy()}>{copied ? text.keyCopied : text.keyCopy}</Button>
    </div>
  );
}
