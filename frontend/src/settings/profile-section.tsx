import type { Profile } from "@todo-chatbot/contracts";
import { wallClock } from "@todo-chatbot/contracts/calendar";
import { limits } from "@todo-chatbot/contracts/limits";
import { type FormEvent, useId, useState } from "react";
import { accountApi } from "../api/account.ts";
import { dueWords, timeWords } from "../lib/due-words.ts";
import { messages } from "../messages/en.ts";
import { settingsMessages } from "../messages/en-settings.ts";
import { remember } from "../shell/use-profile.ts";
import { Button } from "../ui/button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { localeChoices, timeZones, weekdays } from "./choices.ts";
import { Section, StepResult, useStep } from "./section.tsx";

const text = settingsMessages;

/** Name, time zone, week and language, which determine how dates are understood and shown. */
export function ProfileSection({ profile }: { profile: Profile }) {
  const [draft, setDraft] = useState(profile);
  const [zoneFault, setZoneFault] = useState<string | null>(null);
  const { busy, fault, done, run } = useStep();
  const zoneList = useId();
  const now = new Date();
  const knownZone = timeZones().includes(draft.timeZone);
  const clock = knownZone ? timeWords(wallClock(now.getTime(), draft.timeZone).time, draft.locale) : "";
  const set = (change: Partial<Profile>) => setDraft((current) => ({ ...current, ...change }));

  async function save(event: FormEvent) {
    event.preventDefault();
    setZoneFault(knownZone ? null : text.timeZoneUnknown);
    if (!knownZone) return;
    const { name, timeZone, weekStart, locale } = draft;
    await run(
      async () =>
        remember(await accountApi.updateProfile({ name: name.trim(), timeZone, weekStart, locale })),
      messages.saved,
    );
  }

  return (
    <Section title={text.profile}>
      <form onSubmit={save} noValidate className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label={text.name}
            autoComplete="name"
            value={draft.name}
            maxLength={limits.nameLength}
            onChange={(event) => set({ name: event.target.value })}
          />
          <TextField label={text.email} type="email" value={profile.email} readOnly className="text-ink-2" />
          <TextField
            label={text.timeZone}
            list={zoneList}
            value={draft.timeZone}
            error={zoneFault}
            hint={clock ? text.timeZoneHint(clock) : undefined}
            onChange={(event) => set({ timeZone: event.target.value })}
          />
          <SelectField
            label={text.locale}
            value={draft.locale}
            hint={text.localeHint(example(draft.locale, now))}
            onChange={(event) => set({ locale: event.target.value })}
          >
            {localeChoices(profile.locale).map(({ tag, name }) => (
              <option key={tag} value={tag}>
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={text.weekStart}
            value={draft.weekStart}
            onChange={(event) => set({ weekStart: Number(event.target.value) })}
          >
            {weekdays(draft.locale).map((name, index) => (
              <option key={name} value={index + 1}>
                {name}
              </option>
            ))}
          </SelectField>
        </div>
        <datalist id={zoneList}>
          {timeZones().map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <div className="flex items-center gap-3">
          <Button kind="primary" type="submit" disabled={busy}>
            {busy ? messages.saving : messages.save}
          </Button>
          <StepResult fault={fault} done={done} />
        </div>
      </form>
    </Section>
  );
}

/** An example date, far enough away not to be "Tomorrow". */
function example(locale: string, now: Date): string {
  const due = { date: `${now.getUTCFullYear()}-11-27`, time: "17:00", timeZone: "UTC" };
  return dueWords(due, { now: new Date(`${now.getUTCFullYear()}-06-01T00:00:00Z`), timeZone: "UTC", locale });
}
