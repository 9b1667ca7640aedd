import NextDocument, { type DocumentContext, Head, Html, Main, NextScript } from "next/document";
import { messages } from "../messages/en.ts";
import { cookieOf } from "../server/cookies.ts";
import { nonceOf } from "../server/security-headers.ts";
import { parseTheme, type Theme, themeCookie } from "../ui/theme-name.ts";

interface DocumentProps {
  nonce: string;
  theme: Theme;
}

/** The document around every page: in the person's theme, with the nonce of the response's policy. */
export default class Document extends NextDocument<DocumentProps> {
  static override async getInitialProps(context: DocumentContext) {
    const nonce = nonceOf(context.res);
    const theme = parseTheme(cookieOf(context.req, themeCookie));
    return { ...(await context.defaultGetInitialProps(context, { nonce })), nonce, theme };
  }

  override render() {
    const { nonce, theme } = this.props;
    return (
      <Html lang="en" data-theme={theme}>
        <Head nonce={nonce}>
          <meta name="description" content={messages.tagline} />
          <meta name="robots" content="noindex" />
          <meta name="referrer" content="same-origin" />
          <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fafaf9" />
          <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#171716" />
          <link rel="icon" href="/icon.svg" type="image/svg+xml" sizes="any" />
        </Head>
        <body>
          <Main />
          <NextScript nonce={nonce} />
        </body>
      </Html>
    );
  }
}
