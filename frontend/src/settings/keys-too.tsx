import { useQuery } from "@tanstack/react-query";
import { accountApi } from "../api/account.ts";
import { settingsMessages } from "../messages/en-settings.ts";
import { CheckField } from "../ui/field.tsx";

const text = settingsMessages;

export const keysQuery = ["api-keys"];

export function useKeys() {
  return useQuery({ queryKey: keysQuery, queryFn: ({ signal }) => accountApi.keys(signal) });
}

/** Whether to delete the API keys along with the other sessions; shown only if there are any. */
export function KeysToo({ checked, onChange }: { checked: boolean; onChange: (keysToo: boolean) => void }) {
  const keys = useKeys();
  if (!keys.data?.length) return null;
  return (
    <CheckField
      label={text.keysDelete}
      hint={text.keysDeleteHint}
      checked={checked}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
