import type { LocalModelServer, ModelCheck, ModelCheckRow } from "@todo-chatbot/contracts";
import { Check, type LucideIcon, Minus, TriangleAlert, X } from "lucide-react";
import { useState } from "react";
import { accountApi } from "../api/account.ts";
import { queryClient } from "../api/query-client.ts";
import { settingsMessages } from "../messages/en-settings.ts";
import { Button } from "../ui/button.tsx";
import { StepResult, useStep } from "./section.tsx";

const text = settingsMessages;

/** Tests the model on request, and says what to change. */
export function ModelCheckPart({ isBuiltin }: { isBuiltin: boolean }) {
  const step = useStep();
  const [check, setCheck] = useState<ModelCheck | null>(null);

  async function run() {
    await step.run(async () => setCheck(await accountApi.checkModel()), "");
    await queryClient.invalidateQueries({ queryKey: ["model"] });
  }

  return (
    <div className="mt-4">
      <div className="flex flex-wrap items-center gap-3">
        <Button disabled={step.busy} onClick={() => void run()}>
          {isBuiltin ? text.modelFind : text.modelCheck}
        </Button>
        {step.busy ? (
          <p role="status" className="animate-wait text-ink-2">
            {isBuiltin ? text.modelFinding : text.modelChecking}
          </p>
        ) : (
          <StepResult fault={step.fault} done={null} />
        )}
      </div>
      {check && <Found check={check} />}
    </div>
  );
}

function Found({ check: { rows, found, endpoint } }: { check: ModelCheck }) {
  return (
    <div className="mt-4 flex flex-col gap-4">
      {rows.length > 0 && (
        <table aria-label={text.modelChecked} className="w-full text-left">
          <tbody>
            {rows.map((row) => (
              <Row key={row.subject} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {found.map((server) => (
        <Local key={server.baseUrl} server={server} />
      ))}
      {endpoint === null && found.length === 0 && <p className="text-ink-2">{text.modelFoundNone}</p>}
    </div>
  );
}

const looks: Record<ModelCheckRow["state"], { icon: LucideIcon; color: string }> = {
  ok: { icon: Check, color: "text-ink-2" },
  warning: { icon: TriangleAlert, color: "text-ink" },
  failed: { icon: X, color: "text-danger" },
  unknown: { icon: Minus, color: "text-ink-3" },
};

function Row({ row: { subject, state, finding, advice } }: { row: ModelCheckRow }) {
  const { icon: Icon, color } = looks[state];
  return (
    <tr className="border-line border-b align-top last:border-b-0">
      <th scope="row" className="w-28 py-2.5 pr-3 font-normal text-[13px] text-ink-2 sm:w-36">
        {text.modelSubject[subject]}
      </th>
      <td className="py-2">
        <p className={`flex gap-2 ${color}`}>
          <Icon size={16} aria-label={text.modelRowState[state]} className="mt-1 shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{finding}</span>
        </p>
        {advice && <p className="ml-6 text-[13px] text-ink-2 [overflow-wrap:anywhere]">{advice}</p>}
      </td>
    </tr>
  );
}

function Local({ server: { name, baseUrl, models } }: { server: LocalModelServer }) {
  return (
    <div className="rounded-lg bg-sunken p-3">
      <p className="font-medium">{text.modelFound(name)}</p>
      <p className="text-ink-2 [overflow-wrap:anywhere]">{text.modelFoundModels(models)}</p>
      <p className="mt-2 text-[13px] text-ink-2">{text.modelUse}</p>
      <code className="block text-[13px] [overflow-wrap:anywhere]">
        OPENAI_BASE_URL={baseUrl} OPENAI_MODEL={models[0] ?? "…"}
      </code>
    </div>
  );
}
