import type { AppContext, AppProps } from "next/app";
import Head from "next/head";
import { messages } from "../messages/en.ts";
import "../ui/globals.css";
import { InputMethods } from "../ui/input-methods.tsx";

/** The shell of every page. */
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

/** Renders every page on request: a prerendered one has no nonce, so none of its scripts would run. */
Frame.getInitialProps = async ({ Component, ctx }: AppContext) => ({
  pageProps: (await Component.getInitialProps?.(ctx)) ?? {},
});
