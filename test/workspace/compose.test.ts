import { composeMessage } from '../../src/workspace/compose.ts';

const names = { people: new Map([['pasteur', 'U1']]), channels: new Map([['incidents', 'C1']]) };
const compose = (typed: string) => composeMessage(typed, names);

describe('what Slack makes of a typed message', () => {
  test.each([
    ['escapes three signs and no others', `a < b && c > "d" 'e'`, `a &lt; b &amp;&amp; c &gt; "d" 'e'`],
    [
      'links an address with its scheme',
      'see http://10.0.0.1:8080/a?b=1&c.',
      'see <http://10.0.0.1:8080/a?b=1&amp;c>.',
    ],
    [
      'links a bare host name',
      'host: "shop.example.com", x',
      'host: "<http://shop.example.com|shop.example.com>", x',
    ],
    ['leaves a class name alone', 'at java.net.ConnectException', 'at java.net.ConnectException'],
    ['leaves an e-mail address alone', 'ops@example.com', 'ops@example.com'],
    ['mentions who is there, and nobody else', '@Pasteur @nobody hi', '<@U1> @nobody hi'],
    ['links a channel', 'in #incidents and #nowhere', 'in <#C1|incidents> and #nowhere'],
    ['leaves mentions in code alone', '```\n@pasteur <x>\n```', '```@pasteur &lt;x&gt;```'],
    ['keeps blank lines and indentation', 'a\n\n\tb', 'a\n\n\tb'],
  ])('%s', (_, typed, text) => {
    expect(compose(typed).text).toBe(text);
  });

  test('gives rich text without escapes, code apart', () => {
    expect(compose('look <here>\n```\nx < y\n```\nat http://a.example/').blocks).toEqual([
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: 'look <here>' }] },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'x < y' }] },
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'at ' },
              { type: 'link', url: 'http://a.example/' },
            ],
          },
        ],
      },
    ]);
  });
});
