import type { Profile } from "@todo-chatbot/contracts";
import { type FormEvent, useState } from "react";
import { accountApi } from "../api/account.ts";
import { queryClient } from "../api/query-client.ts";
import { passwordFault, passwordRefusal } from "../auth/auth-faults.ts";
import { NewPasswordField } from "../auth/new-password-field.tsx";
import { messages } from "../messages/en.ts";
import { settingsMessages } from "../messages/en-settings.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { KeysToo, keysQuery } from "./keys-too.tsx";
import { Section, StepResult, useStep } from "./section.tsx";

const text = settingsMessages;

/** A new password; other devices are signed out with it. */
export function PasswordSection({ profile }: { profile: Profile }) {
  const { busy, fault, done, run } = useStep();
  const [keysToo, setKeysToo] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  // Each new password gets a fresh field, whose meter starts over.
  const [round, setRound] = useState(0);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const next = String(data.get("new"));
    const found = passwordFault(next).password ?? null;
    setWrong(found);
    if (found) return;
    const changed = await run(
      () =>
        accountApi.changePassword({
          currentPassword: String(data.get("current")),
          newPassword: next,
          deleteApiKeys: keysToo,
        }),
      text.passwordChanged,
      (error) =>
        passwordRefusal(error) ?? (error.status === 400 || error.status === 401 ? text.passwordWrong : null),
    );
    if (!changed) return;
    form.reset();
    setRound((last) => last + 1);
    setKeysToo(false);
    await queryClient.invalidateQueries({ queryKey: keysQuery });
    await queryClient.invalidateQueries({ queryKey: ["sessions"] });
  }

  return (
    <Section title={text.password}>
      <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={text.currentPassword}
            name="current"
            type="password"
            autoComplete="current-password"
          />
          <NewPasswordField
            key={round}
            label={text.newPassword}
            name="new"
            error={wrong}
            known={() => [profile.name, profile.email, messages.product]}
          />
        </div>
        <KeysToo checked={keysToo} onChange={setKeysToo} />
        <div className="flex items-center gap-3">
          <Button type="submit" disabled={busy}>
            {text.changePassword}
          </Button>
          <StepResult fault={fault} done={done} />
        </div>
      </form>
    </Section>
  );
}
