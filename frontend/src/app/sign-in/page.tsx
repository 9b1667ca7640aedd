import type { Metadata } from "next";
import { AuthPage } from "../../auth/auth-page.tsx";
import { messages } from "../../messages/en.ts";
import { registrationMode } from "../../server/registration.ts";

export const metadata: Metadata = { title: messages.auth.signInTitle };
export const dynamic = "force-dynamic";

export default async function SignInPage() {
  return <AuthPage mode="sign-in" registration={await registrationMode()} />;
}
