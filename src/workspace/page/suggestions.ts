import type { WorkspaceState } from '../wire.ts';

/** A way to go on with what is being typed. */
export interface Suggestion {
  readonly label: string;
  readonly detail: string;
  /** The whole text once it is taken. */
  readonly text: string;
}

/** Slash commands at the start of the text, people after an @; nothing otherwise. */
export function suggest(typed: string, { app, people }: WorkspaceState): readonly Suggestion[] {
  const command = /^\/\S*$/.exec(typed);
  if (command !== null) {
    return app.commands
      .filter((one) => one.command.startsWith(typed))
      .map((one) => ({
        label: `${one.command} ${one.usageHint}`.trim(),
        detail: one.description,
        text: `${one.command} `,
      }));
  }
  const mention = /(?:^|\s)@([\w.-]*)$/.exec(typed);
  if (mention === null) return [];
  const start = (mention[1] ?? '').toLowerCase();
  const before = typed.slice(0, typed.length - start.length);
  return people
    .filter(({ name, realName }) => name.startsWith(start) || realName.toLowerCase().startsWith(start))
    .sort((one, other) => Number(other.isBot) - Number(one.isBot))
    .map(({ name, realName }) => ({ label: `@${name}`, detail: realName, text: `${before}${name} ` }));
}

/** The command at the start of a text, where the app has it. */
export function commandOf(
  typed: string,
  { app }: WorkspaceState,
): { command: string; text: string } | undefined {
  const [, command, text] = /^(\/\S+)(?:\s+([\s\S]*))?$/.exec(typed) ?? [];
  if (command === undefined || !app.commands.some((one) => one.command === command)) return undefined;
  return { command, text: text ?? '' };
}
