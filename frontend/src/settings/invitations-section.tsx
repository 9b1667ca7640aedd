import { useQuery } from "@tanstack/react-query";
import type { Invitation } from "@todo-chatbot/contracts";
import { limits } from "@todo-chatbot/contracts/limits";
import { type FormEvent, useState } from "react";
import { accountApi } from "../api/account.ts";
import { queryClient } from "../api/query-client.ts";
import { invitationLink } from "../auth/invitation.ts";
import { momentWords } from "../lib/due-words.ts";
import { useReader } from "../lib/reader-context.tsx";
import { settingsMessages } from "../messages/en-settings.ts";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { changeEntry, Loaded, Section, StepResult, useStep } from "./section.tsx";
import { ShownOnce } from "./shown-once.tsx";

const text = settingsMessages;
const key = ["invitations"];
const days = [1, 7, 30] as const;

/** Links that let one person each create an account; shown only where an invitation is needed. */
export function InvitationsSection() {
  const registration = useQuery({
    queryKey: ["registration"],
    queryFn: ({ signal }) => accountApi.registration(signal),
  });
  return registration.data?.mode === "invite" ? <Invitations /> : null;
}

function Invitations() {
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => accountApi.invitations(signal) });
  const [link, setLink] = useState<string | null>(null);
  const { busy, fault, run } = useStep();

  async function invite(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    const details = { name: String(data.get("name")).trim(), days: Number(data.get("days")) };
    const invited = await run(async () => {
      const { token } = await accountApi.invite(details);
      setLink(invitationLink(window.location.origin, token));
    }, "");
    if (!invited) return;
    form.reset();
    await queryClient.invalidateQueries({ queryKey: key });
  }

  return (
    <Section title={text.invitations}>
      <p className="mb-3 text-ink-2">{text.invitationsText}</p>
      <Loaded query={query}>
        {(invitations) =>
          invitations.length === 0 ? (
            <p className="text-ink-3">{text.inviteNone}</p>
          ) : (
            <ul>
              {invitations.map((one) => (
                <Line
                  key={one.id}
                  invitation={one}
                  onRevoke={() =>
                    void changeEntry(key, () => accountApi.revokeInvitation(one.id), text.inviteRevoked)
                  }
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {link && <ShownOnce label={text.inviteNew} value={link} />}
      <form onSubmit={invite} className="mt-4 flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1">
          <TextField label={text.inviteName} name="name" maxLength={limits.nameLength} required />
        </div>
        <SelectField label={text.inviteDays} name="days" defaultValue={7}>
          {days.map((choice) => (
            <option key={choice} value={choice}>
              {text.inviteDayChoices[choice]}
            </option>
          ))}
        </SelectField>
        <Button type="submit" disabled={busy}>
          {text.invite}
        </Button>
        {fault && <StepResult fault={fault} done={null} />}
      </form>
    </Section>
  );
}

function Line({ invitation, onRevoke }: { invitation: Invitation; onRevoke: () => void }) {
  const reader = useReader();
  return (
    <li className="flex min-h-12 items-center gap-3 border-line border-b py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere]">{invitation.name}</p>
        <p className="text-[13px] text-ink-2">{text.keyUntil(momentWords(invitation.expiresAt, reader))}</p>
      </div>
      <Button small aria-label={text.inviteRevokeNamed(invitation.name)} onClick={onRevoke}>
        {text.inviteRevoke}
      </Button>
    </li>
  );
}
