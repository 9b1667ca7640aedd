import type { Metadata } from "next";
import { AuthPage } from "../../auth/auth-page.tsx";
import { messages } from "../../messages/en.ts";
import { registrationMode } from "../../server/registration.ts";

export const metadata: Metadata = { title: messages.auth.signUpTitle };
export const dynamic = "force-dynamic";

export default async function SignUpPage() {
  return <AuthPage mode="sign-up" registration={await registrationMode()} />;
}
