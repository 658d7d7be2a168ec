import fc from 'fast-check';
import { inlineText, readAllBlocks } from '../../src/knowledge/markdown.ts';
import { readPlainBlocks } from '../../src/knowledge/plain-blocks.ts';

const read = (text: string) => readPlainBlocks(text, 1, inlineText);

describe('readPlainBlocks', () => {
  it('reads headings, paragraphs, lists and fences', () => {
    const text =
      '# A\ntext\nmore\n\n1. one\n   ```sh\n   x\n   ```\n2. two\n\n```text captured: nginx/1\ny\n```\n## B ##\n- [x] z';
    expect(read(text)).toEqual(readAllBlocks(text));
    expect(read(text)).toHaveLength(6);
  });

  it.each([
    '> quote',
    '<div>',
    '| a |\n|---|',
    'a\n===',
    '[a]: b',
    '    code',
    '- a\nb',
    '- a\n - b',
    '---',
    '```\nopen',
    '-\tx',
  ])('leaves %j to the reference parser', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('reads what it reads just as the reference parser does', () => {
    const line = fc.constantFrom(
      '',
      '',
      '',
      'text',
      'more text.',
      '# A',
      '## `B` c #',
      '#x',
      '- a',
      '- b',
      '* c',
      '1. d',
      '2. e',
      '3) f',
      '  in',
      '   in',
      '    deep',
      '     deeper',
      '```',
      '```sh',
      '~~~ text a b',
      '   ```',
      '  ```',
      '- ```',
      '   1. g',
      '  - h',
      'a | b',
      'see [x](y)',
      '**b** c',
      '- [ ] todo',
      '2.',
      '1986. was',
      '  > q',
      '-',
      '- - a',
      '* * *',
      '=',
      '    - i',
      'x  ',
      '- j  ',
      '+ k',
      '10. l',
      '   # m',
      '![i](j)',
      '\\# n',
      '[ref]',
      '`a',
      '*',
      '  ',
      '- # h',
      '`````',
    );
    let plain = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 9 }), (lines) => {
        const text = lines.join('\n');
        const blocks = read(text);
        if (blocks === undefined) return;
        plain++;
        expect(blocks).toEqual(readAllBlocks(text));
      }),
      { numRuns: 6000 },
    );
    expect(plain).toBeGreaterThan(500);
  });
});
