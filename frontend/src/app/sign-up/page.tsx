import type { Metadata } from "next";
import { AuthPage } from "../../auth/auth-page.tsx";
import { authMessages } from "../../messages/en-auth.ts";
import { registrationMode } from "../../server/registration.ts";

export const metadata: Metadata = { title: authMessages.signUpTitle };
export const dynamic = "force-dynamic";

export default async function SignUpPage() {
  return <AuthPage mode="sign-up" registration={await registrationMode()} />;
}
