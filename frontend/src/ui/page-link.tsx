import Router from "next/router";
import type { AnchorHTMLAttributes, MouseEvent } from "react";

/**
 * A link to another page of the app. The document is not unloaded, so an answer in progress continues; the target is
 * loaded when the link is followed, and not prefetched.
 */
export function PageLink({ href, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  function follow(event: MouseEvent) {
    // Leave clicks that open a new tab or window to the browser.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void Router.push(href);
  }

  return <a href={href} onClick={follow} {...rest} />;
}
