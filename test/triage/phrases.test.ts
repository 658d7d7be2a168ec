import { pageWith, triageOf } from '../support/pages.ts';

function firstFor(rule: string, text: string): string | undefined {
  const { verdict, matches } = triageOf({ 'sys/one': pageWith('Wholly unrelated words', [rule]) })(text);
  return verdict === 'matched' ? matches[0]?.id : undefined;
}

describe('a phrase', () => {
  test.each([
    [
      'ignores letter case',
      '"Upstream prematurely CLOSED connection"',
      'UPSTREAM Prematurely closed connection',
    ],
    ['ignores runs of white space', '"too many clients already"', 'too  many\tclients \n already'],
    [
      'crosses a line that a terminal wrapped',
      '"too many clients already"',
      'sorry, too many\nclients already',
    ],
    ['equals typographic quotes with plain ones', `"can't open 'file' now"`, 'can’t open ‘file’ now'],
    [
      'is found inside a JSON string',
      '"say \\"no\\" to that request"',
      '{"msg":"they say \\"no\\" to that request"}',
    ],
    [
      'is found behind colours',
      '"no space left on the device"',
      '\u001b[31mno space\u001b[0m left on \u001b[1mthe device',
    ],
    [
      'is found behind the escapes of Slack',
      '"<none> is not a valid & useful host"',
      '&lt;none&gt; is not a valid &amp; useful host',
    ],
    [
      'lets … stand for any run on the line',
      '"lookup … on … no such host"',
      'dial: lookup api.example on 10.0.0.1:53: no such host',
    ],
    ['lets an edge … end inside a longer word', '"java heap OutOfMemory…"', 'java heap OutOfMemoryErrors'],
    ['may be a part of one word only', '"OutOfMemory…"', 'got an OutOfMemoryError today'],
    ['may be the end of one word', '"…DeadlockException"', 'MySqlDeadlockException was thrown'],
    ['is found without spaces in Chinese', '"连接被拒绝了吗"', '错误:连接被拒绝了吗?'],
    ['is found before a Korean particle', '"서비스 연결 실패"', '지금 서비스 연결 실패가 납니다'],
    ['is found in Cyrillic', '"отказано в доступе к файлу"', 'Ошибка: Отказано в доступе к файлу'],
  ])('%s', (_name, rule, text) => {
    expect(firstFor(rule, text)).toBe('sys/one');
  });

  test.each([
    ['matches whole words only', '"unexpected EOF reading"', 'unexpected geoffrey reading'],
    [
      'is not found inside a longer word at its end',
      '"unexpected reading of page"',
      'unexpected reading of pages',
    ],
    ['is not found inside an identifier', '"oom"', 'oom_score_adj'],
    ['counts punctuation', '"connect() failed (111: refused)"', 'connect failed 111 refused'],
    ['keeps … on one line', '"lookup … no such host"', 'lookup api\nno such host'],
    ['keeps the order around …', '"alpha problem … beta problem"', 'beta problem then alpha problem'],
  ])('%s', (_name, rule, text) => {
    expect(firstFor(rule, text)).toBeUndefined();
  });

  test('is quoted as it stands in the paste, with line and column', () => {
    const text = 'first line\n  &lt;b&gt; Too   many\tclients already!';
    const { matches } = triageOf({
      'sys/one': pageWith('Wholly unrelated words', ['"too many clients already"']),
    })(text);
    expect(matches[0]?.evidence).toEqual(
      [{ line: 2, column: 13, length: 27, quote: 'Too   many\tclients already' }].map((e) => ({
        ...e,
        length: e.quote.length,
      })),
    );
  });

  test('with … is found again on a later line when its first line lacks an end', () => {
    const text = 'lookup a failed\nlookup b failed\nlookup c: no such host';
    const { matches } = triageOf({
      'sys/one': pageWith('Wholly unrelated words', ['"lookup … no such host"']),
    })(text);
    expect(matches[0]?.evidence[0]?.line).toBe(3);
  });
});
