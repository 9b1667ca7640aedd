import { parseTheme, themeCookie } from "../../ui/theme-name.ts";

const yearSeconds = 31_536_000;

/** Keeps the theme in a cookie, so that every page is drawn in it from the first moment. */
export async function PUT(request: Request): Promise<Response> {
  const theme = parseTheme((await request.text()).slice(0, 20));
  const cookie = `${themeCookie}=${theme}; Path=/; Max-Age=${yearSeconds}; SameSite=Lax; HttpOnly`;
  return new Response(null, { status: 204, headers: { "Set-Cookie": cookie } });
}
