import type { ApiKeyScope } from "@todo-chatbot/contracts";
import { limits } from "@todo-chatbot/contracts/limits";
import { type FormEvent, useState } from "react";
import { accountApi } from "../api/account.ts";
import { messages } from "../messages/en.ts";
import { settingsMessages } from "../messages/en-settings.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { CheckField, SelectField, TextField } from "../ui/field.tsx";
import { StepResult, useStep } from "./section.tsx";

const text = settingsMessages;
const allScopes = ["read", "write", "transfer"] as const satisfies ApiKeyScope[];
const daySeconds = 86_400;
/** In days; 0 means never, which the person must choose explicitly. */
const ends = [30, 90, 365, 0] as const;

/** Asks for the scopes, the expiry and the password of a new key; passes the key on. */
export function NewKeyDialog({ onMade, onClose }: { onMade: (key: string) => void; onClose: () => void }) {
  const { busy, fault, run } = useStep();
  const [scopes, setScopes] = useState<ApiKeyScope[]>(["read", "write"]);
  const [days, setDays] = useState<number>(90);

  async function create(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    await run(
      async () => {
        const { key } = await accountApi.createKey({
          name: String(form.get("name")).trim(),
          password: String(form.get("password")),
          scopes,
          expiresIn: days === 0 ? null : days * daySeconds,
        });
        onMade(key);
      },
      "",
      (error) => (error.code === "INVALID_PASSWORD" ? text.passwordWrong : null),
    );
  }

  const toggle = (scope: ApiKeyScope, on: boolean) =>
    setScopes((current) => (on ? [...current, scope] : current.filter((one) => one !== scope)));

  return (
    <Dialog title={text.keyAddTitle} onClose={onClose}>
      <form method="post" onSubmit={create} className="flex flex-col gap-4">
        <TextField
          label={text.keyName}
          name="name"
          hint={text.keyNameHint}
          maxLength={limits.nameLength}
          required
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1.5 font-medium text-[13px] text-ink-2">{text.keyScopes}</legend>
          {allScopes.map((scope) => (
            <CheckField
              key={scope}
              label={text.keyScope[scope]}
              checked={scopes.includes(scope) || (scope === "read" && scopes.includes("write"))}
              disabled={scope === "read" && scopes.includes("write")}
              onChange={(event) => toggle(scope, event.target.checked)}
            />
          ))}
          {scopes.length === 0 && (
            <p role="alert" className="text-[13px] text-danger">
              {text.keyScopeMissing}
            </p>
          )}
        </fieldset>
        <SelectField
          label={text.keyEnds}
          value={days}
          hint={days === 0 ? text.keyEndless : undefined}
          onChange={(event) => setDays(Number(event.target.value))}
        >
          {ends.map((choice) => (
            <option key={choice} value={choice}>
              {text.keyEndChoices[choice]}
            </option>
          ))}
        </SelectField>
        <TextField
          label={text.yourPassword}
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <StepResult fault={fault} done={null} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{messages.cancel}</Button>
          <Button kind="primary" type="submit" disabled={busy || scopes.length === 0}>
            {text.keyCreate}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
