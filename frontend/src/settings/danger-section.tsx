import { type FormEvent, useState } from "react";
import { accountApi } from "../api/account.ts";
import { part } from "../lib/part.tsx";
import { messages } from "../messages/en.ts";
import { settingsMessages } from "../messages/en-settings.ts";
import { tellOtherTabs } from "../shell/other-tabs.ts";
import { forgetPerson } from "../shell/use-profile.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { Section, StepResult, useStep } from "./section.tsx";

const Dialog = part(() => import("../ui/dialog.tsx").then(({ Dialog }) => Dialog));
const text = settingsMessages;

/** Deletes the account and everything in it, after asking for the password. */
export function DangerSection() {
  const [asking, setAsking] = useState(false);
  const { busy, fault, run } = useStep();

  async function confirm(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password"));
    const gone = await run(
      () => accountApi.deleteAccount(password),
      "",
      (error) => (error.status === 400 || error.status === 401 ? text.passwordWrong : null),
    );
    if (!gone) return;
    forgetPerson();
    tellOtherTabs();
    window.location.assign("/sign-up");
  }

  return (
    <Section title={text.danger}>
      <p className="mb-3 text-ink-2">{text.dangerText}</p>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {text.dangerButton}
      </Button>
      {asking && (
        <Dialog title={text.dangerTitle} onClose={() => setAsking(false)}>
          <form method="post" onSubmit={confirm} className="flex flex-col gap-4">
            <p className="text-ink-2">{text.dangerText}</p>
            <TextField
              label={text.yourPassword}
              name="password"
              type="password"
              autoComplete="current-password"
              required
            />
            <StepResult fault={fault} done={null} />
            <div className="flex justify-end gap-2">
              <Button onClick={() => setAsking(false)}>{messages.cancel}</Button>
              <Button kind="danger" type="submit" disabled={busy}>
                {text.dangerConfirm}
              </Button>
            </div>
          </form>
        </Dialog>
      )}
    </Section>
  );
}
