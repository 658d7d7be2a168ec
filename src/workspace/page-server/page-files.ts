import { readFile } from 'node:fs/promises';
import type { Handler } from '../http-exchange.ts';

const FILES: ReadonlyMap<string, { readonly name: string; readonly type: string }> = new Map([
  ['/', { name: 'index.html', type: 'text/html; charset=utf-8' }],
  ['/assets/page.js', { name: 'page.js', type: 'text/javascript; charset=utf-8' }],
  ['/assets/page.css', { name: 'page.css', type: 'text/css; charset=utf-8' }],
  ['/favicon.ico', { name: 'icon.svg', type: 'image/svg+xml' }],
  ['/assets/icon.svg', { name: 'icon.svg', type: 'image/svg+xml' }],
]);

/** Everything comes from here; style attributes are what slack-blocks-to-jsx draws with. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** The built page. A message's link, `/archives/<channel>/p<ts>`, opens it too. */
export function createPageFiles(directory: URL): Handler {
  return async ({ request, response, url }) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const file = FILES.get(url.pathname.startsWith('/archives/') ? '/' : url.pathname);
    if (file === undefined) return false;
    const content = await readFile(new URL(file.name, directory)).catch((cause: unknown) => {
      throw new Error(`the page of the local workspace is not built (no ${file.name}): run npm run build`, {
        cause,
      });
    });
    response.writeHead(200, {
      'content-type': file.type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    });
    response.end(request.method === 'HEAD' ? undefined : content);
    return true;
  };
}
