import { useState } from 'react';
import { Guide } from './guide.tsx';

/** Says what this is, and how to get to a real one. */
export function Banner() {
  const [isGuideOpen, setGuideOpen] = useState(false);
  return (
    <div className="banner" role="note">
      <span>
        This is a local workspace without Slack
        <span className="banner__more">: what you write stays on this machine</span>.
      </span>
      <button type="button" className="link" onClick={() => setGuideOpen(true)}>
        Connect a real one
      </button>
      {isGuideOpen && <Guide onClose={() => setGuideOpen(false)} />}
    </div>
  );
}
