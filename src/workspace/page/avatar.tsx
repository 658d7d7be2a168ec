import type { Person } from '../directory.ts';

/** Hues far enough apart to tell people apart, none of them the bot's. */
const HUES = [262, 24, 208, 330] as const;

export function Avatar({ person }: { person: Person | undefined }) {
  if (person?.isBot === true) {
    return <img className="avatar" src="/assets/icon.svg" alt="" width="36" height="36" />;
  }
  const name = person?.realName ?? '?';
  const initials = name
    .split(' ')
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2);
  const hue = HUES[(name.codePointAt(0) ?? 0) % HUES.length];
  return (
    <span className="avatar" style={{ background: `hsl(${hue} 38% 42%)` }} aria-hidden="true">
      {initials}
    </span>
  );
}
