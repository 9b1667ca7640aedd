const mark = "#invitation=";

/** The link that invites somebody. The token is in the fragment, which browsers never send to a server. */
export function invitationLink(origin: string, token: string): string {
  return `${origin}/sign-up${mark}${token}`;
}

/** Extracts the token from pasted text: a link, its fragment, or the token alone. */
export function invitationToken(text: string): string {
  const at = text.indexOf(mark);
  return (at < 0 ? text.replace(/^#.*/, "") : text.slice(at + mark.length)).trim();
}
