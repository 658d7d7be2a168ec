import { pageWith, triageOf } from '../support/pages.ts';

const triage = triageOf({
  'db/denied': pageWith('Key is denied', [
    '"permission denied (publickey)"',
    '"ModuleNotFoundError"',
    '"AccessDenied"',
    '"rate exceeded"',
    '"NoSuchKey"',
  ]),
});

describe('a program that handles an error is not answered:', () => {
  test.each([
    "if e.response['Error']['Code'] == 'NoSuchKey':",
    'import { NoSuchKey } from "@aws-sdk/client-s3";',
    '  throw new AccessDenied("rate exceeded");',
    'const RETRYABLE = ["NoSuchKey", "AccessDenied"];',
    'except ModuleNotFoundError:\n    pass',
    "  'rate exceeded', 'AccessDenied',",
    'return fmt.Errorf("rate exceeded: %w", err)',
  ])('%s', (text) => {
    expect(triage(text).verdict).toBe('unmatched');
  });
});

describe('an error that a program quotes whole is answered:', () => {
  test.each([
    `const LAST = 'git@host.example: Permission denied (publickey). Connection closed by remote host';`,
    `    expect(run()).toBe("clone failed: Permission denied (publickey) for the deploy key");`,
    `  message: \`step 4 of the job failed: Permission denied (publickey) by the host\`,`,
  ])('%s', (text) => {
    expect(triage(text).matches[0]?.id).toBe('db/denied');
  });
});

describe('a text that a program compares with is not:', () => {
  test.each([
    `if (output.includes('git@host.example: Permission denied (publickey). Connection closed')) {`,
    `case "git@host.example says Permission denied (publickey) to the key": retry();`,
    `const DENIED = 'Permission denied (publickey)';`,
  ])('%s', (text) => {
    expect(triage(text).verdict).toBe('unmatched');
  });
});

describe('a sentence that begins like a program is answered:', () => {
  test.each([
    'let me know: getting Permission denied (publickey) since this morning',
    "import failed: ModuleNotFoundError: No module named 'yaml'",
    'public endpoint returned AccessDenied: User: x is not authorized',
    'class com.foo.Bar: AccessDenied',
    'Resource handler returned message: "Rate exceeded (Service: Lambda, Status Code: 429)"',
    'return code 1; the bucket says NoSuchKey',
    '// Caused by: AccessDenied',
    '"Rate exceeded"',
  ])('%s', (text) => {
    expect(triage(text).verdict).toBe('matched');
  });
});
