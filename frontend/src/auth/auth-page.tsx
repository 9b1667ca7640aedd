import { messages } from "../messages/en.ts";
import { Logo } from "../ui/logo.tsx";
import { AuthForm } from "./auth-form.tsx";

/** Signing in, or signing up. */
export function AuthPage({ mode }: { mode: "sign-in" | "sign-up" }) {
  const text = messages.auth;
  const signUp = mode === "sign-up";
  return (
    <main className="flex min-h-full items-center justify-center p-4">
      <div className="w-full max-w-[23rem]">
        <p className="mb-8 flex items-center justify-center gap-2.5 font-semibold text-lg tracking-tight">
          <Logo size={28} />
          {messages.product}
        </p>
        <div className="rounded-card border border-line bg-surface p-6 shadow-card">
          <h1 className="mb-1 font-semibold text-xl tracking-tight">
            {signUp ? text.signUpTitle : text.signInTitle}
          </h1>
          <p className="mb-5 text-ink-2">{messages.tagline}</p>
          <AuthForm mode={mode} />
        </div>
        <p className="mt-5 text-center text-ink-2">
          {signUp ? text.haveAccount : text.noAccount}{" "}
          <a
            href={signUp ? "/sign-in" : "/sign-up"}
            className="rounded font-medium text-accent underline underline-offset-2"
          >
            {signUp ? text.toSignIn : text.toSignUp}
          </a>
        </p>
      </div>
    </main>
  );
}
