import type { Metadata } from "next";
import { AuthPage } from "../../auth/auth-page.tsx";
import { authMessages } from "../../messages/en-auth.ts";
import { registrationMode } from "../../server/registration.ts";

export const metadata: Metadata = { title: authMessages.signInTitle };
export const dynamic = "force-dynamic";

export default async function SignInPage() {
  return <AuthPage mode="sign-in" registration={await registrationMode()} />;
}
