import { useEffect, useState } from 'react';
import { Blocks } from './blocks.tsx';
import { Dialog } from './dialog.tsx';
import { fetchText } from './server.ts';

/** The README's section on connecting a real workspace. */
export function Guide({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  useEffect(() => {
    fetchText('/api/guide').then(setText);
  }, []);
  return (
    <Dialog title="Connect a real workspace" onClose={onClose}>
      <div className="guide">
        <Blocks blocks={[{ type: 'markdown', text: text || 'See README.md, “Connect a real workspace”.' }]} />
      </div>
    </Dialog>
  );
}
