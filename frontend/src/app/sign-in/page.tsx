import type { Metadata } from "next";
import { AuthPage } from "../../auth/auth-page.tsx";
import { messages } from "../../messages/en.ts";

export const metadata: Metadata = { title: messages.auth.signInTitle };
export const dynamic = "force-dynamic";

export default function SignInPage() {
  return <AuthPage mode="sign-in" />;
}
