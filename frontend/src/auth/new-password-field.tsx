import { Eye, EyeOff } from "lucide-react";
import { useEffect, useState } from "react";
import { authMessages } from "../messages/en-auth.ts";
import { IconButton } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";

const text = authMessages;
const steps = [1, 2, 3, 4] as const;

interface NewPasswordProps {
  label: string;
  name: string;
  error?: string | null | undefined;
  /** Words a guesser would try first. */
  known: () => string[];
}

/** A field for a new password that shows how hard it is to guess. */
export function NewPasswordField({ label, name, error, known }: NewPasswordProps) {
  const [shown, setShown] = useState(false);
  const [password, setPassword] = useState("");
  const strength = useStrength(password, known);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <TextField
        label={label}
        name={name}
        type={shown ? "text" : "password"}
        autoComplete="new-password"
        hint={text.passwordHint}
        error={error}
        required
        onInput={(event) => setPassword(event.currentTarget.value)}
        side={
          <IconButton label={shown ? text.hidePassword : text.showPassword} onClick={() => setShown(!shown)}>
            {shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
          </IconButton>
        }
      />
      {/* Its place is kept, so that nothing moves when the first letter is typed. */}
      <div className={strength === null ? "invisible" : ""}>
        <div aria-hidden className="flex gap-1">
          {steps.map((step) => (
            <span key={step} className={`h-1 flex-1 rounded-full ${barColour(step, strength)}`} />
          ))}
        </div>
        <p role="status" className="mt-1 min-h-5 text-[13px] text-ink-2">
          {strength !== null && text.strengths[strength]}
        </p>
      </div>
    </div>
  );
}

function barColour(step: number, strength: number | null): string {
  if (strength === null || step > Math.max(1, strength)) return "bg-line";
  return strength <= 1 ? "bg-danger" : "bg-accent";
}

/** null while the field is empty and until the estimator is loaded. */
function useStrength(password: string, known: () => string[]): 0 | 1 | 2 | 3 | 4 | null {
  const [judge, setJudge] = useState<typeof import("./strength.ts") | null>(null);
  const typed = password !== "";
  useEffect(() => {
    // Only advice: if it cannot be loaded, the server still decides.
    if (typed) import("./strength.ts").then(setJudge, () => undefined);
  }, [typed]);
  return typed && judge ? judge.strengthOf(password, known()) : null;
}
