"use client";

import { faultMessages } from "../messages/en-faults.ts";
import { Button } from "../ui/button.tsx";

/** Shown in place of a page that ran into a fault while it was drawn. */
export default function PageFault() {
  return (
    <main className="mx-auto flex min-h-full max-w-md flex-col items-start justify-center gap-4 p-6">
      <p>{faultMessages.page}</p>
      <Button kind="primary" onClick={() => window.location.reload()}>
        {faultMessages.reload}
      </Button>
    </main>
  );
}
