import type { types } from '@slack/bolt';
import type { SentMessage } from '../../store/summaries/summary-log.ts';
import { shorten } from './escape.ts';
import { LIMITS } from './limits.ts';
import { codeBlock, headingBlock, plainContext } from './rich-blocks.ts';

const PART_LENGTH = 2500;
/** A view takes 250 kB; nobody reads that much either. */
const MOST_PARTS = 40;

/** Shows exactly what left for a summary. */
export function buildSentModal(sent: readonly SentMessage[], model: string): types.ModalView {
  const parts = sent.flatMap(({ role, text }) => [
    headingBlock(role === 'system' ? 'Instructions' : role === 'user' ? 'Data and question' : role),
    ...piecesOf(text).map((piece) => codeBlock(piece, PART_LENGTH)),
  ]);
  const shown = parts.slice(0, MOST_PARTS);
  const left = parts.length - shown.length;
  return {
    type: 'modal',
    title: { type: 'plain_text', text: shorten('What was sent', LIMITS.modalTitle) },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      plainContext([
        `Everything that left for ${shorten(model, 80)}. Words like <ip-1> stand for values that stayed here.`,
      ]),
      ...shown,
      ...(left > 0 ? [plainContext([`${left} more parts are not shown.`])] : []),
    ],
  };
}

/** Parts at line ends where there are any. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > PART_LENGTH) {
    const end = rest.lastIndexOf('\n', PART_LENGTH);
    const cut = end > 0 ? end : PART_LENGTH - 1;
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(end > 0 ? cut + 1 : cut);
  }
  return [...pieces, rest];
}
