import { useEffect, useRef } from "react";
import { messages } from "../messages/en.ts";
import { choiceLook } from "./choices.tsx";

const text = messages.reading;

interface OtherReadingsProps {
  /** Texts of the buttons, best first. */
  others: readonly string[];
  /** Whether something was undone. */
  undone: boolean;
  onChoose: (other: number) => void;
  /** Called when the person chooses to rephrase. */
  onReword: () => void;
}

/** What is offered after "Not what I meant": the other readings as buttons, and to rephrase. */
export function OtherReadings({ others, undone, onChoose, onReword }: OtherReadingsProps) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <fieldset className="flex flex-col gap-2">
      <legend role="status" className="mb-2 text-[15px] leading-[22px]">
        {undone ? text.takenBack : text.sorry} {others.length > 0 ? text.didYouMean : text.sayAgain}
      </legend>
      <div className="flex flex-wrap gap-2">
        {others.map((label, other) => (
          <button
            key={label}
            ref={other === 0 ? first : undefined}
            type="button"
            className={choiceLook}
            onClick={() => onChoose(other)}
          >
            {label}
          </button>
        ))}
        <button
          ref={others.length === 0 ? first : undefined}
          type="button"
          className={choiceLook}
          onClick={onReword}
        >
          {text.reword}
        </button>
      </div>
    </fieldset>
  );
}
