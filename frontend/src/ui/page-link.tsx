import Router from "next/router";
import type { AnchorHTMLAttributes, MouseEvent } from "react";

/**
 * A link to another page of the app. The page that is left is not unloaded, so an answer on its way goes on; what the
 * link leads to is loaded when it is followed, and not before.
 */
export function PageLink({ href, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) {
  function follow(event: MouseEvent) {
    // A click that asks for a tab or a window of its own is the browser's.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void Router.push(href);
  }

  return <a href={href} onClick={follow} {...rest} />;
}
