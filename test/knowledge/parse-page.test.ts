import fc from 'fast-check';
import { parsePage } from '../../src/knowledge/parse-page.ts';

const parse = (text: string) => parsePage({ page: 'knowledge/nginx/refused.md', id: 'nginx/refused', text });
const entryOf = (text: string) => {
  const [entry] = parse(text).entries;
  if (entry === undefined) throw new Error(JSON.stringify(parse(text).faults));
  return entry;
};
const faultsOf = (text: string) =>
  parse(text).faults.map(({ level, line, column, message }) => `${level} ${line}:${column} ${message}`);
const own = (rules: string, body = '') => `---\ntitle: T\nrules:\n${rules}\n---\n${body}`;

const PAGE = `---
title: nginx cannot connect to its upstream
titles: {ru: nginx не может подключиться к бэкенду}
tags: [nginx, "502", 504]
severity: high
rules:
  - "connect() failed (111: Connection refused) while connecting to upstream"
  - pattern: 'connect\\(\\) to unix:\\S+ failed \\(2: No such file'
  - all: [{status: 502}, {phrase: "nginx/"}]
  - alert: NginxUpstreamDown
  - grpc: 14
  - grpc: DeadlineExceeded
  - sqlstate: 08006
  - sqlstate: 22E01
  - errno: econnrefused
  - exit: 137
  - code: ORA-12541
unless: ["while SSL handshaking"]
related: [http/bad-gateway]
reviewed: 2026-11-20
---
## Symptoms
- 502 Bad Gateway

## Causes
1. The backend is down.
2. It listens elsewhere:

   - on another port
   - on a socket

## Steps
1. Look who listens:
   \`\`\`sh
   ss -ltnp | grep 8080
     indented
   \`\`\`
   Nothing means that it is down.
2. Start it.

\`\`\`sh
systemctl start app
\`\`\`

### On Windows
Start the service.

## Examples
\`\`\`text captured: nginx/1.22.1
connect() failed (111: Connection refused)
\`\`\`
## Not examples
\`\`\`
client prematurely closed connection
\`\`\`
## References
- [Module ngx_http_proxy_module](https://nginx.org/en/docs/http/ngx_http_proxy_module.html)
- https://nginx.org/en/docs/
`;

describe('parsePage', () => {
  it('reads every part of a page', () => {
    expect(parse(PAGE).faults).toEqual([]);
    const { rules, ...entry } = entryOf(PAGE);
    expect(entry).toMatchObject({
      id: 'nginx/refused',
      title: 'nginx cannot connect to its upstream',
      titles: { ru: 'nginx не может подключиться к бэкенду' },
      tags: ['nginx', '502', '504'],
      severity: 'high',
      unless: [{ kind: 'phrase', text: 'while SSL handshaking' }],
      related: ['http/bad-gateway'],
      reviewed: '2026-11-20',
      symptoms: ['502 Bad Gateway'],
      causes: ['The backend is down.', 'It listens elsewhere:\n\n- on another port\n- on a socket'],
      steps: [
        'Look who listens:\n```sh\nss -ltnp | grep 8080\n  indented\n```\nNothing means that it is down.',
        'Start it.\n\n```sh\nsystemctl start app\n```',
        '**On Windows**\n\nStart the service.',
      ],
      examples: [
        {
          text: 'connect() failed (111: Connection refused)',
          note: 'captured: nginx/1.22.1',
          at: { line: 49, column: 1 },
        },
      ],
      counterExamples: [{ text: 'client prematurely closed connection', note: '' }],
      references: [
        {
          title: 'Module ngx_http_proxy_module',
          url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html',
        },
        { title: 'https://nginx.org/en/docs/', url: 'https://nginx.org/en/docs/' },
      ],
      page: 'knowledge/nginx/refused.md',
      line: 1,
    });
    expect(rules.map(({ at, ...rule }) => ({ ...rule, line: at.line }))).toMatchObject([
      {
        kind: 'phrase',
        text: 'connect() failed (111: Connection refused) while connecting to upstream',
        line: 7,
      },
      { kind: 'pattern', source: 'connect\\(\\) to unix:\\S+ failed \\(2: No such file', line: 8 },
      {
        kind: 'all',
        parts: [
          { kind: 'status', value: '502' },
          { kind: 'phrase', text: 'nginx/' },
        ],
      },
      { kind: 'alert', name: 'NginxUpstreamDown' },
      { kind: 'grpc', value: 'UNAVAILABLE' },
      { kind: 'grpc', value: 'DEADLINE_EXCEEDED' },
      { kind: 'sqlstate', value: '08006' },
      { kind: 'sqlstate', value: '22E01' },
      { kind: 'errno', value: 'ECONNREFUSED' },
      { kind: 'exit', value: '137' },
      { kind: 'code', value: 'ORA-12541' },
    ]);
  });

  it.each([
    ['Причины', 'Что делать'],
    ['원인', '해결 방법'],
    ['Ursachen', 'Behebung'],
    ['Causes possibles', 'Solution'],
    ['Posibles causas', 'Solución'],
    ['Causas', 'Solução'],
    ['Cause', 'Soluzione'],
    ['原因', '解决方法'],
    ['原因', '対処方法'],
    ['Why does this happen?', 'How to fix it'],
    ['🔍 Possible causes:', '2. Mitigation steps'],
    ['Diagnosis', 'Workaround {#workaround}'],
  ])('knows the sections "%s" and "%s"', (causes, steps) => {
    expect(entryOf(own('  - a b', `### ${causes}\n- c\n### ${steps}\n- s`))).toMatchObject({
      causes: ['c'],
      steps: ['s'],
    });
  });

  it('puts the cause before the diagnosis and the impact', () => {
    expect(entryOf(own('  - a b', '## Impact\ni\n## Diagnosis\nd\n## Cause\nc')).causes).toEqual([
      'c',
      'd',
      'i',
    ]);
  });

  it('takes paragraphs one by one where there is no list, and drops an empty lead-in', () => {
    expect(entryOf(own('  - a b', '## Steps\nFirst.\n\nSecond.\n\n> quoted')).steps).toEqual([
      'First.',
      'Second.\n\n> quoted',
    ]);
    expect(entryOf(own('  - a b', '## Steps\nDo this:\n\n- one\n- two')).steps).toEqual(['one', 'two']);
    expect(entryOf(own('  - a b', '## Steps\nEither:\n- one\n\nOr:\n- two')).steps).toEqual([
      'Either:\n\n- one',
      'Or:\n\n- two',
    ]);
  });

  it('keeps line numbers with Windows line ends and a byte order mark', () => {
    expect(entryOf(`\uFEFF${PAGE.replaceAll('\n', '\r\n')}`)).toMatchObject({
      rules: expect.arrayContaining([
        expect.objectContaining({ kind: 'alert', at: expect.objectContaining({ line: 10 }) }),
      ]),
      examples: [{ at: { line: 49 } }],
    });
  });

  it.each([
    [
      '  - phrse: x',
      'error 4:5 unknown kind of rule `phrse`, expected one of phrase, pattern, alert, status, grpc, errno, sqlstate, exit, code, all',
    ],
    [
      '  - 502',
      'error 4:5 a rule must be a phrase in quotes or a mapping with one of phrase, pattern, alert, status, grpc, errno, sqlstate, exit, code, all, got "502"',
    ],
    [
      '  - {status: 502, phrase: x}',
      'error 4:5 a rule must be a phrase in quotes or a mapping with one of phrase, pattern, alert, status, grpc, errno, sqlstate, exit, code, all, got a mapping of status, phrase',
    ],
    [
      "  - pattern: 'a(?=b)'",
      'error 4:5 pattern "a(?=b)" cannot be used: look-ahead and look-behind do not exist in RE2',
    ],
    ['  - status: 5xx', 'error 4:5 `status` must be an HTTP status from 100 to 999, got "5xx"'],
    ['  - grpc: 99', 'error 4:5 `grpc` must be a gRPC status such as UNAVAILABLE or 14, got "99"'],
    ['  - status:', 'error 4:5 `status` must be one value, got nothing'],
    ['  - all: [{status: 502}]', 'error 4:10 `all` must be a list of two rules or more, got one'],
    ['  - all: [{status: 502}, {all: [a, b]}]', 'error 4:26 `all` stands inside another `all`'],
    ['  - "…"', 'error 4:5 a phrase must hold a letter or digit, got "…"'],
    ['  - "a\n  - b', 'error 6:1 front matter is not valid YAML: Missing closing "quote'],
  ])('names what is wrong with the rule %j and leaves the page out', (rule, message) => {
    const parsed = parse(own(rule));
    expect(parsed).toMatchObject({ entries: [], isBroken: true });
    expect(faultsOf(own(rule))[0]).toBe(message);
    expect(parsed.faults.every(({ cure }) => cure.length > 5)).toBe(true);
  });

  it('names all faults of a page at once', () => {
    expect(
      faultsOf(
        '---\ntitle: []\nseverity: hihg\nrules: x\nreviewed: 2026-02-30\ntitles: {RU: x}\nrelatd: [a]\nowner: me\n---\n',
      ).map((text) => text.split(/[,:] got/)[0]),
    ).toEqual([
      'error 2:1 `title` must be one line of text',
      'error 6:10 `titles` must map a language tag to a title',
      'error 3:1 `severity` must be one of critical, high, medium, low',
      'error 4:8 `rules` must be a list of rules',
      'error 5:1 `reviewed` must be a day as YYYY-MM-DD',
      'error 7:1 unknown front matter key `relatd`, known are title, titles, tags, severity, rules, unless, related, reviewed',
    ]);
  });

  it('keeps a page with an unknown key in use and names the nearest known key', () => {
    const parsed = parse('---\ntitle: T\nrules: [a b]\nseverty: low\n---\n');
    expect(parsed.entries).toHaveLength(1);
    expect(parsed.faults).toMatchObject([{ level: 'error', line: 4, cure: 'Write `severity`.' }]);
  });

  it('leaves the keys of other tools alone on their pages', () => {
    const parsed = parse(
      '---\ntitle: T\nsidebar_position: 3\nservice: payments\ntags: a, b\nseverity: page\n---\n## Fix\n- x',
    );
    expect(parsed.faults).toEqual([]);
    expect(parsed.entries).toMatchObject([{ title: 'T', tags: ['a', 'b'], severity: undefined }]);
  });

  it('warns of a heading that is a slip of a known section', () => {
    expect(faultsOf(own('  - a b', '## Setps\n- x'))).toEqual(['warning 6:1 unknown section "Setps"']);
  });

  it('reads any text without throwing, with faults inside the page', () => {
    const line = fc.constantFrom(
      '---',
      'rules:',
      '  - a',
      '  - {all: [',
      'title: "',
      '# H',
      '## Steps',
      '- x',
      '```',
      '> > >',
      '&a *a',
      '\t- b',
      '| a |',
      '[x]: y',
    );
    const anyText = fc.oneof(
      fc.array(line, { maxLength: 20 }).map((lines) => lines.join('\n')),
      fc.array(line, { maxLength: 12 }).map((lines) => `---\n${lines.join('\n')}\n---\n${lines.join('\n')}`),
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => new TextDecoder().decode(bytes)),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
        for (const { line: at, column } of parse(text).faults) {
          expect(at).toBeGreaterThanOrEqual(1);
          expect(at).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual((lines[at - 1] ?? '').length + 1);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['brackets', `---\nrules: ${'['.repeat(50_000)}\n---\n`],
    ['quotes', '> '.repeat(20_000)],
    ['lists', '- '.repeat(5_000)],
    ['emphasis', '*a **b '.repeat(5_000)],
    ['links', '['.repeat(20_000)],
  ])('survives absurdly nested %s', (_, text) => {
    expect(() => parse(text)).not.toThrow();
  });

  it('names what is too long or too deep for the Markdown parser instead of hanging', () => {
    expect(faultsOf(own('  - a b', '| a\n'.repeat(100_000)))).toEqual([
      'error 1:1 page cannot be read as Markdown: 391 KB hold tables, quotes or HTML, expected at most 256 KB',
    ]);
    expect(faultsOf(own('  - a b', '> '.repeat(60)))).toEqual([
      'error 1:1 page cannot be read as Markdown: lists or quotes are nested more than 50 deep',
    ]);
    expect(faultsOf(own(`  - &a "x y"\n${'  - *a\n'.repeat(1001)}`))).toEqual([
      'error 2:1 front matter has 1001 aliases (*name), expected at most 1000',
    ]);
  });
});
