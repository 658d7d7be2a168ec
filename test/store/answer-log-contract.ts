import type { AnswerLog, KeptAnswer } from '../../src/slack/answers/answer-log.ts';

/** An answer in a channel of its own for each test. */
function answer(channel: string, fields: Partial<KeptAnswer> = {}): KeptAnswer {
  return {
    channel,
    questionTs: '1700000000.000100',
    threadTs: '1700000000.000100',
    asker: 'U1',
    ref: '{"v":1}',
    about: ['1700000000.000100'],
    posted: ['1700000001.000000'],
    ...fields,
  };
}

/** The contract of answer logs, the same for one process and for many. */
export function describeAnswerLog(open: () => AnswerLog): void {
  describe('answers', () => {
    test('are found by their question, the newest in place of an older one', async () => {
      const log = open();
      await log.keep(answer('C1'));
      await log.keep(answer('C1', { ref: undefined, posted: ['1700000002.000000'] }));
      expect(await log.find('C1', '1700000000.000100')).toEqual(
        answer('C1', { ref: undefined, posted: ['1700000002.000000'] }),
      );
      expect(await log.find('C2', '1700000000.000100')).toBeUndefined();
    });

    test('of a thread are given newest first, before a message, and only with a reference', async () => {
      const log = open();
      const threadTs = '1700000000.000100';
      const second = answer('C3', { questionTs: '1700000000.000200', threadTs });
      await log.keep(second);
      await log.keep(answer('C3'));
      await log.keep(answer('C3', { questionTs: '1700000000.000300', threadTs, ref: undefined }));
      await log.keep(answer('C3', { questionTs: '1700000000.000400', threadTs: '1700000000.000400' }));
      expect(await log.newestIn('C3', threadTs, '1700000000.000900')).toEqual(second);
      expect(await log.newestIn('C3', threadTs, '1700000000.000200')).toEqual(answer('C3'));
      expect(await log.newestIn('C3', threadTs, '1700000000.000100')).toBeUndefined();
    });

    test('say by which edit of the question they go', async () => {
      const log = open();
      const edited = answer('C6', { edited: '1700000005.000000' });
      await log.keep(answer('C6'));
      await log.keep(edited);
      expect(await log.find('C6', '1700000000.000100')).toEqual(edited);
    });

    test('grow by what a button brought', async () => {
      const log = open();
      await log.keep(answer('C4'));
      await log.extend('C4', '1700000001.000000', ['1700000003.000000'], '{"v":1,"shown":[]}');
      await log.extend('C4', '1600000000.000000', ['1700000004.000000'], '{}');
      expect(await log.find('C4', '1700000000.000100')).toMatchObject({
        posted: ['1700000001.000000', '1700000003.000000'],
        ref: '{"v":1,"shown":[]}',
      });
    });

    test('that quote a message are known until they are forgotten', async () => {
      const log = open();
      const other = answer('C5', {
        questionTs: '1700000000.000200',
        about: ['1700000000.000200', '1700000000.000100'],
      });
      await log.keep(answer('C5'));
      await log.keep(other);
      await log.keep(answer('C5', { questionTs: '1700000000.000300', about: ['1700000000.000300'] }));
      expect(await log.about('C5', '1700000000.000100')).toEqual([answer('C5'), other]);
      await log.forget('C5', '1700000000.000100');
      expect(await log.about('C5', '1700000000.000100')).toEqual([]);
      expect(await log.find('C5', '1700000000.000100')).toBeUndefined();
      expect(await log.find('C5', '1700000000.000300')).toBeDefined();
    });
  });
}
