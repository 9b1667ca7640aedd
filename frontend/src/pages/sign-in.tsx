import type { RegistrationMode } from "@todo-chatbot/contracts";
import type { GetServerSideProps } from "next";
import Head from "next/head";
import { AuthPage } from "../auth/auth-page.tsx";
import { messages } from "../messages/en.ts";
import { authMessages } from "../messages/en-auth.ts";
import { registrationMode } from "../server/registration.ts";

interface SignInPageProps {
  registration: RegistrationMode;
}

export const getServerSideProps: GetServerSideProps<SignInPageProps> = async ({ req }) => ({
  props: { registration: await registrationMode(req.headers.host) },
});

export default function SignInPage({ registration }: SignInPageProps) {
  return (
    <>
      <Head>
        <title>{`${authMessages.signInTitle} · ${messages.product}`}</title>
      </Head>
      <AuthPage mode="sign-in" registration={registration} />
    </>
  );
}
