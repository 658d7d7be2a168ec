import { createServer, type RequestListener, type Server } from 'node:http';
import { readFile } from '../../../src/slack/reading/files.ts';

describe('a file of a message', () => {
  let server: Server;
  let origin: string;
  let answer: RequestListener;
  let sentTokens: (string | undefined)[];

  beforeEach(async () => {
    sentTokens = [];
    server = createServer((request, response) => {
      sentTokens.push(request.headers.authorization);
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const read = (file: Record<string, unknown> = {}, slackApiUrl: string | undefined = `${origin}/api/`) =>
    readFile(
      { name: 'error.log', mimetype: 'text/plain', size: 10, url_private_download: `${origin}/f`, ...file },
      { botToken: 'xoxb-test', fetch: globalThis.fetch, slackApiUrl },
    );
  const serve = (
    body: string | Uint8Array,
    headers: Record<string, string> = { 'content-type': 'text/plain' },
  ) => {
    answer = (_request, response) => {
      response.writeHead(200, headers).end(body);
    };
  };

  it('is read with the bot token', async () => {
    serve('line 1\nline 2');
    expect(await read()).toEqual({ text: 'line 1\nline 2' });
    expect(sentTokens).toEqual(['Bearer xoxb-test']);
  });

  it('with broken UTF-8 is read around the break', async () => {
    serve(
      Buffer.concat([
        Buffer.from('a long enough line of text '),
        Buffer.from([0xc3, 0x28]),
        Buffer.from(' goes on'),
      ]),
    );
    expect(await read()).toEqual({ text: 'a long enough line of text \ufffd( goes on' });
  });

  it('in UTF-16, as Windows tools write it, is read', async () => {
    serve(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Fehler 502', 'utf16le')]));
    expect(await read()).toEqual({ text: 'Fehler 502' });
  });

  it('that is binary is refused', async () => {
    serve(Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]));
    expect(await read()).toEqual({ problem: 'error.log is binary: attach a text file, or paste the error.' });
  });

  it('that is a picture is not even asked for', async () => {
    expect(await read({ mimetype: 'image/png' })).toHaveProperty('problem');
    expect(sentTokens).toEqual([]);
  });

  it('larger than 5 MB is refused by its size', async () => {
    expect(await read({ size: 5 * 1024 * 1024 + 1 })).toEqual({
      problem: expect.stringContaining('larger than 5 MB'),
    });
    expect(sentTokens).toEqual([]);
  });

  it('larger than it says is refused while it comes', async () => {
    serve('x'.repeat(5 * 1024 * 1024 + 1));
    expect(await read()).toEqual({ problem: expect.stringContaining('larger than 5 MB') });
  });

  it('of 5 MB is read', async () => {
    serve('x'.repeat(5 * 1024 * 1024));
    expect(await read({ size: 5 * 1024 * 1024 })).toHaveProperty('text');
  });

  it('in whose place Slack sends its login page is refused with the scope that is missing', async () => {
    serve('<!DOCTYPE html><html>Sign in', { 'content-type': 'text/html; charset=utf-8' });
    expect(await read()).toEqual({ problem: expect.stringContaining('files:read') });
  });

  it('that is a web page itself is read', async () => {
    serve('<html>502 Bad Gateway', { 'content-type': 'text/html' });
    expect(await read({ mimetype: 'text/html' })).toEqual({ text: '<html>502 Bad Gateway' });
  });

  it('that redirects out of Slack is refused, and the token stays here', async () => {
    answer = (_request, response) => {
      response.writeHead(302, { location: 'https://login.example.com/' }).end();
    };
    expect(await read()).toEqual({ problem: expect.stringContaining('files:read') });
    expect(sentTokens).toHaveLength(1);
  });

  it.each([
    'https://drive.example.com/x',
    'http://slack.com/x',
    'https://slack.com.evil.example/x',
    'https://evilslack.com/x',
    '',
  ])('at %s is refused without a request', async (url) => {
    expect(await read({ url_private_download: url })).toEqual({
      problem: expect.stringContaining('not stored in Slack'),
    });
    expect(sentTokens).toEqual([]);
  });

  it('on this machine is refused when Slack is the real one', async () => {
    const door = { botToken: 'xoxb-test', fetch: globalThis.fetch };
    const file = { name: 'error.log', mimetype: 'text/plain', url_private_download: `${origin}/f` };
    expect(await readFile(file, door)).toHaveProperty('problem');
    expect(sentTokens).toEqual([]);
  });

  it('that was deleted is named', async () => {
    answer = (_request, response) => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end();
    };
    expect(await read()).toEqual({ problem: expect.stringContaining('404') });
  });
});
