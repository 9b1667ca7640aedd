import type { NextPageContext } from "next";
import Head from "next/head";
import { messages } from "../messages/en.ts";
import { faultMessages } from "../messages/en-faults.ts";
import { Button } from "../ui/button.tsx";

interface FaultPageProps {
  status: number;
}

/** Shown instead of a page that does not exist or failed to render. */
export default function FaultPage({ status }: FaultPageProps) {
  return status === 404 ? <NotFound /> : <Fault />;
}

FaultPage.getInitialProps = ({ res, err }: NextPageContext): FaultPageProps => ({
  status: res?.statusCode ?? (err ? 500 : 404),
});

function Fault() {
  return (
    <main className="mx-auto flex min-h-full max-w-md flex-col items-start justify-center gap-4 p-6">
      <p>{faultMessages.page}</p>
      <Button kind="primary" onClick={() => window.location.reload()}>
        {faultMessages.reload}
      </Button>
    </main>
  );
}

function NotFound() {
  return (
    <main className="mx-auto flex min-h-full max-w-md flex-col items-start justify-center gap-3 p-6">
      <Head>
        <title>{`${faultMessages.notFoundTitle} · ${messages.product}`}</title>
      </Head>
      <h1 className="font-semibold text-xl">{faultMessages.notFoundTitle}</h1>
      <p className="text-ink-2">{faultMessages.notFound}</p>
      <a href="/" className="font-medium text-accent underline">
        {faultMessages.home}
      </a>
    </main>
  );
}
