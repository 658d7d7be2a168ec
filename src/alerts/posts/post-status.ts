import type { AlertStatus } from '../alert.ts';
import { statusOfWord } from '../sources/status-words.ts';
import type { ChannelPost } from './channel-post.ts';

/** `guess`: only a colour or an emoji says so, which other apps use for other things too. */
export interface PostStatus {
  readonly status: AlertStatus;
  readonly isGuess: boolean;
}

/** `[FIRING:2]`, `[FIRING:1, RESOLVED:3]`, `[No Data]`: Alertmanager, Grafana and what copies them. */
export const BRACKET =
  /^(?::[a-z][\w+-]*:|[^\p{L}[])*\[\s*([a-z]+(?: data)?)\s*(?::\s*(\d+))?(?:\s*,\s*[a-z]+:\s*\d+)*\s*\]\s*/iu;

/** `Re-Triggered: …`, `Resolved [#12] …`: Datadog, PagerDuty. */
export const LEAD =
  /^(?::[a-z][\w+-]*:|[^\p{L}[])*(?:re-)?(triggered|recovered|resolved|acknowledged|firing|alert|alarm|ok|warn|warning|no data|closed|problem|recovery|down|up|new alert|new incident|incident)(?:\s+on\b)?\s*(?::|\||[-–—](?=\s)|(?=\[|#))\s*/iu;

/** Words in a title, the mending ones first: "Back to normal", "failed build fixed". */
const MENDED = /\b(?:resolved|recovered|back to normal|closed|fixed|succeeded|success(?:ful)?|passed)\b/i;
const SEEN = /\backnowledged\b/i;
const BROKEN =
  /\b(?:firing|triggered|fail(?:ed|ure|ures|ing|s)|unstable|aborted|is down|went down|in alarm|new alert)\b/i;

/** `State: *New*`, `Status: Resolved`; CloudWatch writes `OK → ALARM`. */
const STATE = /(?:^|\s)\W{0,4}(?:state|status)\W{1,8}(?:[a-z]{1,20}\s{0,3}(?:→|->)\s{0,3})?([a-z]{1,20})/i;
const STATE_FIELD = /^(?:(?:alert|alarm|incident|current|new)\s+)?(?:state|status)$/i;

/** Sentry's words for an issue that holds. */
const HOLDS = /^(?:ongoing|escalating|regressed|insufficient)/i;

const SIGNS: readonly (readonly [RegExp, AlertStatus])[] = [
  [
    /:(?:red_circle|rotating_light|fire|x|bangbang|exclamation|warning|large_orange_diamond):|🔴|🚨|🔥|❌/u,
    'firing',
  ],
  [/:(?:white_check_mark|heavy_check_mark|large_green_circle|green_circle|tada):|✅|🟢/u, 'resolved'],
];

/** What a post says of an alert's status; undefined where it says nothing of one. */
export function statusOfPost(post: ChannelPost): PostStatus | undefined {
  const said = saidStatus(post);
  if (said !== undefined) return { status: said, isGuess: false };
  const sign = SIGNS.find(([pattern]) => pattern.test(post.title))?.[1];
  const guess = sign ?? post.colors.map(statusOfColor).find((status) => status !== undefined);
  return guess === undefined ? undefined : { status: guess, isGuess: true };
}

function saidStatus({ title, text, fields }: ChannelPost): AlertStatus | undefined {
  const lead = readWord(BRACKET.exec(title)?.[1]) ?? readWord(LEAD.exec(title)?.[1]);
  if (lead !== undefined) return lead;
  const field = Object.entries(fields).find(([name]) => STATE_FIELD.test(name))?.[1];
  const state = readWord(field?.split(/→|->/).at(-1)?.trim()) ?? readWord(STATE.exec(text)?.[1]);
  if (state !== undefined) return state;
  if (MENDED.test(title)) return 'resolved';
  if (SEEN.test(title)) return 'acknowledged';
  return BROKEN.test(title) ? 'firing' : undefined;
}

function readWord(word: string | undefined): AlertStatus | undefined {
  if (word === undefined) return undefined;
  if (HOLDS.test(word) || /^(?:no data|warn|incident|new alert|new incident)$/i.test(word)) return 'firing';
  return statusOfWord(word);
}

/** Red, orange and yellow hold, green has ended; grey, blue and purple say nothing. */
function statusOfColor(color: string): AlertStatus | undefined {
  if (/^(?:danger|warning)$/i.test(color)) return 'firing';
  if (/^good$/i.test(color)) return 'resolved';
  const digits = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (digits === null) return undefined;
  const [red = 0, green = 0, blue = 0] = digits.slice(1).map((pair) => Number.parseInt(pair, 16));
  // Colours in between lead by a third of the scale or more.
  if (red - blue > 85 && red >= green) return 'firing';
  return green - red > 50 && green - blue > 20 ? 'resolved' : undefined;
}
