import { SAMPLES } from './samples.ts';

/** The people, channels and first messages of the local workspace. All of it is made up. */
export const TEAM = { name: 'Local workspace', domain: 'local' } as const;

/** The person at the page. */
export const YOU = { name: 'you', realName: 'You' } as const;

export const PEOPLE = [
  YOU,
  { name: 'mara', realName: 'Mara Lindqvist' },
  { name: 'jun', realName: 'Jun Tanaka' },
  { name: 'priya', realName: 'Priya Nair' },
] as const;

export const CHANNELS = [
  { name: 'general', topic: 'Everything else' },
  { name: 'incidents', topic: 'What is broken right now' },
  { name: 'alerts', topic: 'Monitoring posts here' },
] as const;

export interface OpeningMessage {
  readonly channel: (typeof CHANNELS)[number]['name'];
  readonly author: (typeof PEOPLE)[number]['name'];
  /** As it would be typed. */
  readonly text: string;
}

const nginxLine = SAMPLES[0]?.text ?? '';

export const OPENING_MESSAGES: readonly OpeningMessage[] = [
  { channel: 'general', author: 'priya', text: 'Morning all. Release train leaves at 15:00 today.' },
  {
    channel: 'incidents',
    author: 'mara',
    text: `Some customers get a 502 at checkout. Edge log:\n\`\`\`\n${nginxLine}\n\`\`\``,
  },
  { channel: 'incidents', author: 'jun', text: 'Looking. Has anybody seen this one before?' },
];
