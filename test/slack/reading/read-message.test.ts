import { unescapeSlack } from '../../../src/slack/blocks/escape.ts';
import { pasteText, readMessage } from '../../../src/slack/reading/read-message.ts';

/** What a person sees of a message: the paste with Slack's escapes undone once, as the engine does. */
const seen = (message: unknown, botUserId?: string) =>
  unescapeSlack(pasteText(readMessage(message, botUserId).parts));

const text = (value: string) => ({ type: 'text', text: value });
const richText = (...elements: unknown[]) => ({ type: 'rich_text', elements });
const section = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });

describe('reading a message', () => {
  it('takes plain text as Slack escaped it', () => {
    expect(pasteText(readMessage({ text: 'a &lt; b &amp;&amp; c' }).parts)).toBe('a &lt; b &amp;&amp; c');
  });

  it('takes typed text from its rich text, where nothing is escaped', () => {
    const message = {
      text: '&lt;a&gt; *bold*',
      blocks: [richText(section(text('<a> '), { ...text('bold'), style: { bold: true } }))],
    };
    expect(seen(message)).toBe('<a> bold');
  });

  it('keeps text that looks like an escape or a link as it was typed', () => {
    expect(seen({ blocks: [richText(section(text('&lt; <http://x|y> &amp;lt;')))] })).toBe(
      '&lt; <http://x|y> &amp;lt;',
    );
  });

  it('reads every element of rich text', () => {
    const blocks = [
      richText(
        section(text('see '), { type: 'link', url: 'http://example.com', text: 'example.com' }, text('\n')),
        { type: 'rich_text_list', style: 'bullet', elements: [section(text('one')), section(text('two'))] },
        { type: 'rich_text_preformatted', elements: [text('line 1\nline 2')] },
        { type: 'rich_text_quote', elements: [text('quoted')] },
        section(
          { type: 'user', user_id: 'U1' },
          { type: 'channel', channel_id: 'C1' },
          { type: 'usergroup', usergroup_id: 'S1' },
          { type: 'broadcast', range: 'here' },
          { type: 'emoji', name: 'x' },
          { type: 'date', timestamp: 1, format: '{date}', fallback: 'yesterday' },
          { type: 'color', value: '#fff' },
          { type: 'link', url: 'http://a/b', text: 'docs' },
        ),
      ),
    ];
    expect(seen({ blocks })).toBe(
      'see example.com\none\ntwo\nline 1\nline 2\nquoted\n@U1#C1@S1@here:x:yesterday#fffdocs http://a/b',
    );
  });

  it('reads section, fields, header, context, markdown, table and blocks yet to come', () => {
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'Head <1>' } },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: 'a &gt; b' },
        fields: [
          { type: 'mrkdwn', text: 'f1' },
          { type: 'plain_text', text: 'f2' },
        ],
      },
      {
        type: 'context',
        elements: [
          { type: 'mrkdwn', text: 'ctx' },
          { type: 'image', image_url: 'u', alt_text: 'no' },
        ],
      },
      { type: 'markdown', text: '**md** <x>' },
      { type: 'table', rows: [[{ type: 'raw_text', text: 'c1' }, richText(section(text('c2')))]] },
      {
        type: 'card',
        title: { type: 'plain_text', text: 'card title' },
        body: { type: 'mrkdwn', text: 'card body' },
      },
      { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Press' } }] },
      { type: 'divider' },
    ];
    expect(seen({ blocks })).toBe('Head <1>\na > b\nf1\nf2\nctx\n**md** <x>\nc1 | c2\ncard title\ncard body');
  });

  it('reads attachments of monitoring systems that leave text empty', () => {
    const attachments = [
      {
        fallback: '[FIRING] HighLatency',
        pretext: 'pre',
        title: '[FIRING] HighLatency',
        text: 'p99 &gt; 2s',
        fields: [{ title: 'host', value: 'a1', short: true }, { value: 'no title' }],
        footer: 'Grafana',
      },
    ];
    expect(seen({ text: '', attachments })).toBe(
      'pre\n[FIRING] HighLatency\np99 > 2s\nhost: a1\nno title\nGrafana',
    );
  });

  it('reads blocks inside attachments', () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'inside' } }];
    expect(seen({ attachments: [{ color: '#f00', blocks, fallback: '[no preview available]' }] })).toBe(
      'inside',
    );
  });

  it('reads forwarded messages', () => {
    const forwarded = {
      is_share: true,
      text: 'boom',
      message_blocks: [{ message: { blocks: [richText(section(text('boom')))] } }],
    };
    expect(seen({ text: 'look', attachments: [forwarded] })).toBe('look\nboom');
  });

  it('falls back to the fallback when an attachment has nothing else', () => {
    expect(seen({ attachments: [{ fallback: 'down &amp; out' }] })).toBe('down & out');
  });

  it('falls back to the text when blocks say nothing', () => {
    expect(seen({ text: 'full text', blocks: [{ type: 'divider' }] })).toBe('full text');
  });

  it('falls back to the blocks when the text is empty', () => {
    expect(seen({ text: '', blocks: [{ type: 'section', text: { type: 'plain_text', text: 'b' } }] })).toBe(
      'b',
    );
  });

  it('says once what text and blocks both say', () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '*Alert*: disk full on a1' } }];
    expect(seen({ text: 'Alert: disk full on a1', blocks })).toBe('*Alert*: disk full on a1');
  });

  it('keeps a text that says more than the blocks', () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'summary' } }];
    expect(seen({ text: 'details', blocks })).toBe('details\nsummary');
  });

  it('leaves the mention of the bot out, and nobody else', () => {
    expect(seen({ text: '<@U0BOT> and <@U1> failed' }, 'U0BOT')).toBe('and <@U1> failed');
    const blocks = [richText(section({ type: 'user', user_id: 'U0BOT' }, text(' failed')))];
    expect(seen({ text: '<@U0BOT> failed', blocks }, 'U0BOT')).toBe('failed');
  });

  it.each([
    undefined,
    null,
    'text',
    7,
    [],
    {},
    { blocks: 'x', attachments: [1, null], files: {} },
    { blocks: [{ type: 'table', rows: [1] }] },
  ])('reads %j as nothing', (message) => {
    expect(readMessage(message)).toEqual({ parts: [], files: [] });
  });

  it('ends on blocks nested without end', () => {
    let block: Record<string, unknown> = { type: 'mrkdwn', text: 'deep' };
    for (let depth = 0; depth < 5000; depth += 1) block = { type: 'container', child: block };
    expect(seen({ blocks: [block] })).toBe('');
  });
});
