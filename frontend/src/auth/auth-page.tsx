import type { RegistrationMode } from "@todo-chatbot/contracts";
import { messages } from "../messages/en.ts";
import { authMessages } from "../messages/en-auth.ts";
import { Logo } from "../ui/logo.tsx";
import { AuthForm } from "./auth-form.tsx";

const text = authMessages;

interface AuthPageProps {
  mode: "sign-in" | "sign-up";
  /** Who may create an account here; the server decides. */
  registration: RegistrationMode;
}

/** Sign-in, or sign-up where allowed. */
export function AuthPage({ mode, registration }: AuthPageProps) {
  const signUp = mode === "sign-up";
  const closed = registration === "closed";
  return (
    <main className="flex min-h-full items-center justify-center p-4">
      <div className="w-full max-w-[23rem]">
        <p className="mb-8 flex items-center justify-center gap-2.5 font-semibold text-lg tracking-tight">
          <Logo size={28} />
          {messages.product}
        </p>
        <div className="rounded-card border border-line bg-surface p-6 shadow-card">
          <h1 className="mb-1 font-semibold text-xl tracking-tight">
            {signUp ? (closed ? text.closedTitle : text.signUpTitle) : text.signInTitle}
          </h1>
          {signUp && closed ? (
            <p className="text-ink-2">{text.closed}</p>
          ) : (
            <>
              <p className="mb-5 text-ink-2">{messages.tagline}</p>
              <AuthForm mode={mode} invited={registration === "invite"} />
            </>
          )}
        </div>
        {(signUp || !closed) && (
          <p className="mt-5 text-center text-ink-2">
            {signUp ? text.haveAccount : registration === "invite" ? text.haveInvitation : text.noAccount}{" "}
            <a
              href={signUp ? "/sign-in" : "/sign-up"}
              className="rounded font-medium text-accent underline underline-offset-2"
            >
              {signUp ? text.toSignIn : text.toSignUp}
            </a>
          </p>
        )}
      </div>
    </main>
  );
}
