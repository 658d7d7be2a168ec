import { isFields, textAt } from '../payload.ts';

/** Where the answer to a form goes: a form itself knows no channel. */
export interface ModalPlace {
  readonly channel: string;
  readonly responseUrl: string;
}

export function encodeModalPlace(place: ModalPlace): string {
  return JSON.stringify(place);
}

export function decodeModalPlace(metadata: string): ModalPlace | undefined {
  try {
    const value: unknown = JSON.parse(metadata);
    if (!isFields(value)) return undefined;
    const channel = textAt(value, 'channel');
    const responseUrl = textAt(value, 'responseUrl');
    return channel === '' || responseUrl === '' ? undefined : { channel, responseUrl };
  } catch {
    // Opened by a release that wrote something else: the answer goes to a direct message.
    return undefined;
  }
}
