import { limits } from "@todo-chatbot/contracts/limits";
import { Eye, EyeOff } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { accountApi } from "../api/account.ts";
import { ApiError } from "../api/client.ts";
import { useHydrated } from "../lib/use-hydrated.ts";
import { messages } from "../messages/en.ts";
import { authMessages } from "../messages/en-auth.ts";
import { tellOtherTabs } from "../shell/other-tabs.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { type AuthField, authFault, checkAuth } from "./auth-faults.ts";
import { invitationToken } from "./invitation.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { nextPage } from "./next-page.ts";

const text = authMessages;
const fields = ["invitation", "name", "email", "password"] as const;

interface AuthFormProps {
  mode: "sign-in" | "sign-up";
  /** Whether a new account needs an invitation. */
  invited: boolean;
}

/** Email and password, and for a new account the name and possibly an invitation; opens the app. */
export function AuthForm({ mode, invited }: AuthFormProps) {
  const signUp = mode === "sign-up";
  const hydrated = useHydrated();
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Partial<Record<AuthField, string>>>({});
  const formElement = useRef<HTMLFormElement>(null);
  const ended = hydrated && new URLSearchParams(window.location.search).has("ended");

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name") ?? "").trim();
    const email = String(form.get("email") ?? "").trim();
    const password = String(form.get("password") ?? "");
    const invitation = invitationToken(String(form.get("invitation") ?? ""));
    const found = {
      ...checkAuth(mode, { name, email, password }),
      ...(signUp && invited && invitation === "" ? { invitation: text.invitationNeeded } : {}),
    };
    setFaults(found);
    const first = fields.find((field) => found[field]);
    if (first) return (event.currentTarget.elements.namedItem(first) as HTMLInputElement).focus();
    setBusy(true);
    try {
      if (signUp) {
        const details = { name, email, password, ...surroundings() };
        await accountApi.signUp(invitation ? { ...details, invitation } : details);
        // The server does not say whether the address had an account; its owner's password still opens it.
        if (!(await accountApi.currentSession())) await accountApi.signIn(email, password);
      } else {
        await accountApi.signIn(email, password);
      }
      tellOtherTabs();
      window.location.assign(nextPage(window.location.search));
    } catch (error) {
      setBusy(false);
      const told = error instanceof ApiError ? error : null;
      const signedUp = signUp && told?.code === "INVALID_EMAIL_OR_PASSWORD";
      setFaults(signedUp ? { form: text.signInInstead } : authFault(mode, told));
    }
  }

  return (
    // The method matters before the page's code runs: a GET would put the password into the URL.
    <form ref={formElement} method="post" noValidate onSubmit={submit} className="flex flex-col gap-4">
      {ended && !faults.form && <p className="rounded-lg bg-accent-soft px-3 py-2">{text.ended}</p>}
      {signUp && invited && (
        <TextField
          label={text.invitation}
          name="invitation"
          // The link has it in the fragment, which is never sent to a server or logged.
          key={String(hydrated)}
          defaultValue={hydrated ? invitationToken(window.location.hash) : ""}
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          hint={text.invitationHint}
          error={faults.invitation}
          required
        />
      )}
      {signUp && (
        <TextField
          label={text.name}
          name="name"
          autoComplete="name"
          maxLength={limits.nameLength}
          error={faults.name}
          required
        />
      )}
      <TextField
        label={text.email}
        name="email"
        type="email"
        inputMode="email"
        autoComplete={signUp ? "email" : "username"}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={limits.emailLength}
        error={faults.email}
        required
      />
      {signUp ? (
        <NewPasswordField
          label={text.password}
          name="password"
          error={faults.password}
          known={() => {
            const form = new FormData(formElement.current ?? undefined);
            return [String(form.get("name") ?? ""), String(form.get("email") ?? ""), messages.product];
          }}
        />
      ) : (
        <TextField
          label={text.password}
          name="password"
          type={shown ? "text" : "password"}
          autoComplete="current-password"
          error={faults.password}
          required
          side={
            <IconButton
              label={shown ? text.hidePassword : text.showPassword}
              onClick={() => setShown(!shown)}
            >
              {shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
            </IconButton>
          }
        />
      )}
      {faults.form && (
        <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-danger">
          {faults.form}
        </p>
      )}
      <Button kind="primary" type="submit" disabled={busy || !hydrated} className="mt-1">
        {busy ? (signUp ? text.signingUp : text.signingIn) : signUp ? text.signUp : text.signIn}
      </Button>
    </form>
  );
}

/** What "tomorrow" and "5/6" will mean to this person, as their browser has it. */
function surroundings(): { timeZone: string; locale: string } {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { timeZone: timeZone ?? "UTC", locale: navigator.language || "en" };
}
