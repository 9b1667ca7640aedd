import type { AppContext, AppProps } from "next/app";
import Head from "next/head";
import { messages } from "../messages/en.ts";
import "../ui/globals.css";
import { InputMethods } from "../ui/input-methods.tsx";

/** What every page has. */
export default function Frame({ Component, pageProps }: AppProps) {
  return (
    <>
      <Head>
        <title>{messages.product}</title>
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
      </Head>
      <InputMethods />
      <Component {...pageProps} />
    </>
  );
}

/** Has every page drawn when it is asked for: one that is built beforehand carries no nonce, and none of its scripts run. */
Frame.getInitialProps = async ({ Component, ctx }: AppContext) => ({
  pageProps: (await Component.getInitialProps?.(ctx)) ?? {},
});
