import { settingsMessages } from "../messages/en-settings.ts";
import { setTheme, useTheme } from "../ui/theme.ts";
import { themes } from "../ui/theme-name.ts";
import { Section } from "./section.tsx";

const text = settingsMessages;

/** Light, dark, or the system's setting. */
export function AppearanceSection() {
  const theme = useTheme();
  return (
    <Section title={text.appearance}>
      <fieldset className="flex flex-wrap gap-2">
        <legend className="mb-1 font-medium text-[13px] text-ink-2">{text.theme}</legend>
        {themes.map((one) => (
          <label
            key={one}
            className="flex min-h-9 cursor-pointer items-center gap-2 rounded-lg border border-line px-3 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft"
          >
            <input type="radio" name="theme" checked={theme === one} onChange={() => setTheme(one)} />
            {text.themes[one]}
          </label>
        ))}
      </fieldset>
    </Section>
  );
}
